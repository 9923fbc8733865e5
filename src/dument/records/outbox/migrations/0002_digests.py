"""Notices kept for a person's digest, which is a message of no case."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dument.records.ids
from dument.records.safely import AddConstraintSafely, LetBeEmpty
from dument.records.walling import raise_wall

DIGEST = models.Q(effect="send_digest")


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_notices'),
        ('cases', '0008_code_trials_indexed'),
        ('journal', '0003_office_wall'),
        ('outbox', '0001_initial'),
    ]

    operations = [
        LetBeEmpty(
            model_name='message',
            name='case',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='cases.case'),
        ),
        migrations.CreateModel(
            name='HeldNotice',
            fields=[
                ('id', models.UUIDField(default=dument.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='cases.case')),
                ('digest', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gathers', to='outbox.message')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='held', to='outbox.message')),
                ('office', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.office')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('digest', None)), fields=['user'], name='notices_to_gather')],
                'constraints': [models.UniqueConstraint(fields=('message', 'user'), name='notice_held_once')],
            },
        ),
        AddConstraintSafely(
            model_name='message',
            constraint=models.CheckConstraint(condition=(DIGEST & models.Q(case=None)) | (~DIGEST & models.Q(case__isnull=False)), name='only_a_digest_is_of_no_case'),
        ),
        raise_wall("outbox_heldnotice"),
    ]
