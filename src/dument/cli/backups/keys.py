"""Keys, kept apart from what they open and encrypted for somebody else: whoever steals one of the two has nothing."""

from __future__ import annotations

import io
import json
import os
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dument.cli.backups.envelope import Envelope, Unusable, opening, sealing

NAME, ARCHIVE = "cles.json", "cles.tar"
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


def envelope(folder: Path, recipients: Sequence[str], of_data: Sequence[str]) -> Envelope:
    """Return what encrypts the keys, for others than whoever opens the backup. Raises Unusable."""
    if not recipients:
        raise Unusable(
            "Les clés ne s'écrivent jamais en clair : donnez à --keys-recipient le destinataire d'age qui les gardera."
        )
    if set(recipients) & set(of_data):
        raise Unusable(
            "Qui ouvre la sauvegarde n'ouvre pas les clés : donnez à --keys-recipient un autre destinataire que celui "
            "de --recipient."
        )
    if (folder / NAME).exists() or (folder / AUTHORITY).exists():
        raise Unusable(
            f"« {folder} » contient des clés en clair : donnez un dossier neuf à --keys, puis détruisez celui-là."
        )
    return sealing(recipients)


def save(folder: Path, sealed: Envelope) -> Path:
    """Write the keys, and the demonstration's authority if there is one, encrypted; return the file kept.

    They are gathered in memory: no disk sees them in clear.
    """
    from django.conf import settings

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    told = json.dumps(
        {name: str(getattr(settings, where)) for name, where in SETTINGS.items()}, indent=1
    ).encode()
    gathered = io.BytesIO()
    with tarfile.open(fileobj=gathered, mode="w") as archive:
        entry = tarfile.TarInfo(NAME)
        entry.size, entry.mode = len(told), 0o600
        archive.addfile(entry, io.BytesIO(told))
        authority = Path(settings.DUMENT_VAR) / AUTHORITY
        if authority.is_dir():
            archive.add(authority, AUTHORITY)
    gathered.seek(0)
    return sealed.keep(folder / ARCHIVE, gathered)


@dataclass(frozen=True, slots=True)
class Kept:
    """The keys of a backup, in memory."""

    archive: bytes

    def words(self) -> Mapping[str, str]:
        """Return each key under the name that production gives it."""
        with self._opened() as archive:
            entry = archive.extractfile(NAME)
            assert entry  # noqa: S101 - `read` looked
            words: dict[str, str] = json.loads(entry.read())
            return words

    def tell(self) -> None:
        """Give the keys to the settings about to be read, unless the environment gives its own."""
        for name, word in self.words().items():
            os.environ.setdefault(name, word)

    def put_back(self, var: Path) -> None:
        """Write the keys where a demonstration reads them; production reads its environment, which holds them."""
        keys = var / "keys"
        keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name, word in self.words().items():
            path = keys / f"{FILE_OF[name]}.key"
            path.touch(mode=0o600)
            path.write_text(word)
        with self._opened() as archive:
            inside = [entry for entry in archive if entry.name.split("/")[0] == AUTHORITY]
            archive.extractall(var, inside, filter="data")  # which writes nowhere else

    def _opened(self) -> tarfile.TarFile:
        return tarfile.open(fileobj=io.BytesIO(self.archive))


def read(folder: Path, identity: Path | None) -> Kept:
    """Return the keys of that folder, opened by that identity. Raises Unusable."""
    if identity is None:
        raise Unusable("Les clés sont chiffrées : donnez à --keys-identity l'identité d'age qui les ouvre.")
    content = opening(identity).read(folder / ARCHIVE)
    if content is None:
        raise Unusable(f"« {folder} » ne contient pas de clés : il y faut « {ARCHIVE}.age ».")
    kept = Kept(content)
    try:
        kept.words()
    except (tarfile.TarError, KeyError, ValueError) as wrong:
        raise Unusable(f"« {folder} » ne contient pas de clés qui se lisent.") from wrong
    return kept
