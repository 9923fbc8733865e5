"""When reconcilers run: each local day once, nights of clock change and missed nights included."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from dument.jobs.reconcilers import RECONCILERS
from dument.jobs.rhythm import PARIS, Daily, Every, due

MORNING = Daily(hour=time(0, 5))


def paris(day: str, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(hour, minute), PARIS)


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25", "2026-06-15", "2026-12-15", "2028-02-29"])
def test_daily_runs_at_its_hour_of_paris_and_not_before(day: str) -> None:
    before = paris(day, 0, 4)
    assert not due(MORNING, before - timedelta(hours=2), before)
    assert due(MORNING, before, paris(day, 0, 5))
    assert not due(MORNING, paris(day, 0, 5) + timedelta(seconds=1), paris(day, 23, 59))


def test_three_years_of_minutes_run_once_a_local_day() -> None:
    at, end, last, ran = paris("2026-01-01", 0), paris("2029-01-01", 0), paris("2025-12-31", 12), []
    while at < end:
        if due(MORNING, last, at):
            ran.append(at)
            last = at
        at = (at.astimezone(UTC) + timedelta(minutes=5)).astimezone(PARIS)
    assert [one.date() for one in ran] == [date(2026, 1, 1) + timedelta(days=n) for n in range(1096)]
    assert {one.time() for one in ran} == {time(0, 5)}


def test_a_missed_night_is_due_as_soon_as_possible() -> None:
    assert due(MORNING, paris("2026-10-13", 0, 6), paris("2026-10-16", 14))
    assert due(MORNING, None, paris("2026-10-16", 14))


def test_a_clock_gone_back_runs_again() -> None:
    assert due(MORNING, paris("2026-11-30", 0, 5), paris("2026-10-16", 14))
    assert due(
        Every(period=timedelta(minutes=1), grace=timedelta(minutes=9)),
        paris("2027-01-01", 0),
        paris("2026-01-01", 0),
    )


def test_every_so_often_waits_that_long() -> None:
    rhythm = Every(period=timedelta(seconds=55), grace=timedelta(minutes=10))
    at = paris("2026-10-16", 14)
    assert not due(rhythm, at - timedelta(seconds=55), at)
    assert due(rhythm, at - timedelta(seconds=56), at)


@pytest.mark.parametrize("one", RECONCILERS, ids=lambda one: one.name)
@pytest.mark.parametrize("day", ["2026-03-28", "2026-10-24", "2026-06-15"])
def test_nobody_is_alarmed_before_the_next_run_could_be_made(one, day) -> None:  # type: ignore[no-untyped-def]
    at = paris(day, 12)
    by = one.rhythm.expected_by(at)
    assert by > at
    assert due(one.rhythm, at, by)
