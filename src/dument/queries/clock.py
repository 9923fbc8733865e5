"""What time it is: the database's clock, or the frozen day of the demonstration."""

from __future__ import annotations

from datetime import date, datetime, time

from django.conf import settings

from dument.records.clocks import ClocksDisagree, apart, require, told
from dument.records.reading import PARIS, legal_day

__all__ = ["PARIS", "ClocksDisagree", "apart", "legal_day", "now", "require", "today"]
OPENING = time(10)


def now() -> datetime:
    """Return the present instant, aware of its zone: on every machine the same, since the database tells it.

    With DUMENT_DAY (never in production) the day is frozen: from ten to twenty-two o'clock in Paris, at half
    the pace of the real day, so that acts keep their order and midnight never comes.
    """
    instant = told()
    if not settings.DUMENT_DAY:
        return instant
    frozen = date.fromisoformat(settings.DUMENT_DAY)
    elapsed = instant - instant.replace(hour=0, minute=0, second=0, microsecond=0)
    return datetime.combine(frozen, OPENING, tzinfo=PARIS) + elapsed / 2


def today() -> date:
    """Return the legal day: the day it is in Paris."""
    return legal_day(now())
