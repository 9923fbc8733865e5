"""Rows of several tables inserted by one statement, which is written once and for all (see `whole`, which reads so).

Two rows saved one after the other cost two journeys to the database, and Django writes each statement anew.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

Model_ = type[Model]


def insert(*rows: Model) -> None:
    """Insert those new rows, in one statement on PostgreSQL, one after the other on the embedded database.

    What they refer to may be another of them: constraints between rows are looked at when the transaction ends.
    """
    kinds = tuple(type(row) for row in rows)
    values = [
        [_kept(field, row) for field in kind._meta.concrete_fields]
        for kind, row in zip(kinds, rows, strict=True)
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_statement(kinds), [value for some in values for value in some])
        else:
            for kind, some in zip(kinds, values, strict=True):
                cursor.execute(_insert(kind), some)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def _statement(kinds: tuple[Model_, ...]) -> str:
    *first, last = (_insert(kind) for kind in kinds)
    before = ", ".join(f"row_{rank} AS ({statement})" for rank, statement in enumerate(first))
    return f"WITH {before} {last}" if before else last


@cache
def _insert(kind: Model_) -> str:
    """Return the statement of one table; its names are our own, what people typed is never in it."""
    columns = [f'"{field.column}"' for field in kind._meta.concrete_fields]
    held = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {kind._meta.db_table} ({', '.join(columns)}) VALUES ({held})"  # noqa: S608


def _kept(field: Field[Any, Any], row: Model) -> Any:
    return field.get_db_prep_save(field.pre_save(row, add=True), connection)
