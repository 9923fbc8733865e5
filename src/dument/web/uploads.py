"""What a request may bring: judged before a byte of it is read, whatever the page."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from dument.web.public.errors import bad_request, too_big

# The biggest file asked for (a title to check, 12 MB) and the rest of its form.
MOST_BYTES = 14 * 1024 * 1024
# Several supporting documents at once; over 12 MB (settings) Django keeps them on disk while it reads, never in memory.
MANY, MANY_BYTES = re.compile(r"/creance/[^/]+/pieces"), 42 * 1024 * 1024


class Bounded:
    """Answers 413 to a body over the bound (Django's own leaves files uncounted), 400 to an address or cookie with NUL.

    No name of ours has that sign, and PostgreSQL refuses to compare anything to it.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next middleware."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as usual when the length told is within the bound; nothing is read beyond that length."""
        told = request.META.get("CONTENT_LENGTH") or "0"
        most = MANY_BYTES if MANY.fullmatch(request.path_info) else MOST_BYTES
        if not told.isdecimal() or int(told) > most:
            return too_big(request, most // (1024 * 1024))
        given = (request.path_info, *request.COOKIES.values())  # a cookie may write it as \000
        if any("\0" in one for one in given) or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request, ValueError("NUL"))
        return self.answer(request)
