"""The journal can only grow; what it proves can neither be changed nor deleted."""

from django.db import migrations

from dument.records.journal.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0001_initial"),
        ("cases", "0001_initial"),
        ("documents", "0001_initial"),
        ("money", "0001_initial"),
    ]
    operations = [
        append_only("journal_event", "journal_seal", "journal_sealedhead", "journal_sealedpaper"),
        append_only("journal_eventbody", emptied="content"),
        append_only(
            "cases_answer",
            "cases_consent",
            "cases_decision",
            "cases_outcome",
            "cases_proposal",
            "cases_instalment",
            "documents_document",
            "money_receipt",
        ),
    ]
