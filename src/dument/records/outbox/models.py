"""Messages that follow an act, and the tasks put on the officer's desk."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dument.records.cases.models import OwnedByCase
from dument.records.ids import new_id

# In the proof of a message that was rightly not carried out: why.
WITHHELD = "withheld"
A_DIGEST = models.Q(effect="send_digest")


class Message(models.Model):
    """One effect of one act, to be carried out by a provider. Its key is the act: sent twice, it is done once.

    A person's digest is of no case: its key is the person and the day.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey("accounts.Office", null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="%(class)ss")
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
            ),
            models.CheckConstraint(
                condition=(A_DIGEST & models.Q(case=None)) | (~A_DIGEST & models.Q(case__isnull=False)),
                name="only_a_digest_is_of_no_case",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=models.Q(state="pending"), name="messages_due"),
            models.Index(fields=["office"], condition=models.Q(state="failed"), name="messages_failed"),
        ]


class HeldNotice(OwnedByCase):
    """A notice that its addressee wants in his digest; `digest` is the message that tells it, none until made."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="held")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    digest = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="gathers")

    class Meta:
        """Held once for each person; found by what no digest told."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["message", "user"], name="notice_held_once")]
        indexes: ClassVar = [
            models.Index(fields=["user"], condition=models.Q(digest=None), name="notices_to_gather")
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
