"""The WSGI entry of the site."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from dument.web.alphabet import only_ours
from dument.web.bodies import read_first

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dument.config.settings")
application = only_ours(read_first(get_wsgi_application(), proxies=settings.ALLAUTH_TRUSTED_PROXY_COUNT))
