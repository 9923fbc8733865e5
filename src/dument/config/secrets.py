"""The four keys, and which process holds which; those of the demonstration are made once."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

# What each process opens: a worker prints letters and their codes; it opens no session and judges no factor. What
# erases and saves opens nothing.
KEYS_OF = {
    "site": ("DUMENT_SECRET_KEY", "DUMENT_CODE_KEY", "DUMENT_LETTER_KEY", "DUMENT_FACTOR_KEY"),
    "worker": ("DUMENT_CODE_KEY", "DUMENT_LETTER_KEY"),
    "maintenance": (),
}


class NotHeld:
    """A key that this process was not given: it is false, and whoever would use it is told."""

    def __init__(self, name: str) -> None:
        """Keep its name."""
        self._name = name

    def __bool__(self) -> bool:
        """Tell that there is no key."""
        return False

    def __str__(self) -> str:
        """Refuse: nothing is ever signed with a key that is not one."""
        raise ImproperlyConfigured(f"Ce processus n'a pas {self._name} : DUMENT_ROLE dit ce qu'il est.")

    def __getattr__(self, _: str) -> Any:
        """Refuse the same."""
        return str(self)


def role(environ: Mapping[str, str]) -> str:
    """Return what this process is: a word of KEYS_OF. Raises ImproperlyConfigured for any other."""
    given = environ.get("DUMENT_ROLE") or "site"
    if given not in KEYS_OF:
        raise ImproperlyConfigured(
            f"DUMENT_ROLE est « {given} » : seuls {', '.join(KEYS_OF)} sont possibles."
        )
    return given


def key(name: str, var: Path, demonstration: str) -> Any:
    """Return the key of that variable, else the demonstration's; NotHeld when this process has no use of it."""
    if name not in KEYS_OF[role(os.environ)]:
        return NotHeld(name)
    return os.environ.get(name) or demo_secret(var, demonstration)


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
