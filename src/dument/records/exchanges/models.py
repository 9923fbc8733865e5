"""Messages between a creditor and the office of his case: never the debtor's to read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dument.records.cases.models import OwnedByCase


class Exchange(OwnedByCase):
    """One message, never changed but for the instant when the other side read it.

    `question` waits for an answer; `answers` names the question answered. A file joined is in the store, by its hash.
    """

    rank = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=8)
    by_id = models.CharField(max_length=60)
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField()
    text = models.TextField()
    question = models.BooleanField(default=False)
    answers = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="answered_by")
    read_at = models.DateTimeField(null=True)
    file_name = models.CharField(max_length=160, blank=True)
    media_type = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)

    class Meta:
        """Numbered; from one of two sides; a filed case's only. The retention empties words and file."""

        ordering: ClassVar = ["rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "rank"], name="exchange_is_numbered_once"),
            models.CheckConstraint(
                condition=Q(side__in=["creditor", "office"]), name="exchange_side_is_known"
            ),
            models.CheckConstraint(condition=Q(office__isnull=False), name="exchange_has_an_office"),
            models.CheckConstraint(condition=Q(sha256="") | Q(size__gt=0), name="exchange_file_is_not_empty"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "side"], condition=Q(read_at=None), name="exchanges_unread")
        ]
