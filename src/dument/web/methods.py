"""The site is read and takes forms: any other method is refused before anybody, or anything, is looked at."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

KNOWN = ("GET", "HEAD", "POST")


class Known:
    """Answers 405 to every other method, whatever the address: a page that exists answers as one that does not."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next middleware."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as usual, or refuse."""
        return self.answer(request) if request.method in KNOWN else HttpResponseNotAllowed(KNOWN)
