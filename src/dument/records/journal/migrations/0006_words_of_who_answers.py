"""Who answered for the debtor, on what proof: emptied with the rest, and never changed otherwise."""

from django.db import migrations

from dument.records.journal.append_only import words_may_be_emptied


class Migration(migrations.Migration):
    dependencies = [("journal", "0005_members_append_only"), ("cases", "0007_who_answers_checked")]
    operations = [
        words_may_be_emptied("cases.Answer", "said_by", "authority", "text"),
        words_may_be_emptied("cases.Consent", "said_by", "authority", "written"),
    ]
