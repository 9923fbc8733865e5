"""How long files and traces are kept: both sides of each bound, and a certainty that is never hidden."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dument.law.days import add_months
from dument.law.parameters import UnknownParameter, keys_of
from dument.law.retention import PERIODS, kept

SINCE = date(2026, 10, 13)


@pytest.mark.parametrize(
    ("kind", "months"),
    [("draft", 6), ("declined", 60), ("given_up", 60), ("refused", 60), ("title", 120), ("reading", 12)],
)
def test_the_last_day_is_kept_and_the_next_is_over(kind: str, months: int) -> None:
    period = kept(kind=kind, since=SINCE, on=SINCE)
    assert period.last_day == add_months(SINCE, months)
    assert not period.over(period.last_day)
    assert period.over(period.last_day + timedelta(days=1))


def test_the_end_of_a_short_month() -> None:
    assert kept(kind="draft", since=date(2026, 8, 31), on=date(2027, 1, 1)).last_day == date(2027, 2, 28)


def test_no_period_is_told_surer_than_it_is() -> None:
    told = {kind: kept(kind=kind, since=SINCE, on=SINCE).value.certainty for kind in keys_of(PERIODS)}
    assert told == {
        "draft": "inferred", "declined": "inferred", "given_up": "inferred",
        "refused": "secondary", "title": "unconfirmed", "reading": "secondary",
    }  # fmt: skip


def test_a_kind_of_its_own_is_unknown() -> None:
    with pytest.raises(UnknownParameter):
        kept(kind="love_letter", since=SINCE, on=SINCE)
