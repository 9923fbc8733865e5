"""What is between a backup and its disk: nothing, or age (age-encryption.org), for the recipients that are named."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

SUFFIX = ".age"


class Unusable(Exception):
    """A recipient or an identity that cannot serve; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Writes for `recipients` and reads what `identities` open; without either, leaves bytes as they are."""

    recipients: Sequence[Any] = ()
    identities: Sequence[Any] = ()

    def named(self, path: Path) -> Path:
        """Return the path of the file as it is kept."""
        return path.with_name(path.name + SUFFIX) if self.recipients or self.identities else path

    def keep(self, path: Path, content: BinaryIO) -> Path:
        """Write what the stream gives, whole or not at all, and return the path of the file kept."""
        kept = self.named(path)
        kept.parent.mkdir(parents=True, exist_ok=True)
        draft = kept.with_name(f"{kept.name}.part")
        with draft.open("wb") as opened:
            if self.recipients:
                pyrage.encrypt_io(content, opened, list(self.recipients))
            else:
                shutil.copyfileobj(content, opened)
        draft.replace(kept)
        return kept

    def read(self, path: Path) -> bytes | None:
        """Return the bytes kept for that path; None when there is no file. Raises Unusable."""
        kept, target = self.named(path), io.BytesIO()
        if not kept.is_file():
            return None
        self._open(kept, target)
        return target.getvalue()

    def copy_out(self, path: Path, target: Path) -> None:
        """Write the bytes kept for that path to a file of ours alone. Raises Unusable."""
        target.touch(mode=0o600)
        with target.open("wb") as opened:
            self._open(self.named(path), opened)

    def _open(self, kept: Path, target: BinaryIO) -> None:
        with kept.open("rb") as opened:
            if not self.identities:
                shutil.copyfileobj(opened, target)
                return
            try:
                pyrage.decrypt_io(opened, target, list(self.identities))
            except pyrage.DecryptError as closed:
                raise Unusable(
                    f"« {kept.name} » ne s'ouvre pas avec cette identité, ou a été altéré : donnez celle dont le "
                    "destinataire a servi à l'écrire."
                ) from closed


def sealing(words: Sequence[str]) -> Envelope:
    """Return what writes for those recipients (`age1…`), in clear when there are none. Raises Unusable."""
    try:
        return Envelope(recipients=[pyrage.x25519.Recipient.from_str(word) for word in words])
    except pyrage.RecipientError as wrong:
        raise Unusable(
            "Un destinataire n'en est pas un : « age-keygen » en donne, qui commencent par « age1 »."
        ) from wrong


def opening(path: Path) -> Envelope:
    """Return what reads with the identities of that file, as `age-keygen` writes it. Raises Unusable."""
    lines = [line.strip() for line in path.read_text().splitlines()]
    words = [line for line in lines if line and not line.startswith("#")]
    try:
        found = [pyrage.x25519.Identity.from_str(word) for word in words]
    except pyrage.IdentityError as wrong:
        raise Unusable(f"« {path} » n'est pas une identité d'age (« age-keygen » en écrit).") from wrong
    if not found:
        raise Unusable(f"« {path} » ne contient aucune identité d'age.")
    return Envelope(identities=found)


def is_sealed(names: Sequence[str]) -> bool:
    """Tell whether the files of those names are encrypted."""
    return any(name.endswith(SUFFIX) for name in names)
