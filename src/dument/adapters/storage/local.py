"""A folder of this machine: files named by their hash, secrets encrypted beside them."""

from __future__ import annotations

import os
import re
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from cryptography.fernet import InvalidToken
from django.conf import settings

from dument.adapters.storage.secrets import cipher
from dument.ports.storage import Missing

JUST_PUT = 3600  # seconds


class LocalStore:
    """Keeps bytes under `var/papiers`, and secrets encrypted under `var/secrets`."""

    def __init__(self, root: Path | None = None) -> None:
        """Use that folder, or the one of the settings."""
        var = root or Path(settings.DUMENT_VAR)
        self.papers, self.secrets = var / "papiers", var / "secrets"

    def put(self, content: bytes) -> str:
        """Keep the bytes and return their SHA-256 in hexadecimal."""
        digest = sha256(content).hexdigest()
        path = self._path(digest)
        if path.exists():
            os.utime(path)  # put again: `erase` leaves it for an hour
        else:
            _write(path, content)
        return digest

    def get(self, sha256: str) -> bytes:
        """Return the bytes of that hash; raise Missing when absent or altered."""
        path = self._path(sha256)
        if not path.is_file():
            raise Missing(f"Aucun document n'est conservé sous l'empreinte {sha256[:12]}…")
        content = path.read_bytes()
        if _digest(content) != sha256:
            raise Missing(
                f"Le document d'empreinte {sha256[:12]}… a été altéré : restaurez-le d'une sauvegarde."
            )
        return content

    def erase(self, sha256: str) -> bool:
        """Erase the bytes of that hash, unless they were put within the last hour."""
        path = self._path(sha256)
        try:
            if time.time() - path.stat().st_mtime < JUST_PUT:
                return False
        except FileNotFoundError:
            return True
        path.unlink(missing_ok=True)
        return True

    def hide(self, name: str, content: bytes) -> None:
        """Keep the bytes encrypted under that name."""
        _write(self._secret(name), cipher().encrypt(content))

    def reveal(self, name: str) -> bytes:
        """Return the bytes hidden under that name; raise Missing when there are none."""
        try:
            return cipher().decrypt(self._secret(name).read_bytes())
        except (FileNotFoundError, InvalidToken) as gone:
            raise Missing(f"Le pli « {name} » n'est plus conservé.") from gone

    def hides(self, name: str) -> bool:
        """Tell whether something is hidden under that name."""
        return self._secret(name).exists()

    def destroy(self, name: str) -> None:
        """Destroy what is hidden under that name."""
        self._secret(name).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        if not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise Missing("Cette empreinte n'en est pas une.")
        return self.papers / digest[:2] / digest

    def _secret(self, name: str) -> Path:
        return self.secrets / _digest(name.encode())


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _write(path: Path, content: bytes) -> None:
    """Write the whole file or nothing, lasting: a reader never sees half of it, a power cut takes nothing back."""
    folders = [path.parent] if path.parent.is_dir() else [path.parent, path.parent.parent]
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(descriptor)
    Path(draft).replace(path)
    for folder in folders:  # a name lasts once its folder reached the disk
        _reach_disk(folder)


def _reach_disk(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
