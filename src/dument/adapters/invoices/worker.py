"""The child process that opens invoices and runs their rules: one stylesheet is compiled once."""

from __future__ import annotations

from typing import Any

from dument.adapters.sandbox import serve
from dument.ports.invoices import InvoiceUnreadable

# Saxon needs 0.4 GB on the longest document checked; a PDF much less.
MAX_MEMORY = 1536 * 1024 * 1024


def answer(request: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the XML that a PDF holds, or the defects of an XML."""
    try:
        if request["task"] == "extract":
            from dument.adapters.invoices.attachments import extract

            xml, damaged = extract(body, request["name"])
            return {"damaged": damaged}, xml
        from dument.adapters.invoices.schematron import check

        return {"defects": check(body, request["schema"], request["stylesheets"])}, b""
    except InvoiceUnreadable as refusal:
        return {"refused": refusal.code, "message": refusal.message}, b""


if __name__ == "__main__":
    serve(answer, memory=MAX_MEMORY)
