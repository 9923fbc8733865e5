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

FRENCH, EASY = "fr", "fr-falc"
# The areas whose pages are translated, by the start of their address: one line more when another one is.
AREAS = ("/repondre", "/lettre", "/aide-gratuite", "/verifier", "/accessibilite", "/mentions-legales")
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


def translated(path: str) -> bool:
    """Tell whether the page at that path is told in every language."""
    return path == HOME or path.startswith(AREAS)


def tongues(request: HttpRequest) -> tuple[Tongue, ...]:
    """Return the languages offered on that page; none where it is told in French only."""
    if not translated(request.path):
        return ()
    now = translation.get_language()
    return tuple(
        Tongue(code=code, name=str(name), tag=tag_of(code), here=code == now)
        for code, name in settings.LANGUAGES
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
        several = translated(request.path)
        code = translation.get_language_from_request(request) if several else FRENCH
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.answer(request)
        if several:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", tag_of(code))
        return response


@anyone
@require_POST
def choose(request: HttpRequest) -> HttpResponseBase:
    """Keep the language chosen and go back to the page."""
    return set_language(request)
