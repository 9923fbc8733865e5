"""What cancels a payment is never changed either; the officer's words go when their time is over."""

from django.db import migrations

from dument.records.journal.append_only import append_only, words_may_be_emptied
from dument.records.walling import raise_wall


class Migration(migrations.Migration):
    dependencies = [("journal", "0007_account_append_only"), ("money", "0002_cancelled")]
    operations = [
        append_only("money_receiptcancellation"),
        words_may_be_emptied("money.ReceiptCancellation", "words"),
        raise_wall("money_receiptcancellation"),
    ]
