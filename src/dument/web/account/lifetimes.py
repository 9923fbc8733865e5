"""The longest session: whatever was done in it, one signs in again some hours after it began."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from dument.web import refilling
from dument.web.account import devices
from dument.web.proving import SAFE
from dument.web.refusals import came_from
from dument.web.watching import security

BEGAN = "began"
# Who opened a page in time has that long to fill and send it: nothing typed is lost.
GRACE = 30 * 60
TOO_OLD = _(
    "Votre session durait depuis {hours} heures. Par sécurité, connectez-vous à nouveau. Ce qui était enregistré est "
    "gardé, vous revenez à la même page."
)


class Bounded:
    """Closes a session of an account that is too old; a page open to anyone is then shown all the same."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next middleware."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as usual."""
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Return the way to sign in again, or None."""
        if SESSION_KEY not in request.session or not _too_old(request):
            return None
        security.tell("signed_out", account=request.session[SESSION_KEY], means="too_old")
        logout(request)
        if security.wall_of(request) in security.OPEN:
            return None
        refilling.keep(request, devices.last(request))
        messages.info(request, str(TOO_OLD).format(hours=settings.DUMENT_SESSION_LONGEST_HOURS))
        here = request.method in SAFE or refilling.is_kept(request)
        return redirect_to_login(request.get_full_path() if here else came_from(request))


def _too_old(request: HttpRequest) -> bool:
    """Tell whether the session began too long ago: at its first proof of identity, else when it is first seen."""
    steps = request.session.get(security.STEPS, [])
    if not steps and BEGAN not in request.session:
        request.session[BEGAN] = time.time()
    began = min((float(one["at"]) for one in steps), default=None) or request.session[BEGAN]
    most = settings.DUMENT_SESSION_LONGEST_HOURS * 3600
    return bool(time.time() - began > most + (0 if request.method in SAFE else GRACE))
