"""Receipts: what the office says was paid, to whom, when, and what cancels one. Amounts in cents."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dument.procedure.cancelling import CANCELLATIONS
from dument.records.cases.models import OwnedByCase


class Receipt(OwnedByCase):
    """A payment by the debtor, `on` the day it was received, which the officer recorded after the outcome (R125-7)."""

    on = models.DateField()
    amount_cents = models.BigIntegerField()
    recipient = models.CharField(max_length=8, default="officer")

    class Meta:
        """Something, to somebody."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount_cents__gt=0), name="receipt_is_positive"),
            models.CheckConstraint(
                condition=models.Q(recipient__in=["officer", "creditor"]), name="receipt_recipient_is_known"
            ),
        ]


class ReceiptCancellation(OwnedByCase):
    """A payment that counts no more: whole, once, for good. Its author is told by the journal's line."""

    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, related_name="cancellation")
    on = models.DateField()
    because = models.CharField(max_length=8)
    words = models.TextField(blank=True, default="")

    class Meta:
        """For a known reason."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(because__in=list(CANCELLATIONS)), name="cancellation_reason_is_known"
            ),
        ]
