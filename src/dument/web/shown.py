"""What a person was shown before he answered, and where from: told by the journal with his act.

The page is known by its hash, its proofs of origin left aside: the same release, on the same facts, makes it again
word for word, and a page that somebody saved can be compared with it.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from dument.web import visitors

ORIGIN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+')
RELEASE = version("dument")
SHOWN, PAGES_KEPT = "shown", 6


def hash_of(content: bytes) -> str:
    """Return the SHA-256 of a page, the same each time it is shown."""
    return sha256(ORIGIN.sub(rb"\1", content)).hexdigest()


def remember(
    request: HttpRequest, response: HttpResponseBase, opened: MutableMapping[str, Any] | None
) -> None:
    """Remember in what a session keeps of an opened case the last page shown at each address."""
    page = response.headers.get("Content-Type", "").startswith("text/html") and response.status_code < 300
    if opened is not None and page and isinstance(response, HttpResponse):
        pages = {there: told for there, told in opened.get(SHOWN, {}).items() if there != request.path}
        pages[request.path] = hash_of(response.content)
        opened[SHOWN] = dict(list(pages.items())[-PAGES_KEPT:])


def trace(request: HttpRequest, opened: MutableMapping[str, Any]) -> dict[str, str]:
    """Return what is kept with an act: the address, the release, and the page shown at this very address, if any."""
    told = {"address": visitors.address(request), "release": RELEASE}
    page = opened.get(SHOWN, {}).get(request.path)
    return told | ({"page": page} if page else {})
