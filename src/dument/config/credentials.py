"""Secrets given as files: what systemd decrypted for this process alone, or a container's secrets."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path

OURS = ("DUMENT_", "DATABASE_URL")


def take(environ: MutableMapping[str, str]) -> None:
    """Hold each file of `CREDENTIALS_DIRECTORY` for the variable of its name; a variable already set prevails."""
    folder = environ.get("CREDENTIALS_DIRECTORY", "")
    for path in sorted(Path(folder).iterdir()) if folder else ():
        if path.name.startswith(OURS) and not environ.get(path.name):
            environ[path.name] = path.read_text().strip()
