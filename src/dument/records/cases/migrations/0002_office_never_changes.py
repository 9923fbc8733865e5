"""The office of a case is stamped by its filing and never changes after."""

from typing import Any

from django.db import migrations

REFUSAL = "l''étude d''un dossier ne change pas"


def create(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE TRIGGER case_office_is_fixed BEFORE UPDATE OF office_id ON cases_case "
            "WHEN OLD.office_id IS NOT NULL AND NEW.office_id IS NOT OLD.office_id "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    schema_editor.execute(
        "CREATE FUNCTION dument_office_is_fixed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    schema_editor.execute(
        "CREATE TRIGGER case_office_is_fixed BEFORE UPDATE OF office_id ON cases_case FOR EACH ROW "
        "WHEN (OLD.office_id IS NOT NULL AND NEW.office_id IS DISTINCT FROM OLD.office_id) "
        "EXECUTE FUNCTION dument_office_is_fixed()"
    )


def drop(apps: Any, schema_editor: Any) -> None:
    on = " ON cases_case" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER case_office_is_fixed{on}")


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
