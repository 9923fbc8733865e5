"""Keys of the demonstration, made once; production must be given its own."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def demo_secret(var: Path, name: str) -> str:
    """Return the demonstration's key of that name, made at first use under `var/keys`, mode 0600.

    Production never comes here: it refused to start without its own keys (`production.py`).
    """
    folder = var / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{name}.key"
    draft = folder / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
    if not path.exists():
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)  # whoever comes first wins; the other reads the same key
        except FileExistsError:
            path.exists()
        finally:
            draft.unlink()
    return path.read_text()
