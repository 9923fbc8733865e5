"""Papers and pieces of evidence, read through the store and hashed again: whatever the store is, they come out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from dument.cli.backups.envelope import Envelope
from dument.ports.storage import Missing, store

FOLDER = "papiers"


def wanted() -> Iterator[str]:
    """Give the hash of every paper and piece of evidence that a case still wants, each once."""
    from dument.records.time_over import kept_files

    seen: set[str] = set()
    for sha256 in kept_files():
        if sha256 not in seen:
            seen.add(sha256)
            yield sha256


def save(folder: Path, envelope: Envelope) -> tuple[list[Path], list[str]]:
    """Copy what is not there yet; return the file of every paper, and the hashes that the store misses."""
    kept, missing = [], []
    for sha256 in wanted():
        path = folder / FOLDER / sha256[:2] / sha256
        if not envelope.named(path).exists():
            try:
                envelope.keep(path, io.BytesIO(store().get(sha256)))
            except Missing:
                missing.append(sha256)
                continue
        kept.append(envelope.named(path))
    return kept, missing


def load(folder: Path, envelope: Envelope) -> list[str]:
    """Put every paper of the backup into the store, and return the hashes that the backup misses. Raises Unusable."""
    missing = []
    for sha256 in wanted():
        content = envelope.read(folder / FOLDER / sha256[:2] / sha256)
        if content is None or store().put(content) != sha256:
            missing.append(sha256)
    return missing
