"""What was done about the address of an account never changes."""

from django.db import migrations

from dument.records.journal.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("journal", "0006_words_of_who_answers"), ("accounts", "0005_addresses")]
    operations = [append_only("accounts_accountevent")]
