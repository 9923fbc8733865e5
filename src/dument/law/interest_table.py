"""The same simple interest for many claims at once: whole numbers, one subtraction and one division a claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate

from dument.law.interest import rate_parameter, year_days
from dument.law.parameters import NotInForce

# Rates are published with two decimals of a percent: in hundredths of a percent they are whole numbers.
_SCALE = 100


@dataclass(frozen=True, slots=True)
class RateTable:
    """What one cent earns from the first day known up to each day: `earned[n]` after n days, in rate × days.

    `first` and `last` are the ordinals of the first and last days known.
    """

    name: str
    label: str
    first: int
    last: int
    earned: tuple[int, ...]
    divisor: int

    def cents(self, claims: Iterable[tuple[int, int, int]]) -> list[int]:
        """Return the interest of each claim in cents, rounded half up once, as `interest.accrue` gives it.

        A claim is (principal in cents, ordinal of the first day that bears interest, ordinal of the last).
        Raises NotInForce as soon as a day is outside those known.
        """
        earned, start, half = self.earned, self.first, self.divisor // 2
        try:
            return [
                (principal * (earned[last - start + 1] - earned[first - start]) + half) // self.divisor
                if start <= first <= last
                else self._none(first, last)
                for principal, first, last in claims
            ]
        except IndexError:
            raise self._unknown(self.last + 1) from None

    def _none(self, first: int, last: int) -> int:
        """Return nothing earned for reversed days; raise NotInForce for a day before the first one known."""
        if first <= last:
            raise self._unknown(first)
        return 0

    def _unknown(self, day: int) -> NotInForce:
        known = date.fromordinal(self.first), date.fromordinal(self.last)
        return NotInForce(self.name, date.fromordinal(day), *known, self.label)


@cache
def rate_table(rate: str, creditor: str) -> RateTable:
    """Return the table of a rate ("legal" or "late_payment") for a creditor's quality, over all days known."""
    rates = rate_parameter(rate, creditor)
    daily = [
        int(value.amount * _SCALE)
        for value in rates.values
        for _ in range(((value.until or value.since) - value.since).days + 1)
    ]
    first = rates.values[0].since.toordinal()
    return RateTable(
        name=rates.name,
        label=rates.label,
        first=first,
        last=first + len(daily) - 1,
        earned=tuple(accumulate(daily, initial=0)),
        divisor=year_days() * 100 * _SCALE,
    )
