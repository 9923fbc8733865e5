"""Interest as a tree: the amount, then its years, then each run of days at one rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from dument.law.interest import Segment, total_of, year_days
from dument.law.money import in_french, percent_in_french
from dument.law.parameters import day_in_french
from dument.web.law.answers import Source, Sure, source, sure

PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One run of days: what it is, its product, its article and its certainty."""

    label: str
    product: str
    source: Source
    sure: Sure


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
    days = f"{one.days} jour{'s' if one.days > 1 else ''}"
    amount = f"{one.amount_unrounded.quantize(PLACES):f}".replace(".", ",")
    rate, first, last = (
        percent_in_french(one.rate_pct),
        day_in_french(one.first_day),
        day_in_french(one.last_day),
    )
    return Leaf(
        label=f"Du {first} au {last} : {days} à {rate}",
        product=f"{in_french(one.principal)} × {rate} × {one.days} ÷ {year_days()} = {amount}\u00a0€",
        source=source(one.reference),
        sure=sure(one.certainty),
    )
