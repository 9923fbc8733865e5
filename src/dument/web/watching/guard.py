"""The site reads only when a disk is nearly full: what could be half written is not begun."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from dument.ports import disk

log = logging.getLogger(__name__)
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
SENTENCE = (
    "Le site est en lecture seule pour l'instant : sa place de stockage est presque pleine, et nous avons été "
    "prévenus. Réessayez plus tard. Si un délai court pour vous, appelez l'étude."
)


class ReadOnlyWhenFull:
    """Answers 503, with a sentence, to whatever would write."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next middleware."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as usual."""
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Return the page that says why nothing can be written now, or None."""
        if request.method in SAFE or not disk.full():
            return None
        log.error("disk_nearly_full")
        return render(request, "refused.html", {"back": "/", "sentence": SENTENCE}, status=503)
