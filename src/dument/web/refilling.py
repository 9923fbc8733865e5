"""What was typed when a session ended: kept half an hour, then shown again to the same person, who sends it himself.

Only views marked `refillable` keep anything: long forms, that nothing but their button carries out. Their form comes
back by a GET, filled: nothing is done before it is sent again. A request got here after its proof of origin was
verified. Kept in the session of the browser, for the account that last signed in there, or for the letter's code.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from dument.web.account import devices

KEY = "typed_before"
LASTS, MOST = 30 * 60, 64 * 1024  # seconds; characters: a plan of 360 lines takes a tenth of it
# Never kept: a proof of origin or of identity, and the words or the boxes by which one binds oneself.
NEVER = (
    "csrfmiddlewaretoken",
    "code",
    "password",
    "written",
    "figures",
    "letters",
    "consent",
    "agree",
    "sure",
)


def refillable(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view whose form may be kept and shown again; it acts on nothing but a POST."""
    view.refillable = True  # type: ignore[attr-defined]
    return view


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Return the way to sign in and back to the page, where what was typed will be shown again."""
    keep(request, devices.last(request))
    return redirect_to_login(request.get_full_path())


def keep(request: HttpRequest, whose: str) -> None:
    """Keep what a refused POST brought, if its view is refillable and one knows whose it is. Files are not kept."""
    match = request.resolver_match
    if request.method != "POST" or not whose or not getattr(match and match.func, "refillable", False):
        return
    fields = request.POST.copy()
    for name in NEVER:
        fields.pop(name, None)
    if len(written := fields.urlencode()) <= MOST:
        request.session[KEY] = {
            "path": request.get_full_path(),
            "whose": whose,
            "at": time.time(),
            "fields": written,
            "files": bool(request.FILES),
        }


def is_kept(request: HttpRequest) -> bool:
    """Tell whether this very request's form was just kept."""
    return bool(request.session.get(KEY, {}).get("path") == request.get_full_path())


def page_of(request: HttpRequest, whose: str) -> str:
    """Return the address of the page whose form is kept for that person, empty when none is."""
    kept = request.session.get(KEY)
    if not kept or kept["whose"] != whose or time.time() - kept["at"] > LASTS:
        return ""
    return str(kept["path"])


def refill(request: HttpRequest, whose: str) -> None:
    """Give the kept fields to the page that they were typed on, asked for by a GET; sent, they are kept no more."""
    if KEY not in request.session or page_of(request, whose) != request.get_full_path():
        return
    if request.method == "POST":
        del request.session[KEY]
    elif request.method == "GET":
        kept = request.session[KEY]
        request.POST = QueryDict(kept["fields"])
        messages.info(request, _files_too() if kept["files"] else _shown_again())


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, or what is shown again; None when the page is only looked at."""
    return request.POST or (QueryDict() if request.method == "POST" else None)


def _shown_again() -> str:
    return _(
        "Voici ce que vous aviez saisi avant de vous identifier de nouveau. Rien n'a encore été envoyé : relisez, puis "
        "validez."
    )


def _files_too() -> str:
    return _("{typed} Les fichiers, eux, sont à choisir de nouveau.").format(typed=_shown_again())
