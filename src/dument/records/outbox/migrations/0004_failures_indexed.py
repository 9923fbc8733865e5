"""Index of what failed for good, made beside the writers."""

from django.db import migrations, models

from dument.records.safely import AddIndexSafely


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("outbox", "0003_digests_checked")]
    operations = [
        AddIndexSafely(
            "message", models.Index(fields=["office"], condition=models.Q(state="failed"), name="messages_failed")
        ),
    ]
