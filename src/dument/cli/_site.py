"""How a command gets the database: the platform's own, or a throw-away one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4


def ready() -> None:
    """Load the settings and the records of the platform itself."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dument.config.settings")
    django.setup()


@contextmanager
def throwaway(server: str = "") -> Iterator[Path]:
    """Load everything on a new database and a new folder, and leave nothing behind.

    The database is the embedded one, or one made on the PostgreSQL server of that address. To be used once a
    process, before anything else has loaded the settings.
    """
    with tempfile.TemporaryDirectory(prefix="dument-") as folder, _database(server, folder) as url:
        os.environ["DUMENT_VAR"] = folder
        os.environ["DATABASE_URL"] = url
        ready()
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", verbosity=0)
        try:
            yield Path(folder)
        finally:
            connections.close_all()


@contextmanager
def _database(server: str, folder: str) -> Iterator[str]:
    """Yield the address of an empty database, and remove it afterwards."""
    if not server:
        yield f"sqlite://{folder}/dument.sqlite3"
        return
    import psycopg

    name = f"dument_jetable_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as opened:
        opened.execute(f"CREATE DATABASE {name}".encode())
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(
            server, autocommit=True
        ) as opened:  # a new one: the server may have died meanwhile
            opened.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
