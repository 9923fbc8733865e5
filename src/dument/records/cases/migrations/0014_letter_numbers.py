"""The numbers of registered letters, each borne once in an office; those told before are taken in, the first one keeps."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import dument.records.ids
from dument.records.walling import raise_wall

AT_ONCE = 1000


def take_in(apps: Any, _schema_editor: Any) -> None:
    """Write the number of each letter already sent; where two cases told the same one, the earlier has it."""
    number = apps.get_model("cases", "LetterNumber")
    told = apps.get_model("cases", "Case").objects.exclude(dispatch_proof="").exclude(office=None)
    rows = []
    for case, office, proof in told.order_by("dispatched_on", "id").values_list("id", "office", "dispatch_proof").iterator():
        compared = "".join(sign for sign in proof.upper() if sign.isalnum())
        if compared:
            rows.append(number(id=case, case_id=case, office_id=office, number=compared))
        if len(rows) == AT_ONCE:
            number.objects.bulk_create(rows, ignore_conflicts=True)
            rows = []
    number.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_queue_indexes"), ("accounts", "0001_initial")]
    operations = [
        migrations.CreateModel(
            "LetterNumber",
            [
                ("id", models.UUIDField(default=dument.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=60)),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case")),
                ("office", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case",), name="one_letter_number_a_case")],
            },
        ),
        # Apart, so that it is there while the numbers are taken in: one made with the table comes only at the very end.
        migrations.AddConstraint(
            "letternumber",
            models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True),
                fields=("office", "number"),
                name="one_letter_a_number",
            ),
        ),
        migrations.RunPython(take_in, migrations.RunPython.noop),
        raise_wall("cases_letternumber"),
    ]
