"""In what quality another person answered for the debtor, and the measure that protects him."""

from django.db import migrations, models

from dument.records.safely import AddConstraintSafely


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('cases', '0005_changed_and_purged'),
    ]

    operations = [
        migrations.AddField(
            model_name='answer',
            name='authority',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='answer',
            name='quality',
            field=models.CharField(blank=True, default='', max_length=10),
        ),
        migrations.AddField(
            model_name='consent',
            name='authority',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='consent',
            name='quality',
            field=models.CharField(blank=True, default='', max_length=10),
        ),
        migrations.AddField(
            model_name='party',
            name='protection',
            field=models.CharField(blank=True, default='', max_length=14),
        ),
        AddConstraintSafely(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('quality__in', ['', 'mandatary', 'lawyer', 'curator', 'guardian', 'relative'])), name='answer_quality_is_known'),
        ),
        AddConstraintSafely(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('quality__in', ['', 'mandatary', 'lawyer', 'curator', 'guardian', 'relative'])), name='consent_quality_is_known'),
        ),
        AddConstraintSafely(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('protection__in', ['', 'curatorship', 'guardianship'])), name='party_protection_is_known'),
        ),
    ]
