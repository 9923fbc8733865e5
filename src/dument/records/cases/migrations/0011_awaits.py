"""What each case waits for, kept on its row."""

from importlib import import_module
from typing import Any

from django.db import migrations, models

OFFICE = import_module("dument.records.cases.migrations.0002_office_never_changes")


def create_again(apps: Any, schema_editor: Any) -> None:
    """Fix the office of a case again: the embedded database makes the table anew, and forgets its triggers."""
    if schema_editor.connection.vendor == "sqlite":
        OFFICE.create(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_several_debtors_checked")]
    operations = [
        migrations.AddField(
            "case", "awaits", models.CharField(max_length=20, default="complete", db_default="complete")
        ),
        migrations.RunPython(create_again, migrations.RunPython.noop),
    ]
