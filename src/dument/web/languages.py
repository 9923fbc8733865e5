"""In which language a page is told: French, easy-to-read French, English; only where every sentence was translated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from dument.web.access import anyone

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type StrOrPromise = str | _StrPromise
"""A sentence, or one that waits for the language of the page."""

FRENCH, EASY, ENGLISH = "fr", "fr-falc", "en"
ALL, PLAIN = (FRENCH, EASY, ENGLISH), (FRENCH, ENGLISH)
# The languages of each area, by the start of its address, the home page apart; an area that is not here is in French.
# Easy French is for whoever receives a letter: who files a claim, or has an account, reads plain French or English.
AREAS = {
    "/repondre": ALL,
    "/lettre": ALL,
    "/aide-gratuite": ALL,
    "/verifier": ALL,
    "/accessibilite": ALL,
    "/mentions-legales": ALL,
    "/creance": PLAIN,
    "/calculs": PLAIN,
    "/ma-creance": PLAIN,
    "/la-regle": PLAIN,
    "/connexion": PLAIN,
    "/deconnexion": PLAIN,
    "/inscription": PLAIN,
    "/mot-de-passe-oublie": PLAIN,
    "/compte": PLAIN,
    "/etude": PLAIN,
    "/rejoindre": PLAIN,
}
HOME = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """A language that the page can be read in; `tag` is what the page's `lang` says (easy French is French)."""

    code: str
    name: str
    tag: str
    here: bool


def tag_of(code: str) -> str:
    """Return the language tag of HTML for one of our languages."""
    return FRENCH if code == EASY else code


def languages_of(path: str) -> tuple[str, ...]:
    """Return the languages in which the page at that path is told."""
    if path == HOME:
        return ALL
    return next((codes for start, codes in AREAS.items() if path.startswith(start)), (FRENCH,))


def tongues(request: HttpRequest) -> tuple[Tongue, ...]:
    """Return the languages offered on that page; none where it is told in French only."""
    offered, now = languages_of(request.path), translation.get_language()
    if len(offered) == 1:
        return ()
    return tuple(
        Tongue(code=code, name=str(name), tag=tag_of(code), here=code == now)
        for code, name in settings.LANGUAGES
        if code in offered
    )


class Spoken:
    """Tells each page in the language chosen, else in the browser's, else in French; the others in French.

    The choice is kept in one cookie, and nothing else is.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next middleware."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in that language."""
        offered = languages_of(request.path)
        asked = translation.get_language_from_request(request)
        code = asked if asked in offered else FRENCH
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.answer(request)
        if len(offered) > 1:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", tag_of(code))
        return response


@anyone
@require_POST
def choose(request: HttpRequest) -> HttpResponseBase:
    """Keep the language chosen and go back to the page."""
    return set_language(request)
