"""Triggers that make the database itself refuse to change or delete what was written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.migrations import RunPython

REFUSAL = "cette ligne ne se modifie ni ne se supprime"


def _statements(vendor: str, table: str, *, emptied: str = "") -> list[str]:
    """Return what creates the triggers of a table; `emptied` names a column that may be emptied."""
    if vendor == "sqlite":
        change = f"WHEN length(NEW.{emptied}) > 0" if emptied else ""
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {change} "
            f"BEGIN SELECT RAISE(ABORT, '{table} : {REFUSAL}'); END",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} : {REFUSAL}'); END",
        ]
    change = f"WHEN (length(NEW.{emptied}) > 0)" if emptied else ""
    return [
        "CREATE OR REPLACE FUNCTION dument_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '% : {REFUSAL}', TG_TABLE_NAME; END $$",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW {change} "
        "EXECUTE FUNCTION dument_append_only()",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW "
        "EXECUTE FUNCTION dument_append_only()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
        "EXECUTE FUNCTION dument_append_only()",
    ]


def append_only(*tables: str, emptied: str = "") -> RunPython:
    """Return the migration that protects those tables on SQLite and on PostgreSQL."""

    def create(apps: Any, schema_editor: Any) -> None:
        for table in tables:
            for statement in _statements(schema_editor.connection.vendor, table, emptied=emptied):
                schema_editor.execute(statement, None)  # None: a "%" is a "%"

    return RunPython(create, _drop(tables))


def words_may_be_emptied(label: str, *columns: str) -> RunPython:
    """Return the migration that lets the retention empty those columns of an append-only table, and no other change.

    `label` is the model's ("cases.Answer"). To be written again after each column added to it: the trigger names the
    columns that stay, and the embedded database forgets its triggers when it makes a table anew.
    """

    def create(apps: Any, schema_editor: Any) -> None:
        meta = apps.get_model(label)._meta
        table = meta.db_table
        others = ", ".join(f'"{one.column}"' for one in meta.concrete_fields if one.column not in columns)
        each, run = "", f"BEGIN SELECT RAISE(ABORT, '{table} : {REFUSAL}'); END"
        if schema_editor.connection.vendor == "postgresql":
            each, run = "FOR EACH ROW", "EXECUTE FUNCTION dument_append_only()"
        written = " OR ".join(f"NEW.{column} <> ''" for column in columns)
        on = f" ON {table}" if each else ""
        for statement in (
            f"DROP TRIGGER IF EXISTS {table}_no_update{on}",
            f"DROP TRIGGER IF EXISTS {table}_only_emptied{on}",
            f"DROP TRIGGER IF EXISTS {table}_no_delete{on}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {each} {run}",
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {others} ON {table} {each} {run}",
            f"CREATE TRIGGER {table}_only_emptied BEFORE UPDATE OF {', '.join(columns)} ON {table} {each} "
            f"WHEN ({written}) {run}",
        ):
            schema_editor.execute(statement, None)

    return RunPython(create, RunPython.noop)


def _drop(tables: tuple[str, ...]) -> Callable[[Any, Any], None]:
    def drop(apps: Any, schema_editor: Any) -> None:
        postgres = schema_editor.connection.vendor == "postgresql"
        for table in tables:
            for change in ("update", "delete", "truncate") if postgres else ("update", "delete"):
                suffix = f" ON {table}" if postgres else ""
                schema_editor.execute(f"DROP TRIGGER {table}_no_{change}{suffix}")

    return drop
