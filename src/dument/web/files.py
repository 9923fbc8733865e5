"""Files given to a browser: papers made here are read in it, what somebody uploaded is only saved by it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from dument.ports.storage import Missing
from dument.queries import documents

INERT = "sandbox; default-src 'none'"


def as_paper(content: bytes, name: str) -> HttpResponse:
    """Return a PDF made here, to be read in the browser under that name; kept by no cache."""
    answer = _file(content, "application/pdf", name, attachment=False)
    answer["Content-Language"] = (
        "fr"  # an act of procedure, whatever the language of the page that links to it
    )
    return answer


def kept_paper(sha256: str, name: str) -> HttpResponse:
    """Return the PDF made here that is kept under that hash; raise Http404 when it is not."""
    return as_paper(_kept(sha256), name)


def kept_upload(sha256: str, media_type: str, name: str) -> HttpResponse:
    """Return what somebody uploaded, byte for byte, to be saved: whatever it holds, it runs nothing here."""
    answer = _file(_kept(sha256), media_type, name, attachment=True)
    answer["Content-Security-Policy"] = INERT
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _kept(sha256: str) -> bytes:
    try:
        return documents.content(sha256)
    except Missing as gone:
        raise Http404 from gone


def _file(content: bytes, media_type: str, name: str, *, attachment: bool) -> HttpResponse:
    # A line break in a header is an error of the server: the person would never get the file.
    shown = "".join(symbol for symbol in name if symbol.isprintable())
    headers = {
        "Content-Disposition": content_disposition_header(attachment, shown) or "attachment",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)
