"""A session opened by the tests remembers a second factor shown, as one opened through the pages does."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.internal.flows import login
from django.test import Client

_force_login = Client.force_login


def force_login(client: Client, user: Any, backend: str | None = None) -> None:
    """Sign the user in without the pages; his session shows the second factor just shown."""
    _force_login(client, user, backend)
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
