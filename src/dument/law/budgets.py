"""What a household can put each month toward a debt: plain subtraction, told step by step. A product choice, no law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

MOST_MONTHS = 24
"""A longer plan is for the officer to weigh: beyond, ask for a remission or for help (the product's soft limit)."""
KEPT = 2
"""One euro in two of what is left is kept for the unforeseen: a plan that takes it all is soon broken."""
STEP = Decimal(5)
"""What is offered each month is rounded down to five euros."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """A month of a household, in euros: `left` once the charges are paid (it may be negative).

    `monthly` is what may be offered, zero when nothing can; `months` how many such payments make the debt, None when
    none would.
    """

    income: Decimal
    charges: Decimal
    left: Decimal
    monthly: Decimal
    months: int | None

    @property
    def hardship(self) -> bool:
        """Tell whether a plan would not hold: nothing to offer, or more than two years of it."""
        return self.months is None or self.months > MOST_MONTHS


def budget(*, income: Decimal, charges: Iterable[Decimal], debt: Decimal) -> Budget:
    """Return what a household may offer each month toward a debt, all in euros. Raises ValueError when one is negative.

    Half of what is left, rounded down to 5 €: 9,99 € left offers nothing, 10 € left offers 5 €.
    """
    paid = list(charges)
    if min(income, debt, *paid) < 0:
        raise ValueError("Un revenu, une charge ou une dette n'est jamais négatif.")
    total = sum(paid, start=Decimal(0))
    left = income - total
    monthly = max(Decimal(0), left / KEPT // STEP * STEP)
    months = int((debt / monthly).to_integral_value(ROUND_CEILING)) if monthly else None
    return Budget(income=income, charges=total, left=left, monthly=monthly, months=months)
