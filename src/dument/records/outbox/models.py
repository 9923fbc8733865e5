"""Messages that follow an act, and the tasks put on the officer's desk."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dument.records.cases.models import OwnedByCase


class Message(OwnedByCase):
    """One effect of one act, to be carried out by a provider. Its key is the act: sent twice, it is done once."""

    key = models.CharField(max_length=90, unique=True)
    effect = models.CharField(max_length=24)
    state = models.CharField(max_length=8, default="pending")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    created_at = models.DateTimeField()
    proof = models.JSONField(default=dict)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        """Found by what is due."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["pending", "done", "failed"]), name="message_state_is_known"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=models.Q(state="pending"), name="messages_due")
        ]


class ExpiryTask(OwnedByCase):
    """The month of a case is over: the officer has to note it. The clock never does."""

    on = models.DateField()

    class Meta:
        """Never two."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["case"], name="one_expiry_task_a_case")]


class ReconcilerRun(models.Model):
    """When a reconciler last ran to its end, what it found, and by when it must have run again.

    A reconciler that did not run is the worst fault: `expected_by` in the past is the alarm.
    """

    name = models.CharField(max_length=24, primary_key=True)
    last_run = models.DateTimeField(null=True)
    expected_by = models.DateTimeField()
    found = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
