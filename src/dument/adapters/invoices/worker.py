"""The child process of the sandbox: bounded in memory and time, it answers one task after another."""

from __future__ import annotations

import os
import resource
import signal
import sys
from typing import Any

from dument.adapters.invoices.sandbox import receive, send
from dument.ports.invoices import InvoiceUnreadable

# Saxon needs 0.4 GB on the longest document checked; a PDF much less.
MAX_MEMORY = 1536 * 1024 * 1024


def main() -> None:
    """Answer tasks from the standard input until it closes."""
    _bound(resource.RLIMIT_DATA, MAX_MEMORY)
    _bound(resource.RLIMIT_CORE, 0)
    # Nothing but answers may reach the pipe: Saxon and qpdf are free to print elsewhere.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    while True:
        try:
            request, body = receive(sys.stdin.buffer)
        except EOFError:
            return
        signal.alarm(request["seconds"])
        header, data = _answer(request, body)
        signal.alarm(0)
        send(answers, header, data)


def _bound(kind: int, most: int) -> None:
    try:
        resource.setrlimit(kind, (most, most))
    except (OSError, ValueError):
        # macOS refuses some bounds; the alarm and the bounds on sizes still hold.
        return


def _answer(request: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        if request["task"] == "extract":
            from dument.adapters.invoices.attachments import extract

            xml, damaged = extract(body, request["name"])
            return {"damaged": damaged}, xml
        from dument.adapters.invoices.schematron import check

        return {"defects": check(body, request["schema"], request["stylesheets"])}, b""
    except InvoiceUnreadable as refusal:
        return {"refused": refusal.code, "message": refusal.message}, b""
    except MemoryError:
        os.abort()


if __name__ == "__main__":
    main()
