"""The clock of the pages: the database's, or the frozen day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dument.queries import clock


@pytest.mark.django_db
def test_frozen_day_stays_within_itself(settings: Any) -> None:
    settings.DUMENT_DAY = "2026-10-13"
    first, second = clock.now(), clock.now()
    assert first <= second
    assert clock.today() == date(2026, 10, 13)
    assert 10 <= first.astimezone(clock.PARIS).hour < 22


@pytest.mark.django_db
def test_clock_is_the_database_s(settings: Any) -> None:
    settings.DUMENT_DAY = ""
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.now().tzinfo is not None
