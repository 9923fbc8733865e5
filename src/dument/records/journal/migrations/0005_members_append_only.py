"""What was done about the members of an office never changes."""

from django.db import migrations

from dument.records.journal.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_what_retention_may_do"), ("accounts", "0003_members")]
    operations = [append_only("accounts_memberevent")]
