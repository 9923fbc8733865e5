"""Interest as a tree: the amount, then its years, then each run of days at one rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.utils.translation import ngettext

from dument.law.interest import Segment, total_of, year_days
from dument.law.money import in_french, percent_in_french
from dument.web.law.answers import Source, Sure, source, sure
from dument.web.templatetags.french import day

PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One run of days at one rate: its product, its article and its certainty."""

    first_day: date
    last_day: date
    days: int
    rate: str
    product: str
    source: Source
    sure: Sure

    @property
    def label(self) -> str:
        """Return what the run is, in the language of whoever reads it: of the page, or of the paper."""
        return ngettext(
            "Du %(first)s au %(last)s : %(days)s jour à %(rate)s",
            "Du %(first)s au %(last)s : %(days)s jours à %(rate)s",
            self.days,
        ) % {"first": day(self.first_day), "last": day(self.last_day), "days": self.days, "rate": self.rate}


@dataclass(frozen=True, slots=True)
class Branch:
    """The runs that begin in one year, and what they make, rounded for show only."""

    year: int
    amount: Decimal
    days: int
    leaves: tuple[Leaf, ...]


def tree(segments: Sequence[Segment]) -> tuple[Branch, ...]:
    """Return the years of an interest, oldest first."""
    branches = []
    for year, group in groupby(segments, lambda one: one.first_day.year):
        runs = list(group)
        branches.append(
            Branch(
                year=year,
                amount=total_of(runs),
                days=sum(one.days for one in runs),
                leaves=tuple(_leaf(one) for one in runs),
            )
        )
    return tuple(branches)


def _leaf(one: Segment) -> Leaf:
    amount = f"{one.amount_unrounded.quantize(PLACES):f}".replace(".", ",")
    rate = percent_in_french(one.rate_pct)
    return Leaf(
        first_day=one.first_day,
        last_day=one.last_day,
        days=one.days,
        rate=rate,
        product=f"{in_french(one.principal)} × {rate} × {one.days} ÷ {year_days()} = {amount}\u00a0€",
        source=source(one.reference),
        sure=sure(one.certainty),
    )
