"""The clock of the pages: the database's, or the frozen day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

import pytest
from django.test import Client

from dument.queries import clock, drift


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
@pytest.mark.parametrize(("ahead", "stopped"), [(-61, True), (-59, False), (59, False), (61, True)])
def test_nothing_is_written_while_the_clocks_disagree(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch, ahead: int, stopped: bool
) -> None:
    class Shifted(datetime):
        """This machine's clock, that many seconds off."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return told + timedelta(seconds=ahead)

    settings.DUMENT_DAY = ""
    told = clock.now()
    monkeypatch.setattr(clock, "now", lambda: told)
    monkeypatch.setattr(drift, "datetime", Shifted)
    answer = client.post("/repondre", {"reference": "DU-0000-0000", "code": "AAAA"})
    assert (answer.status_code == 503) is stopped
    assert ("horloges" in answer.content.decode()) is stopped
    assert client.get("/").status_code == 200
    settings.DUMENT_DAY = "2026-10-13"
    assert not drift.now_too_far()
