"""What people type, without the signs that nobody sees: they hide, turn round or break what others read after them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, QueryDict

# Control characters but the ends of lines and the tab, zero widths, marks and overrides of direction, tags. The two
# joiners stay: names and emojis are written with them.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
# A number asked for in an address: no page, no year, no row of ours goes further.
LARGEST = 9_999
# What the database's columns hold: the version of a case, the number of a row.
MOST_VERSIONS, MOST_ROWS = 2**31 - 1, 2**63 - 1


def seen(text: str) -> str:
    """Return the text without what nobody sees: pasted from a PDF or typed to deceive, it means nothing."""
    return UNSEEN.sub("", text)


def number(typed: str, otherwise: int, largest: int = LARGEST) -> int:
    """Return the number written in an address or a hidden box, else `otherwise`: from 1 to `largest` only.

    Python reads no number of thousands of figures, and a database none of twenty: both would be errors of ours.
    """
    short = len(typed) <= len(str(largest)) and typed.isascii() and typed.isdecimal()
    return int(typed) if short and 0 < int(typed) <= largest else otherwise


class Seen:
    """Gives every page the forms and the addresses without what nobody sees, once their origin is proven."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next middleware."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as usual."""
        return self.answer(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Clean what was asked and what was posted."""
        request.GET = _seen(request.GET)
        if request.method == "POST":
            request.POST = _seen(request.POST)


def _seen(given: Any) -> Any:
    pairs = [(name, value) for name, values in given.lists() for value in values]
    if not any(UNSEEN.search(text) for pair in pairs for text in pair):
        return given
    return QueryDict(urlencode([(seen(name), seen(value)) for name, value in pairs]))
