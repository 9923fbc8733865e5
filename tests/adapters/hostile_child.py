"""A child of the sandbox that does what a hostile file would make a parser do."""

from __future__ import annotations

import os
import time
from typing import Any

from dument.adapters.sandbox import serve


def answer(request: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """Hang, eat the memory, crash, tell the environment, or answer."""
    if body == b"slow":
        time.sleep(60)
    if body == b"huge":
        bytearray(1 << 30)
    if body == b"crash":
        os.abort()
    notes = sorted(os.environ) if body == b"environment" else []
    told = {
        "valid": False,
        "trusted": None,
        "signatures": [],
        "reasons": ["lu"],
        "changes": [],
        "notes": notes,
    }
    return told, b""


if __name__ == "__main__":
    serve(answer, memory=256 * 1024 * 1024)
