"""What a backup says of itself: each file and its hash, how much there is, and the last seal."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

NAME = "manifeste.json"


@dataclass(slots=True, kw_only=True)
class Manifest:
    """`files` maps each path under the folder to the SHA-256 of the file kept there; `recipients` can open them."""

    made_at: str
    vendor: str
    cases: int
    events: int
    seal_number: int
    seal_root: str
    recipients: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def add(self, folder: Path, path: Path) -> None:
        """Note a file of the folder."""
        self.files[str(path.relative_to(folder))] = sha256_of(path)

    def write(self, folder: Path) -> None:
        """Write the manifest: last, so that a backup cut short has none."""
        (folder / NAME).write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True))

    def damaged(self, folder: Path) -> list[str]:
        """Return the files that are missing or that changed since."""
        return [
            name
            for name, digest in self.files.items()
            if not (folder / name).is_file() or sha256_of(folder / name) != digest
        ]


def read(folder: Path) -> Manifest:
    """Return the manifest of a backup; raise FileNotFoundError, ValueError or TypeError when there is none good."""
    return Manifest(**json.loads((folder / NAME).read_text()))


def describe(at: datetime, vendor: str) -> Manifest:
    """Return the manifest of the present database, with no file yet."""
    from dument.records.cases.models import Case
    from dument.records.journal.models import Event, Seal

    last = Seal.objects.order_by("-number").first()
    return Manifest(
        made_at=at.isoformat(),
        vendor=vendor,
        cases=Case.objects.count(),
        events=Event.objects.count(),
        seal_number=last.number if last else 0,
        seal_root=last.root if last else "",
    )


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()
