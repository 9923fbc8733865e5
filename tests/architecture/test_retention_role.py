"""The role that erases may empty exactly what a purge empties: not a column less, not a table more."""

from __future__ import annotations

import re

from dument.records.personal import emptied_with_the_case
from tests.architecture.source import ROOT


def granted() -> set[tuple[str, str]]:
    """Return the columns, with their tables, that `roles.sql` lets dument_retention write."""
    text = (ROOT / "deploy" / "postgres" / "roles.sql").read_text()
    found = re.findall(r"GRANT UPDATE \(([^)]+)\) ON ([\w, ]+) TO dument_retention", text)
    return {
        (table.strip(), column.strip())
        for columns, tables in found
        for table in tables.split(",")
        for column in columns.split(",")
    }


def test_the_role_may_empty_what_a_purge_empties() -> None:
    emptied = {
        (model._meta.db_table, name) for model, columns in emptied_with_the_case().items() for name in columns
    }
    assert granted() == emptied | {("cases_case", "purged_on")}
