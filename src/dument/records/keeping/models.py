"""Readings of a case, erasures and what forbids them. None of this is in the chain of the case."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dument.records.cases.models import OwnedByCase
from dument.records.ids import new_id


class Reading(OwnedByCase):
    """A page or a file of a case that somebody opened, or took away: who, what, when. Forgotten after a year."""

    reader = models.CharField(max_length=64)
    role = models.CharField(max_length=12)
    what = models.CharField(max_length=48)
    at = models.DateTimeField()

    class Meta:
        """Found by case, counted by reader."""

        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["case", "at"], name="readings_of_a_case"),
            models.Index(fields=["reader", "at"], name="readings_by_somebody"),
            models.Index(fields=["at"], name="readings_by_age"),
        ]


class LegalHold(OwnedByCase):
    """An officer's order to erase nothing of a case (a suit, an inquiry), until an officer lifts it."""

    placed_at = models.DateTimeField()
    placed_by = models.CharField(max_length=64)
    reason = models.CharField(max_length=300)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=64, blank=True)

    class Meta:
        """One at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(lifted_at=None), name="one_hold_at_a_time_a_case"
            )
        ]


class Purge(models.Model):
    """What was erased of one case, when, and under which period: it names nobody, and is never changed.

    `since` is the day that the period ran from; the counts are of journal bodies, of rows whose words were emptied
    (a draft's are deleted), and of files.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey("accounts.Office", null=True, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=12)
    since = models.DateField()
    months = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=40)
    certainty = models.CharField(max_length=12)
    on = models.DateField()
    at = models.DateTimeField()
    bodies = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    files = models.PositiveIntegerField()

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-at", "-id"]


class Discarded(models.Model):
    """Something that a case wants no more, to be erased by its provider: bytes of the store, a letter of the carrier.

    `name` is the hash of the bytes, the name under which they are hidden, or the key of the letter.
    """

    name = models.CharField(max_length=90, primary_key=True)
    provider = models.CharField(max_length=8)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Of a known provider."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(provider__in=["store", "carrier"]), name="discarded_by_a_known_provider"
            )
        ]
