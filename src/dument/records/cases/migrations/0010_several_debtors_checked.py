"""Look at the rows that were there before the checks of 0009."""

from django.db import migrations

from dument.records.safely import ValidateSafely


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_several_debtors")]
    operations = [
        ValidateSafely(model_name="claim", name="claim_has_a_debtor"),
        ValidateSafely(model_name="claim", name="claim_solidarity_takes_two"),
    ]
