"""Fresh platforms for drills: made once, migrated, then copied. Never the real database."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from dument.cli.drills.platform import Platform

DAY = "2026-10-13"


class Server(Protocol):
    """A PostgreSQL server of one's own, that a drill may kill."""

    def fresh(self, template: str = "") -> str:
        """Return the address of a new database, a copy of that one when it is named."""
        ...

    def kill(self) -> None:
        """Kill every process of the server at once."""
        ...

    def start(self) -> None:
        """Start it again."""
        ...


class Stage:
    """Gives platforms, each with its own database and folder, under one temporary folder."""

    def __init__(self, folder: Path, server: Server | None) -> None:
        """Migrate the model that every platform is copied from."""
        self.folder, self.server = folder, server
        self.platforms: list[Platform] = []
        self.model = Platform(var=folder / "model", extra={"DUMENT_DAY": DAY})
        self.model.var.mkdir()
        self.model.url = server.fresh() if server else ""
        self.model.must(self.model.dument("migrate"))
        self.model.must(self.model.act("people"))

    def platform(self) -> Platform:
        """Return a fresh platform."""
        var = self.folder / uuid4().hex[:8]
        shutil.copytree(self.model.var, var)
        url = self.server.fresh(self.model.url) if self.server else ""
        return self._told(Platform(var=var, url=url, extra={"DUMENT_DAY": DAY}))

    def empty(self, *, like: Platform) -> Platform:
        """Return a platform with the keys and the providers of another, and an empty database."""
        var = self.folder / uuid4().hex[:8]
        shutil.copytree(like.var, var, ignore=shutil.ignore_patterns("*.sqlite3*", "papiers", "sauvegarde"))
        url = self.server.fresh() if self.server else ""
        return self._told(Platform(var=var, url=url, extra=dict(like.extra)))

    def _told(self, made: Platform) -> Platform:
        self.platforms.append(made)
        return made

    def killed(self) -> list[str]:
        """Return what the platforms given since the last call started to die, and where."""
        told = [one for platform in self.platforms for one in platform.killed]
        self.platforms.clear()
        return told


@contextmanager
def stage(server: Server | None = None) -> Iterator[Stage]:
    """Yield a stage, and leave nothing behind."""
    with tempfile.TemporaryDirectory(prefix="dument-exercice-") as folder:
        yield Stage(Path(folder), server)
