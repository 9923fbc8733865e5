"""Journal lines, their bodies, and the seals over their heads."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dument.records.ids import new_id


class Event(models.Model):
    """One line of a case's chain. Its hash covers every other field; the body stands apart.

    Never updated nor deleted: the database itself refuses it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey("accounts.Office", null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    schema_version = models.PositiveSmallIntegerField(default=1)
    type = models.CharField(max_length=24)
    on = models.DateField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=12)
    actor_id = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    body_sha256 = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """Numbered once a case."""

        ordering: ClassVar = ["case", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="event_is_numbered_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="event_numbers_start_at_one"),
        ]


class EventBody(models.Model):
    """The exact bytes that an event's hash covers. Only the retention job may empty them."""

    event = models.OneToOneField(Event, primary_key=True, on_delete=models.PROTECT, related_name="body")
    content = models.BinaryField()


class Seal(models.Model):
    """A Merkle root of the heads that moved since the last seal, stamped (RFC 3161)."""

    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    on = models.DateField()
    root = models.CharField(max_length=64)
    previous_root = models.CharField(max_length=64, blank=True)
    token = models.BinaryField()

    class Meta:
        """In order."""

        ordering: ClassVar = ["number"]


class SealedHead(models.Model):
    """The head of one case in a seal: a leaf of its tree."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="heads")
    rank = models.PositiveIntegerField()
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="sealed_heads")
    number = models.PositiveIntegerField()
    head = models.CharField(max_length=64)

    class Meta:
        """Ranked."""

        ordering: ClassVar = ["rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seal", "rank"], name="sealed_head_is_ranked_once")
        ]


class SealedPaper(models.Model):
    """The hash of a title, or of its copy, in a seal: a leaf of its tree, so that the paper proves itself."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="papers")
    rank = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        """Ranked."""

        ordering: ClassVar = ["rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seal", "rank"], name="sealed_paper_is_ranked_once")
        ]
