"""The month: raw, extended, extended locally."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.law.days import add_months, is_working_day
from dument.law.deadlines import months_from, one_month
from dument.law.parameters import NotInForce

days = st.dates(date(2016, 6, 1), date(2099, 12, 31))
places = st.lists(st.sampled_from(["13", "57", "974", "978", "2A"]), max_size=3)


@pytest.mark.parametrize(
    ("sent", "places", "raw", "extended", "local"),
    [
        (date(2026, 10, 13), (), date(2026, 11, 13), date(2026, 11, 13), date(2026, 11, 13)),
        (date(2027, 1, 31), (), date(2027, 2, 28), date(2027, 3, 1), date(2027, 3, 1)),
        (date(2028, 1, 30), (), date(2028, 2, 29), date(2028, 2, 29), date(2028, 2, 29)),
        (date(2027, 4, 1), (), date(2027, 5, 1), date(2027, 5, 3), date(2027, 5, 3)),
        (date(2026, 3, 3), ("57",), date(2026, 4, 3), date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 3, 3), ("13", "68"), date(2026, 4, 3), date(2026, 4, 3), date(2026, 4, 7)),
        (date(2027, 11, 20), ("974",), date(2027, 12, 20), date(2027, 12, 20), date(2027, 12, 21)),
        (date(2026, 4, 22), ("972",), date(2026, 5, 22), date(2026, 5, 22), date(2026, 5, 26)),
    ],
)
def test_one_month(sent: date, places: tuple[str, ...], raw: date, extended: date, local: date) -> None:
    found = one_month(dispatched_on=sent, territories=places)
    assert (found.raw, found.extended, found.extended_local) == (raw, extended, local)
    assert found.certainty == ("inferred" if raw == local else "unconfirmed")
    cited = [str(reference) for reference in found.references]
    assert {"CPCE, art. L125-1 al. 2", "CPC, art. 641 al. 2", "CPC, art. 642 al. 2"} <= set(cited)
    assert ("C. trav., art. L3422-2" in cited) is (extended != local)


def test_the_explanation_names_the_day_that_moved_it() -> None:
    found = one_month(dispatched_on=date(2026, 3, 3), territories=("57",))
    assert "vendredi 3 avril 2026" in found.explanation[0]
    assert "pas de report" in found.explanation[1]
    assert "Vendredi saint" in found.explanation[2]
    assert "mardi 7 avril 2026" in found.explanation[2]
    sunday = one_month(dispatched_on=date(2026, 10, 15))
    assert "(dimanche)" in sunday.explanation[1]
    holiday = one_month(dispatched_on=date(2026, 4, 14))
    assert "(Ascension)" in holiday.explanation[1]


def test_each_day_of_the_week_is_named() -> None:
    named = [
        one_month(dispatched_on=date(2026, 10, day)).explanation[0].rsplit(": ")[-1] for day in range(2, 9)
    ]
    assert [day.split()[0] for day in named] == [
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
    ]


def test_before_the_procedure_existed_there_is_no_month() -> None:
    assert one_month(dispatched_on=date(2016, 6, 1)).raw == date(2016, 7, 1)
    with pytest.raises(NotInForce):
        one_month(dispatched_on=date(2016, 5, 31))


def test_a_period_has_at_least_one_month() -> None:
    assert months_from(event_on=date(2026, 10, 13), months=2).raw == date(2026, 12, 13)
    with pytest.raises(ValueError, match="au moins un mois"):
        months_from(event_on=date(2026, 10, 13), months=0)


@given(days, st.integers(1, 24), places)
def test_each_extension_only_pushes_to_a_working_day(day: date, months: int, territories: list[str]) -> None:
    found = months_from(event_on=day, months=months, territories=territories)
    assert found.raw == add_months(day, months)
    assert found.raw <= found.extended <= found.extended_local <= found.raw + timedelta(days=7)
    assert is_working_day(found.extended)
    assert is_working_day(found.extended_local, territories)
    assert len(found.explanation) == (2 if found.extended == found.extended_local else 3)
