"""Trials by network, and the work item of a locked code, behind its office's wall."""

import django.db.models.deletion
from django.db import migrations, models

import dument.records.ids
from dument.records.walling import raise_wall


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_office_never_changes"), ("accounts", "0001_initial")]
    operations = [
        migrations.AddField(
            "codetrial", "network", models.CharField(blank=True, default="", max_length=43)
        ),
        migrations.CreateModel(
            "CodeLock",
            [
                ("id", models.UUIDField(default=dument.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case")),
                ("office", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("case",), name="one_code_lock_a_case")]},
        ),
        raise_wall("cases_codelock"),
    ]
