"""The calendar: Easter against a table, holidays against another library, months and working days."""

from __future__ import annotations

from datetime import date, timedelta

import holidays as other_library
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.law.days import add_months, add_years, easter, holidays, is_working_day, next_working_day

days = st.dates(date(2016, 6, 1), date(2099, 12, 31))
TERRITORIES = ("", "57", "67", "68", "971", "972", "973", "974", "976", "977", "978")
LOCAL = {
    "57": {date(2026, 4, 3), date(2026, 12, 26)},
    "67": {date(2026, 4, 3), date(2026, 12, 26)},
    "68": {date(2026, 4, 3), date(2026, 12, 26)},
    "971": {date(2026, 5, 27)},
    "972": {date(2026, 5, 22)},
    "973": {date(2026, 6, 10)},
    "974": {date(2026, 12, 20)},
    "976": {date(2026, 4, 27)},
    "977": {date(2026, 10, 9)},
    "978": {date(2026, 5, 27)},
}


@pytest.mark.parametrize(
    "sunday",
    [
        date(1583, 4, 10), date(1818, 3, 22), date(1943, 4, 25), date(2000, 4, 23), date(2019, 4, 21),
        date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2028, 4, 16),
        date(2029, 4, 1), date(2038, 4, 25), date(2285, 3, 22),
    ],
)  # fmt: skip
def test_easter(sunday: date) -> None:
    assert easter(sunday.year) == sunday


def test_no_easter_before_the_calendar() -> None:
    with pytest.raises(ValueError, match="1583"):
        easter(1582)


@given(st.integers(1583, 9999))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    sunday = easter(year)
    assert sunday.weekday() == 6
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)


@pytest.mark.parametrize("year", range(2016, 2051))
def test_the_eleven_days_of_the_labour_code_agree_with_another_library(year: int) -> None:
    theirs = other_library.country_holidays("FR", years=year)
    assert set(holidays(year)) == set(theirs)
    assert len(holidays(year)) == 11 - (easter(year) + timedelta(days=39) == date(year, 5, 8))


@pytest.mark.parametrize("year", range(2016, 2051))
@pytest.mark.parametrize(
    ("departement", "subdivision"),
    [("57", "57"), ("67", "6AE"), ("973", "973"), ("974", "974"), ("976", "976"), ("977", "BL")],
)
def test_local_days_agree_where_the_other_library_keeps_to_the_law(
    year: int, departement: str, subdivision: str
) -> None:
    theirs = other_library.country_holidays("FR", subdiv=subdivision, years=year)
    assert set(holidays(year, departement)) == set(theirs)


@pytest.mark.parametrize("departement", ["971", "972"])
def test_the_other_library_adds_days_that_no_statute_makes_in_the_antilles(departement: str) -> None:
    theirs = other_library.country_holidays("FR", subdiv=departement, years=2026)
    assert set(holidays(2026, departement)) < set(theirs)


@pytest.mark.parametrize("departement", sorted(LOCAL))
def test_local_days_come_from_the_statute(departement: str) -> None:
    assert set(holidays(2026, departement)) - set(holidays(2026)) == LOCAL[departement]


def test_another_place_is_the_mainland() -> None:
    assert holidays(2026, "13") == holidays(2026, "") == holidays(2026)
    assert holidays(2026)[date(2026, 5, 14)] == "Ascension"


@pytest.mark.parametrize(
    ("day", "territories", "working"),
    [
        (date(2026, 11, 13), (), True),
        (date(2026, 11, 14), (), False),
        (date(2026, 11, 15), (), False),
        (date(2026, 11, 11), (), False),
        (date(2026, 4, 3), (), True),
        (date(2026, 4, 3), ("13",), True),
        (date(2026, 4, 3), ("13", "57"), False),
        (date(2027, 12, 20), ("974",), False),
        (date(2027, 12, 20), ("976",), True),
    ],
)
def test_working_days(day: date, territories: tuple[str, ...], working: bool) -> None:
    assert is_working_day(day, territories) is working


@given(days, st.lists(st.sampled_from(TERRITORIES), max_size=3))
def test_the_next_working_day_is_the_first_one(day: date, territories: list[str]) -> None:
    found = next_working_day(day, iter(territories))
    assert is_working_day(found, territories)
    assert day <= found <= day + timedelta(days=6)
    between = (day + timedelta(days=count) for count in range((found - day).days))
    assert not any(is_working_day(one, territories) for one in between)


@given(days)
def test_local_days_only_push_later(day: date) -> None:
    for territory in TERRITORIES:
        assert next_working_day(day, (territory,)) >= next_working_day(day)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 10, 13), 1, date(2026, 11, 13)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 3, 31), 0, date(2026, 3, 31)),
    ],
)
def test_months(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


def test_years() -> None:
    assert add_years(date(2024, 2, 29), 2) == date(2026, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


@given(days, st.integers(0, 600))
def test_a_month_keeps_the_number_or_ends_the_month(day: date, months: int) -> None:
    then = add_months(day, months)
    assert (then.year - day.year) * 12 + then.month - day.month == months
    assert then.day == day.day or (then.day < day.day and (then + timedelta(days=1)).day == 1)


@given(days, days, st.integers(0, 60))
def test_an_earlier_event_never_ends_later(one: date, other: date, months: int) -> None:
    assert add_months(min(one, other), months) <= add_months(max(one, other), months)
