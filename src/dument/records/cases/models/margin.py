"""How far the creditor lets the officer go: sealed from the debtor."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dument.records.cases.models.case import OwnedByCase


class Margin(OwnedByCase):
    """One setting of the margin, the last of a case counts. Amounts in cents, duration in months.

    It is left out of what is read with a case (`queries.rows.OWNED`), of its papers and of its journal: no page of
    the debtor holds it, even by mistake.
    """

    rank = models.PositiveSmallIntegerField()
    instalments = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField()
    rebate_cents = models.BigIntegerField()
    floor_cents = models.BigIntegerField()
    at = models.DateTimeField()
    by_id = models.CharField(max_length=60)

    class Meta:
        """Numbered; bounds that make sense."""

        ordering: ClassVar = ["rank"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(instalments__gte=1, instalments__lte=360), name="margin_instalments_are_1_to_360"
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=360), name="margin_months_are_1_to_360"
            ),
            models.CheckConstraint(
                condition=Q(rebate_cents__gte=0, floor_cents__gte=0), name="margin_sums_are_not_negative"
            ),
            models.UniqueConstraint(fields=["case", "rank"], name="margin_is_numbered_once"),
        ]
