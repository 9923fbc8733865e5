"""The whole of Have I Been Pwned, downloaded into a folder: 1 048 576 files, one for each first five signs of a SHA-1.

Each file (`1A2B3.txt`) holds a line a password: the 35 other signs, a colon, how many times it leaked. That is what
the project's own downloader writes. Nothing is asked of anybody at sign-up: the folder is read.
"""

from __future__ import annotations

from hashlib import sha1
from pathlib import Path

from django.conf import settings

from dument.adapters.passwords.local import LocalList
from dument.ports.errors import TryAgain


class Ranges:
    """Judges by the folder DUMENT_PASSWORDS_FOLDER, then by the small list."""

    def knows(self, password: str) -> bool:
        """Tell whether the password leaked. Raises TryAgain when the folder lacks a file: it must be whole."""
        digest = sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        path = Path(settings.DUMENT_PASSWORDS_FOLDER) / f"{digest[:5]}.txt"
        try:
            lines = path.read_text(encoding="ascii").splitlines()
        except OSError as why:
            raise TryAgain(
                "La liste des mots de passe divulgués n'est pas lisible. Réessayez plus tard."
            ) from why
        return any(line.startswith(f"{digest[5:]}:") for line in lines) or LocalList().knows(password)
