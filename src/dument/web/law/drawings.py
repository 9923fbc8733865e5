"""What is drawn beside an answer: bars of amounts, and the month as a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext

from dument.law.days import holidays
from dument.law.deadlines import Deadline
from dument.law.money import in_french
from dument.web.languages import StrOrPromise

WEEK = 7
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: its name, its amount, its colour's name, where it starts and how wide it is (percent)."""

    label: StrOrPromise
    amount: Decimal
    tone: str
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of amounts; `mark` is where a limit stands, empty when there is none; `told` says it in words."""

    parts: tuple[Part, ...]
    told: str
    mark: str = ""
    mark_label: StrOrPromise = ""


def bar(
    amounts: Sequence[tuple[StrOrPromise, Decimal, str]],
    limit: Decimal | None = None,
    limit_label: StrOrPromise = "",
) -> Bar:
    """Return a bar of (name, amount, tone), as wide as their sum or as the limit, whichever is more."""
    whole = max(sum((amount for _, amount, _ in amounts), Decimal(0)), limit or Decimal(0))
    parts, at = [], Decimal(0)
    for label, amount, tone in amounts:
        if amount > 0:
            parts.append(Part(label, amount, tone, _percent(at, whole), _percent(amount, whole)))
            at += amount
    told = ", ".join(f"{part.label} {in_french(part.amount)}" for part in parts)
    if limit is None:
        return Bar(tuple(parts), told)
    told = gettext("%(what)s ; %(limit)s %(amount)s") % {
        "what": told,
        "limit": limit_label,
        "amount": in_french(limit),
    }
    return Bar(tuple(parts), told, _percent(limit, whole), limit_label)


def _percent(amount: Decimal, whole: Decimal) -> str:
    return f"{(100 * amount / whole if whole else Decimal(0)):.3f}%"


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the calendar: its number, its classes, and what it is, in words ("" for an ordinary day)."""

    on: date
    classes: str
    told: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The weeks from the dispatch to the last day, Monday first."""

    weeks: tuple[tuple[Cell, ...], ...]


def month(*, dispatched_on: date, deadline: Deadline, territories: Iterable[str]) -> Calendar:
    """Return the month of the procedure as a calendar of whole weeks."""
    places = ("", *territories)
    first = dispatched_on - timedelta(days=dispatched_on.weekday())
    last = deadline.extended_local + timedelta(days=WEEK - 1 - deadline.extended_local.weekday())
    days = [first + timedelta(days=rank) for rank in range((last - first).days + 1)]
    cells = [_cell(day, dispatched_on, deadline, places) for day in days]
    return Calendar(tuple(tuple(cells[at : at + WEEK]) for at in range(0, len(cells), WEEK)))


def _cell(day: date, dispatched_on: date, deadline: Deadline, places: Iterable[str]) -> Cell:
    found = [name for place in places if (name := holidays(day.year, place).get(day))]
    marks = {
        deadline.extended_local: ("end", gettext("dernier jour, reporté")),
        deadline.extended: ("end", gettext("dernier jour, reporté")),
        deadline.raw: ("end", gettext("dernier jour du mois")),
        dispatched_on: ("sent", gettext("envoi de la lettre")),
    }
    classes, told = [], []
    if day in marks:
        classes.append(marks[day][0])
        told.append(marks[day][1])
    elif dispatched_on < day < deadline.extended_local:
        classes.append("runs")
    else:
        classes.append("out")
    if found or day.weekday() >= SATURDAY:
        classes.append("idle")
        told.append(gettext(found[0]) if found else gettext("week-end"))
    return Cell(day, " ".join(classes), ", ".join(told))
