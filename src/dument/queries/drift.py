"""How far this machine's clock is from the database's, which tells the legal day: beyond a bound, no act is done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings

from dument.queries import clock

MOST = timedelta(seconds=60)


def drift(at: datetime) -> timedelta:
    """Return how far this machine's clock is ahead of `at`, which the database has just told; none on a frozen day."""
    return timedelta(0) if settings.DUMENT_DAY else datetime.now(UTC) - at


def too_far(at: datetime) -> bool:
    """Tell whether the two clocks disagree by more than a minute: one of them lies, and nobody knows which."""
    return abs(drift(at)) > MOST


def now_too_far() -> bool:
    """Ask the database what time it is, and tell whether this machine disagrees; never on a frozen day."""
    return not settings.DUMENT_DAY and too_far(clock.now())
