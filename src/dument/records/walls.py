"""The second wall between offices: on PostgreSQL, rows of another office cannot be read, whatever the query.

Pages of an office are served behind it. The database compares each row's office with `app.office`, set for one
transaction at a time (`SET LOCAL`), which is safe behind pgbouncer. Nobody set: the first wall alone stands
(creditors' and debtors' pages, workers). The owner of the tables and superusers are not stopped: production
connects as `dument_app` (deploy/postgres/roles.sql). On the embedded database there is no such wall.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import connection, transaction

SETTING = "app.office"
SET_LOCAL = "SELECT set_config('app.office', %s, true)"
_office: ContextVar[str] = ContextVar("office", default="")


def office() -> str:
    """Return the office behind whose wall this code runs; empty when there is none."""
    return _office.get()


@contextmanager
def behind(office_id: UUID, *, reading: bool = False) -> Iterator[None]:
    """Run what follows behind the wall of that office.

    `reading`: all in one transaction, for a page that writes nothing. Else each query outside a transaction
    gets one of its own, so that acts keep theirs.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with _standing(str(office_id)):
        if reading and connection.in_atomic_block:
            yield
        elif reading:
            with transaction.atomic():
                yield
        else:
            with connection.execute_wrapper(_in_a_transaction):
                yield


@contextmanager
def lowered() -> Iterator[None]:
    """Run what follows without the wall, where the law counts what other offices hold (the ceiling, R125-1)."""
    if not _office.get():
        yield
        return
    with _standing(""):
        yield


@contextmanager
def _standing(told: str) -> Iterator[None]:
    token = _office.set(told)
    _tell()
    try:
        yield
    finally:
        _office.reset(token)
        _tell()


def _tell() -> None:
    """Tell the transaction that is open, if there is one; the others are told as they begin."""
    if connection.in_atomic_block and not connection.needs_rollback:
        connection.connection.execute(SET_LOCAL, [_office.get()])  # like BEGIN, no query of the page's


def _in_a_transaction(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    if context["connection"].in_atomic_block:
        return execute(sql, params, many, context)
    with transaction.atomic():
        return execute(sql, params, many, context)
