"""What people said may be emptied when its time is over, and what was erased is written down for good."""

from django.db import migrations

from dument.records.journal.append_only import append_only, words_may_be_emptied
from dument.records.walling import raise_wall


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_office_wall"), ("keeping", "0001_initial"), ("cases", "0005_changed_and_purged")]
    operations = [
        words_may_be_emptied("cases.Answer", "said_by", "text"),
        words_may_be_emptied("cases.Consent", "said_by", "written"),
        words_may_be_emptied("cases.Decision", "reason"),
        append_only("keeping_purge"),
        raise_wall("keeping_reading"),
        raise_wall("keeping_legalhold"),
        raise_wall("keeping_purge"),
    ]
