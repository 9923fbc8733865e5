"""A typesetter that refuses what the real one refuses, and whose papers can be read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dument.ports.pdf import require_complete
from dument.records.cases.models import Case
from dument.records.documents.models import Document
from tests.fakes import MemoryStore

HEAD = b"%PDF-1.7\n%"


class ReadableTypesetter:
    """Gives the data of each document as its only line, once every mandatory mention is there."""

    def render(self, kind: str, data: Mapping[str, object]) -> bytes:
        """Return the document; raises MentionsMissing."""
        require_complete(kind, data)
        return HEAD + json.dumps({"kind": kind, **data}, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def read(content: bytes) -> dict[str, Any]:
    """Return the data that a document was made of."""
    told: dict[str, Any] = json.loads(content.removeprefix(HEAD).splitlines()[0])
    return told


def paper(case: Case, kind: str) -> dict[str, Any]:
    """Return the data of the last paper of that kind that the case holds."""
    return read(MemoryStore().get(Document.objects.filter(case=case, kind=kind).latest("rank").sha256))
