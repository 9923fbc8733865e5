"""The calendar: Easter, public holidays by territory, working days, counting of months.

A territory is the code of a département ("57", "974", "978"); any other text is the mainland without local
days.
Sources: C. trav. L3133-1, L3134-13, L3422-2; CPC 641, 642.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from dument.law.tables import load_csv

_SATURDAY = 5


@cache
def easter(year: int) -> date:
    """Return Easter Sunday of `year` in the Gregorian calendar (Meeus, Jones and Butcher), from 1583 on.

    Raises ValueError before 1583, when France had no such calendar.
    """
    if year < 1583:
        raise ValueError(f"Pâques {year} : le calcul vaut pour le calendrier grégorien, à partir de 1583.")
    golden, (century, rest) = year % 19, divmod(year, 100)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def _holidays(year: int, territory: str) -> tuple[tuple[date, str], ...]:
    days = []
    for row in load_csv("holidays.csv"):
        everywhere = not row["for"]
        if everywhere or territory in row["for"].split():
            days.append((_day_of(row["rule"], year), row["name"]))
    return tuple(sorted(days))


def holidays(year: int, territory: str = "") -> dict[date, str]:
    """Return the public holidays of `year` in `territory`, in order, with their French names.

    A day that is two holidays at once bears the name of the last one of the table.
    """
    return dict(_holidays(year, territory))


def is_working_day(day: date, territories: Iterable[str] = ()) -> bool:
    """Tell whether `day` is neither a Saturday, a Sunday, nor a holiday, of France or of `territories`."""
    if day.weekday() >= _SATURDAY:
        return False
    return not any(day in holidays(day.year, territory) for territory in ("", *territories))


def next_working_day(day: date, territories: Iterable[str] = ()) -> date:
    """Return `day` when it is a working day, else the first working day after it (CPC 642 al. 2)."""
    places = tuple(territories)
    while not is_working_day(day, places):
        day += timedelta(days=1)
    return day


def add_months(day: date, months: int) -> date:
    """Return the day `months` later that bears the same number, else the last of that month (CPC 641 al. 2).

    31 January + 1 is 28 or 29 February; 28 February + 1 is 28 March.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """Return the anniversary of `day` after `years`; 29 February becomes 28 February (C. civ. 2229)."""
    return add_months(day, 12 * years)


def _day_of(rule: str, year: int) -> date:
    """Return the day of `year` that `rule` names: "05-01", or "easter+39"."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.removeprefix("easter")))
    month, day = rule.split("-")
    return date(year, int(month), int(day))
