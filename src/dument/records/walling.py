"""The wall of an office around a table made after the first ones: an operation for its migration."""

from __future__ import annotations

from typing import Any

from django.db.migrations import RunPython

NOBODY = "coalesce(current_setting('app.office', true), '') = ''"
MINE = "office_id = nullif(current_setting('app.office', true), '')::uuid"


def raise_wall(*tables: str) -> RunPython:
    """Return the operation that puts those tables, each with an `office_id`, behind the wall (PostgreSQL).

    The same policy as the migration `journal.0003_office_wall` gives to the first tables; see `records.walls`.
    """

    def raised(_apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for table in tables:
                seen = f"{NOBODY} OR {MINE}"
                schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", None)
                schema_editor.execute(
                    f"CREATE POLICY office_wall ON {table} USING ({seen}) WITH CHECK ({seen})", None
                )

    def lowered(_apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for table in tables:
                schema_editor.execute(f"DROP POLICY office_wall ON {table}", None)
                schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY", None)

    return RunPython(raised, lowered)
