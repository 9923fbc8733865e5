"""When a reconciler must run: every so often, or each day at an hour of Paris, whatever the nights of clock change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
ONE_DAY = timedelta(days=1)


class Rhythm(Protocol):
    """Tells when the last run should have started, and by when the next must have ended."""

    def last_due(self, at: datetime) -> datetime:
        """Return the latest instant, `at` included, at which a run should have started."""
        ...

    def expected_by(self, at: datetime) -> datetime:
        """Return the instant after which, with no run since `at`, somebody must be alarmed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """Again after that long; late after `grace`."""

    period: timedelta
    grace: timedelta

    def last_due(self, at: datetime) -> datetime:
        """Return one period before `at`."""
        return at - self.period

    def expected_by(self, at: datetime) -> datetime:
        """Return `at` and the grace."""
        return at + self.grace


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    """Each day at that local time in Paris, decided by local time: once on the nights of 23 and 25 hours too."""

    hour: time
    grace: timedelta = timedelta(hours=1)

    def last_due(self, at: datetime) -> datetime:
        """Return today's hour in Paris if it is past, else yesterday's."""
        local = at.astimezone(PARIS)
        today = datetime.combine(local.date(), self.hour, PARIS)
        return today if today <= local else datetime.combine(local.date() - ONE_DAY, self.hour, PARIS)

    def expected_by(self, at: datetime) -> datetime:
        """Return the next hour in Paris and the grace."""
        following = self.last_due(at).date() + ONE_DAY
        return datetime.combine(following, self.hour, PARIS) + self.grace


def due(rhythm: Rhythm, last_run: datetime | None, at: datetime) -> bool:
    """Tell whether a run is due: never run, missed, or last run in what is now the future (a clock went back)."""
    return last_run is None or last_run > at or last_run < rhythm.last_due(at)
