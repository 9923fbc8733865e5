"""Indexes that hold all that a queue is sorted by and all that a search reads, made beside the writers."""

from django.db import migrations, models

from dument.records.safely import AddIndexSafely, RemoveIndexSafely

QUEUE = ["office", "state", "awaits", "last_day", "prepared_on", "mandate_on", "purged_on", "reference", "id"]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("cases", "0012_awaits_told")]
    operations = [
        AddIndexSafely("case", models.Index(fields=QUEUE, name="case_queue")),
        RemoveIndexSafely("case", "case_by_office_and_state"),
        AddIndexSafely("party", models.Index(fields=["office", "name", "case"], name="party_named")),
    ]
