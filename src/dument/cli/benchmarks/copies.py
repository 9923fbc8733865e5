"""Many rows made by the database from one real row: a million cases in seconds (PostgreSQL)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model


def copy(model: type[Model], pk: UUID, changed: Mapping[str, str], *, source: str, **given: Any) -> None:
    """Insert one copy of the row for each row of `source`, with those columns made by those SQL expressions.

    `source` and the expressions are ours; `given` are the values that they name.
    """
    table, columns = model._meta.db_table, [str(field.column) for field in model._meta.concrete_fields]
    made = ", ".join(changed.get(name, f'model."{name}"') for name in columns)
    named = ", ".join(f'"{name}"' for name in columns)
    statement = (
        f"INSERT INTO {table} ({named}) SELECT {made} FROM {source}, {table} AS model WHERE model.id = %(pk)s"  # noqa: S608
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"pk": pk, **given})
