"""When a case was last changed, and when it was erased."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_margin'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            # A default of "now" would make the embedded database build the table anew, and forget its triggers.
            database_operations=[
                migrations.AddField('case', 'changed_at', models.DateTimeField(null=True)),
            ],
            state_operations=[
                migrations.AddField('case', 'changed_at', models.DateTimeField(auto_now=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name='case',
            name='purged_on',
            field=models.DateField(blank=True, null=True),
        ),
    ]
