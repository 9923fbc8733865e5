"""The child process that reads the PDF files that strangers drop: bounded, without any secret nor network address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dument.adapters.sandbox import serve
from dument.adapters.signature import verifier
from dument.adapters.trust.store import TrustStore

# A title of ours takes a hundred megabytes at most, the libraries included.
MAX_MEMORY = 768 * 1024 * 1024


def answer(request: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the verdict on the bytes of a PDF, as plain values."""
    found = verifier.verify(body, trust=TrustStore.local(Path(request["var"])))
    told = {
        "valid": found.valid,
        "trusted": found.trusted,
        "signatures": [
            {
                "name": seen.name,
                "organisation": seen.organisation,
                "level": seen.level,
                "signed_at": seen.signed_at.isoformat() if seen.signed_at else None,
                "stamped_at": seen.timestamp.time.isoformat() if seen.timestamp else None,
            }
            for seen in found.signers
        ],
        "reasons": list(found.findings),
        "changes": list(found.changes),
        "notes": list(found.notes),
    }
    return told, b""


if __name__ == "__main__":
    serve(answer, memory=MAX_MEMORY)
