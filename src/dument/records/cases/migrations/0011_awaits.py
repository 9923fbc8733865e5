"""What each case waits for, kept on its row."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_several_debtors_checked")]
    operations = [
        migrations.AddField(
            "case", "awaits", models.CharField(max_length=20, default="complete", db_default="complete")
        )
    ]
