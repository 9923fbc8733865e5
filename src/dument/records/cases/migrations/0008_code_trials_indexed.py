"""Indexes of the trials, made beside the writers."""

from django.db import migrations, models

from dument.records.safely import AddIndexSafely


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("cases", "0007_who_answers_checked")]
    operations = [
        AddIndexSafely("codetrial", models.Index(fields=["network", "at"], name="code_trials_by_network")),
        AddIndexSafely("codetrial", models.Index(fields=["at"], name="code_trials_by_time")),
    ]
