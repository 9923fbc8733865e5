"""The clock of the pages: the database's, or the frozen day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from dument.queries import clock
from dument.records import clocks


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


@pytest.mark.django_db
@pytest.mark.parametrize(("ahead", "stopped"), [(-61, True), (-60, False), (60, False), (61, True)])
def test_nothing_is_written_while_the_clocks_disagree(
    client: Client, monkeypatch: pytest.MonkeyPatch, ahead: int, stopped: bool
) -> None:
    monkeypatch.setattr(clocks, "SURE", 0.0)
    monkeypatch.setattr(clocks, "apart", lambda: timedelta(seconds=ahead))
    answer = client.post("/repondre", {"reference": "DU-0000-0000", "code": "AAAA"})
    assert (answer.status_code == 503) is stopped
    assert ("horloges" in answer.content.decode()) is stopped
    assert client.get("/").status_code == 200
