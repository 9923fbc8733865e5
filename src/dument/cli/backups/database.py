"""The database in one file, and back: `pg_dump`'s own format, or a copy that SQLite makes while it is used."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path
from typing import Any, BinaryIO, cast

from dument.cli.backups.envelope import Envelope

NAMES = {"postgresql": "base.pgdump", "sqlite": "base.sqlite3"}


class Failed(Exception):
    """The database could not be copied or put back; the message says why and what to do."""


def save(database: dict[str, Any], vendor: str, folder: Path, envelope: Envelope) -> Path:
    """Write a consistent copy of the database in that folder and return the path of the file kept. Raises Failed."""
    path = folder / NAMES[vendor]
    if vendor == "sqlite":
        return _save_embedded(database, path, envelope)
    dumping = subprocess.Popen(
        _command(database, "pg_dump", "--format=custom", "--no-owner", "--no-privileges"),
        env=_environment(database), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    with dumping:
        assert dumping.stdout  # noqa: S101 - asked for above
        assert dumping.stderr  # noqa: S101
        kept = envelope.keep(path, cast(BinaryIO, dumping.stdout))
        why = dumping.stderr.read().decode(errors="replace")
    if dumping.returncode:
        kept.unlink()
        raise Failed(f"pg_dump a échoué : {why.strip()[-600:]}")
    return kept


def _save_embedded(database: dict[str, Any], path: Path, envelope: Envelope) -> Path:
    """Copy the embedded database beside itself while it is used, then keep the copy: in clear it goes nowhere else."""
    beside = Path(database["NAME"]).parent
    with tempfile.TemporaryDirectory(dir=beside, prefix=".sauvegarde-") as made:
        source, copy = sqlite3.connect(database["NAME"]), sqlite3.connect(Path(made) / path.name)
        with source, copy:
            source.backup(copy)
        source.close()
        copy.close()
        with (Path(made) / path.name).open("rb") as opened:
            return envelope.keep(path, opened)


def load(database: dict[str, Any], vendor: str, path: Path) -> None:
    """Put the copy back into an empty database. Raises Failed."""
    if path.name != NAMES[vendor]:
        raise Failed(
            f"La sauvegarde contient « {path.name} » et la plate-forme est sur {vendor} : "
            "réglez DATABASE_URL sur le même moteur."
        )
    if vendor == "sqlite":
        shutil.copyfile(path, database["NAME"])
        return
    _run(database, "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", str(path))


def _run(database: dict[str, Any], program: str, *arguments: str) -> None:
    done = subprocess.run(
        _command(database, program, *arguments),
        env=_environment(database), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Failed(f"{program} a échoué : {done.stderr.strip()[-600:]}")


def _command(database: dict[str, Any], program: str, *arguments: str) -> list[str]:
    where = {
        "--host": database["HOST"],
        "--port": database["PORT"],
        "--username": database["USER"],
        "--dbname": database["NAME"],
    }
    return [_found(program), *(f"{name}={value}" for name, value in where.items() if value), *arguments]


def _environment(database: dict[str, Any]) -> dict[str, str]:
    """Return what libpq reads: the password, and how the server's certificate is verified, as for the site itself."""
    verified = {
        f"PG{name.upper()}": str(value) for name, value in database["OPTIONS"].items() if name[:3] == "ssl"
    }
    return os.environ | verified | ({"PGPASSWORD": database["PASSWORD"]} if database["PASSWORD"] else {})


def _found(program: str) -> str:
    packed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)
    path = str(packed[0]) if packed else shutil.which(program)
    if not path:
        raise Failed(f"« {program} » manque sur cette machine : installez le client PostgreSQL.")
    return path
