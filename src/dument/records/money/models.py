"""Receipts: what the office says was paid, to whom, when. Amounts in cents."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dument.records.cases.models import OwnedByCase


class Receipt(OwnedByCase):
    """A payment by the debtor, recorded by the officer after the outcome (R125-7)."""

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
