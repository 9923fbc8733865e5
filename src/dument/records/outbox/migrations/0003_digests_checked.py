"""Look at the messages that were there before the check of 0002."""

from django.db import migrations

from dument.records.safely import ValidateSafely


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_digests")]
    operations = [ValidateSafely(model_name="message", name="only_a_digest_is_of_no_case")]
