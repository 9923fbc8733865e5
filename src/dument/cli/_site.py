"""How a command gets the database: the platform's own, or a throw-away one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def ready() -> None:
    """Load the settings and the records of the platform itself."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dument.config.settings")
    django.setup()


@contextmanager
def throwaway() -> Iterator[Path]:
    """Load everything on a new embedded database and a new folder, and leave nothing behind.

    To be used once a process, before anything else has loaded the settings.
    """
    with tempfile.TemporaryDirectory(prefix="dument-") as folder:
        os.environ["DUMENT_VAR"] = folder
        os.environ["DATABASE_URL"] = f"sqlite://{folder}/dument.sqlite3"
        ready()
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", verbosity=0)
        try:
            yield Path(folder)
        finally:
            connections.close_all()
