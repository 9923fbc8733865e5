"""The WSGI entry of the site."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from dument.web.alphabet import only_ours

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dument.config.settings")
application = only_ours(get_wsgi_application())
