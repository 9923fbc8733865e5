"""Row-level security by office (PostgreSQL): a second wall, for roles that do not own the tables."""

from typing import Any

from django.db import migrations

OWN = (
    "cases_case",
    "cases_party",
    "cases_claimline",
    "cases_interestline",
    "cases_evidence",
    "cases_answer",
    "cases_proposal",
    "cases_consent",
    "cases_decision",
    "cases_outcome",
    "cases_enforcer",
    "cases_reportedfact",
    "documents_document",
    "journal_event",
    "money_receipt",
    "outbox_message",
    "outbox_expirytask",
)
# These have no office of their own: the row they hang on has one, and stands behind the same wall.
THROUGH = {
    "journal_eventbody": "SELECT 1 FROM journal_event parent WHERE parent.id = event_id",
    "cases_instalment": "SELECT 1 FROM cases_proposal parent WHERE parent.id = proposal_id",
}
OPEN = "coalesce(current_setting('app.office', true), '') = ''"


def raise_walls(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    mine = f"{OPEN} OR office_id = nullif(current_setting('app.office', true), '')::uuid"
    for table, condition in {**dict.fromkeys(OWN, mine), **{t: f"{OPEN} OR EXISTS ({q})" for t, q in THROUGH.items()}}.items():
        schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", None)
        schema_editor.execute(f"CREATE POLICY office_wall ON {table} USING ({condition}) WITH CHECK ({condition})", None)


def lower_walls(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in (*OWN, *THROUGH):
        schema_editor.execute(f"DROP POLICY office_wall ON {table}", None)
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY", None)


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_append_only"), ("outbox", "0001_initial")]
    operations = [migrations.RunPython(raise_walls, lower_walls)]
