"""Meeting the creditor's sealed margin without learning it: few askings, rounded sums, an answer of one bit.

Each asking is an offer that the office reads, and tells one bit at most. Three bits over sums that only move by a
twentieth of the claim leave the floor within an eighth of the range: less than a negotiation tells.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dument.law.days import add_months
from dument.law.money import cents, from_cents

MOST_ASKINGS = 3
"""A product choice: a fourth asking is refused, whatever the first three answered."""
PARTS = 20
"""Sums are rounded down to a twentieth of the claim: no two askings differ by less."""
MOST_PAYMENTS = 36
"""Three years of months: a longer plan is for the officer to weigh."""


def may_ask(asked: int) -> bool:
    """Tell whether one more asking is allowed after that many: the third is, the fourth is not."""
    return asked < MOST_ASKINGS


def coarse(amount: Decimal, *, claimed: Decimal) -> Decimal:
    """Return the sum asked about, in euros: rounded down to a twentieth of the claim, then to the cent.

    The whole claim stays the whole claim. Raises ValueError above it.
    """
    if amount > claimed:
        raise ValueError("On ne peut convenir que d'autant que la somme réclamée, ou de moins.")
    return from_cents(cents(claimed) * (cents(amount) * PARTS // cents(claimed)) // PARTS)


def monthly_days(*, last_day: date, count: int) -> tuple[date, ...]:
    """Return the days of `count` monthly payments, the first a month after the last day of the procedure's month."""
    return tuple(add_months(last_day, rank) for rank in range(1, count + 1))
