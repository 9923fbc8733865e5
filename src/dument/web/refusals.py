"""What a person reads when an act is refused or cannot be done now: one page, every reason, nothing changed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

from dument.actions.quotas import TooMuch
from dument.ports.errors import NeverAgain, TryAgain
from dument.procedure.machine import Refused


class TellRefusals:
    """Turns Refused (409), TooMuch (429), TryAgain (503) and NeverAgain (502) into a page in French."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next middleware."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as usual."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, raised: Exception) -> HttpResponse | None:
        """Return the page that tells what was raised; None for what is not ours to tell."""
        if isinstance(raised, Refused):
            return _page(request, 409, reasons=raised.reasons)
        if isinstance(raised, TooMuch):
            return _page(request, 429, sentence=str(raised))
        if isinstance(raised, TryAgain):
            return _page(request, 503, sentence=str(raised))
        if isinstance(raised, NeverAgain):
            return _page(request, 502, sentence=str(raised))
        return None


def _page(request: HttpRequest, status: int, **told: object) -> HttpResponse:
    page = render(request, "refused.html", {"back": came_from(request), **told}, status=status)
    patch_cache_control(page, private=True, no_store=True)  # its reasons may tell of a case
    return page


def came_from(request: HttpRequest) -> str:
    """Return the page of this site that led here, else the home page."""
    referer: str = request.META.get("HTTP_REFERER", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return referer
    return "/"
