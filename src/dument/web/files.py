"""Files given to a browser."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from dument.ports.storage import Missing
from dument.queries import documents


def as_file(sha256: str, media_type: str, name: str) -> HttpResponse:
    """Return the bytes of that hash, to be read in the browser under that name; kept by no cache."""
    try:
        content = documents.content(sha256)
    except Missing as gone:
        raise Http404 from gone
    headers = {
        "Content-Disposition": content_disposition_header(False, name) or "inline",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)
