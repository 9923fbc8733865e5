"""A platform that lived and can be backed up, and empty ones beside it to put it back on."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from dument.cli.drills.platform import Platform
from tests.postgres import Cluster

DAY = {"DUMENT_DAY": "2026-10-13"}


class Trial:
    """A platform that lived, and how to make an empty one beside it."""

    def __init__(self, folder: Path, cluster: Cluster | None) -> None:
        self.folder, self.cluster = folder, cluster
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

    def backup(self, name: str) -> tuple[Path, Path]:
        """Return a backup and its keys."""
        folder, keys = self.folder / name, self.folder / f"{name}-keys"
        self.lived.must(self.lived.dument("backup", str(folder), "--keys", str(keys)))
        return folder, keys
