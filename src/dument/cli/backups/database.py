"""The database in one file, and back: `pg_dump`'s own format, or a copy that SQLite makes while it is used."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

NAMES = {"postgresql": "base.pgdump", "sqlite": "base.sqlite3"}


class Failed(Exception):
    """The database could not be copied or put back; the message says why and what to do."""


def save(database: dict[str, Any], vendor: str, folder: Path) -> Path:
    """Write a consistent copy of the database in that folder and return its path."""
    path = folder / NAMES[vendor]
    if vendor == "sqlite":
        path.unlink(missing_ok=True)
        source, copy = sqlite3.connect(database["NAME"]), sqlite3.connect(path)
        with source, copy:
            source.backup(copy)
        source.close()
        copy.close()
        return path
    _run(database, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")
    return path


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
    where = {
        "--host": database["HOST"],
        "--port": database["PORT"],
        "--username": database["USER"],
        "--dbname": database["NAME"],
    }
    done = subprocess.run(
        [_found(program), *(f"{name}={value}" for name, value in where.items() if value), *arguments],
        env=os.environ | ({"PGPASSWORD": database["PASSWORD"]} if database["PASSWORD"] else {}),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Failed(f"{program} a échoué : {done.stderr.strip()[-600:]}")


def _found(program: str) -> str:
    packed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)
    path = str(packed[0]) if packed else shutil.which(program)
    if not path:
        raise Failed(f"« {program} » manque sur cette machine : installez le client PostgreSQL.")
    return path
