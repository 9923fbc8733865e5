"""The site reads only when a disk is nearly full, or when nobody knows what time it is: no act is half sure."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from dument.ports import disk
from dument.queries import clock

log = logging.getLogger(__name__)
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
FULL = (
    "Le site est en lecture seule pour l'instant : sa place de stockage est presque pleine, et nous avons été "
    "prévenus. Réessayez plus tard. Si un délai court pour vous, appelez l'étude."
)


NO_TIME = (
    "Le site est en lecture seule pour l'instant : deux de ses horloges ne donnent pas la même heure, et la date d'un "
    "acte ne serait pas sûre. Nous avons été prévenus. Réessayez dans quelques minutes. Si un délai court pour vous, "
    "appelez l'étude."
)


class ReadOnly:
    """Answers 503, with a sentence, to whatever would write while a disk is full or the clocks disagree.

    The day of an act has legal effects: no act at all is better than one that is dated wrong.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next middleware."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as usual."""
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Return the page that says why nothing can be written now, or None."""
        if request.method in SAFE:
            return None
        if disk.full():
            log.error("disk_nearly_full")
            return _refused(request, FULL)
        try:
            clock.require()  # as each act does: here, so that the page says it before anything is looked at
        except clock.ClocksDisagree:
            return _refused(request, NO_TIME)
        return None


def _refused(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "refused.html", {"back": "/", "sentence": sentence}, status=503)
