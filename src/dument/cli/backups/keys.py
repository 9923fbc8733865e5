"""Keys, kept apart from what they open: whoever steals one of the two has nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from django.conf import settings

NAME = "cles.json"
SETTINGS = {
    "DUMENT_SECRET_KEY": "SECRET_KEY",
    "DUMENT_CODE_KEY": "DUMENT_CODE_KEY",
    "DUMENT_LETTER_KEY": "DUMENT_LETTER_KEY",
    "DUMENT_FACTOR_KEY": "DUMENT_FACTOR_KEY",
}
FILE_OF = {
    "DUMENT_SECRET_KEY": "session",
    "DUMENT_CODE_KEY": "code",
    "DUMENT_LETTER_KEY": "letter",
    "DUMENT_FACTOR_KEY": "factor",
}
# The demonstration's own authority; in production officers' keys are in their tokens.
AUTHORITY = "authority"


def save(folder: Path) -> None:
    """Write the keys, and the demonstration's authority if there is one, readable by us alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / NAME
    path.touch(mode=0o600)
    path.write_text(
        json.dumps({name: getattr(settings, where) for name, where in SETTINGS.items()}, indent=1)
    )
    authority = Path(settings.DUMENT_VAR) / AUTHORITY
    if authority.is_dir():
        shutil.copytree(authority, folder / AUTHORITY, dirs_exist_ok=True)


def load(folder: Path, var: Path) -> None:
    """Put the keys back where a demonstration reads them; production reads its environment, which holds them."""
    kept = json.loads((folder / NAME).read_text())
    keys = var / "keys"
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, file in FILE_OF.items():
        path = keys / f"{file}.key"
        path.touch(mode=0o600)
        path.write_text(kept[name])
    if (folder / AUTHORITY).is_dir():
        shutil.copytree(folder / AUTHORITY, var / AUTHORITY, dirs_exist_ok=True)
