"""How long a file or a trace is kept (RGPD 5, loi 78-17 4), and the day on which that time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dument.law.days import add_months
from dument.law.parameters import Value, parameter

PERIODS = "retention_months"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A time of keeping: its last day, and the dated value that tells it (months, article, certainty)."""

    last_day: date
    value: Value

    def over(self, on: date) -> bool:
        """Tell whether the time is over on that day: the last day still belongs to it."""
        return on > self.last_day


def kept(*, kind: str, since: date, on: date) -> Kept:
    """Return how long what ended on `since` is kept, by the period in force on `on` (RGPD 5).

    `kind` is a key of the periods: draft, declined, given_up, refused, title, reading. Raises UnknownParameter
    for any other, NotInForce for a day before the first known.
    """
    value = parameter(PERIODS, kind).on(on)
    return Kept(last_day=add_months(since, int(value.amount)), value=value)
