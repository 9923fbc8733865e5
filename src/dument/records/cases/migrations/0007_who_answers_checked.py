"""Look at the rows that were there before the checks of 0006."""

from django.db import migrations

from dument.records.safely import ValidateSafely


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_who_answers")]
    operations = [
        ValidateSafely(model_name="answer", name="answer_quality_is_known"),
        ValidateSafely(model_name="consent", name="consent_quality_is_known"),
        ValidateSafely(model_name="party", name="party_protection_is_known"),
    ]
