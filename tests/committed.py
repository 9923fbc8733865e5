"""A database whose transactions are real, for what several processes or threads do at once.

pytest-django's own way empties the tables after each test, and ours refuse to be emptied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, connections

from tests.tables import OURS


@contextmanager
def emptied_after(blocker: Any) -> Iterator[None]:
    """Let the database be used without a transaction around it, and empty our tables at the end (PostgreSQL)."""
    with blocker.unblock():
        try:
            yield
        finally:
            labels = (*OURS, "account", "mfa")
            tables = [
                model._meta.db_table for label in labels for model in apps.get_app_config(label).get_models()
            ]
            names = ", ".join(connection.ops.quote_name(table) for table in tables)
            with connection.cursor() as cursor:
                cursor.execute("SET session_replication_role = replica")
                cursor.execute(f"TRUNCATE {names} CASCADE")
                cursor.execute("SET session_replication_role = origin")


def at_once(*doings: Callable[[], object]) -> list[object]:
    """Do each in its own thread and connection; return what each gave, or the exception that it raised."""

    def do(doing: Callable[[], object]) -> object:
        try:
            return doing()
        except Exception as failed:  # noqa: BLE001 - told to the test
            return failed
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(doings)) as threads:
        return list(threads.map(do, doings))
