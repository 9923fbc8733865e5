"""Papers and pieces of evidence, read through the store and hashed again: whatever the store is, they come out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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


def save(folder: Path) -> tuple[list[Path], list[str]]:
    """Copy what is not there yet; return the path of every paper, and the hashes that the store misses."""
    paths, missing = [], []
    for sha256 in wanted():
        path = folder / FOLDER / sha256[:2] / sha256
        if not path.exists():
            try:
                content = store().get(sha256)
            except Missing:
                missing.append(sha256)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(".part")
            draft.write_bytes(content)
            draft.replace(path)
        paths.append(path)
    return paths, missing


def load(folder: Path) -> list[str]:
    """Put every paper of the backup into the store, and return the hashes that the backup misses."""
    missing = []
    for sha256 in wanted():
        path = folder / FOLDER / sha256[:2] / sha256
        if not path.is_file() or store().put(path.read_bytes()) != sha256:
            missing.append(sha256)
    return missing
