"""A platform that lived and can be backed up, and empty ones beside it to put it back on."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pyrage

from dument.cli.drills.platform import Platform
from tests.postgres import Cluster

DAY = {"DUMENT_DAY": "2026-10-13"}


class Trial:
    """A platform that lived, and how to make an empty one beside it."""

    def __init__(self, folder: Path, cluster: Cluster | None) -> None:
        self.folder, self.cluster = folder, cluster
        self.holder = folder / "garde-des-cles.txt"
        held = pyrage.x25519.Identity.generate()
        self.holder.write_text(f"{held}\n")
        self.apart = ("--keys-recipient", str(held.to_public()))
        self.lived = self.empty("lived")
        self.lived.must(self.lived.dument("migrate"))
        self.lived.must(self.lived.act("lives", "1"))
        self.lived.must(self.lived.act("letters", "1"))
        self.lived.must(self.lived.act("drain"))
        self.lived.must(self.lived.act("seal"))

    def empty(self, name: str) -> Platform:
        """Return a platform with an empty database, not even migrated."""
        var = self.folder / name
        var.mkdir()
        url = ""
        if self.cluster:
            base = f"p{uuid4().hex[:12]}"
            self.cluster.create_database(base)
            url = self.cluster.url_of(base)
        return Platform(var=var, url=url, extra=dict(DAY))

    def held(self, keys: Path) -> tuple[str, ...]:
        """Return what opens those keys."""
        return ("--keys", str(keys), "--keys-identity", str(self.holder))

    def backup(self, name: str) -> tuple[Path, Path]:
        """Return a backup and its keys."""
        folder, keys = self.folder / name, self.folder / f"{name}-keys"
        self.lived.must(self.lived.dument("backup", str(folder), "--keys", str(keys), *self.apart))
        return folder, keys
