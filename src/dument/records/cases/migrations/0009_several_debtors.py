"""How many debtors a claim has, and the whole of it once there are several."""

from django.db import migrations, models

from dument.records.safely import AddConstraintSafely


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_code_trials_indexed")]
    operations = [
        migrations.AddField("claim", "debtors", models.PositiveSmallIntegerField(default=1)),
        migrations.AddField("claim", "whole_cents", models.BigIntegerField(blank=True, null=True)),
        AddConstraintSafely(
            "claim",
            models.CheckConstraint(condition=models.Q(("debtors__gte", 1)), name="claim_has_a_debtor"),
        ),
        AddConstraintSafely(
            "claim",
            models.CheckConstraint(
                condition=models.Q(("solidarity_basis", ""), ("debtors__gt", 1), _connector="OR"),
                name="claim_solidarity_takes_two",
            ),
        ),
    ]
