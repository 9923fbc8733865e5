"""The offices that may take a claim, with what helps to choose: how near, how busy, how quick, whose turn it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Count, Max, Q

from dument.procedure.states import CLOSED, State
from dument.queries.parts import OfficeRead, office_read
from dument.records.accounts.models import Office
from dument.records.cases.models import Case

LOOKED_BACK = timedelta(days=365)
ENOUGH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An office of the court. `near` is 0 (same town), 1 (same département) or 2; `load` counts its open cases.

    `delay` is the median of days from the mandate to the letter over the last year; None under three letters.
    `next` marks the one whose turn it is: it was chosen longest ago.
    """

    office: OfficeRead
    near: int
    load: int
    delay: int | None
    next: bool


def offices_to_choose(*, court: str, departement: str, city: str, on: date) -> tuple[Choice, ...]:
    """Return the offices whose seat lies in that court, the nearest to the debtor first, then the least busy."""
    closed = [state.value for state in CLOSED]
    busy = Q(cases__office__isnull=False) & ~Q(cases__state__in=[*closed, State.DRAFT.value])
    rows = list(Office.objects.filter(court=court).annotate(load=Count("cases", filter=busy)).order_by("pk"))
    delays = _delays(rows, on)
    turn = _turn(rows)
    choices = [
        Choice(
            office=office_read(row),
            near=_near(row, departement, city),
            load=row.load,
            delay=delays.get(row.pk),
            next=row.pk == turn,
        )
        for row in rows
    ]
    return tuple(sorted(choices, key=lambda one: (one.near, one.load, one.office.city, one.office.name)))


def _near(row: Office, departement: str, city: str) -> int:
    if row.departement != departement:
        return 2
    return 0 if row.city.casefold() == city.casefold() else 1


def _delays(rows: Sequence[Office], on: date) -> dict[object, int]:
    sent = Case.objects.filter(office__in=rows, dispatched_on__gte=on - LOOKED_BACK)
    days: dict[object, list[int]] = {}
    for office, mandate_on, dispatched_on in sent.values_list("office_id", "mandate_on", "dispatched_on"):
        if mandate_on and dispatched_on:
            days.setdefault(office, []).append((dispatched_on - mandate_on).days)
    return {office: round(median(found)) for office, found in days.items() if len(found) >= ENOUGH}


def _turn(rows: Sequence[Office]) -> object:
    """Return the office chosen longest ago, drafts included, so that each gets its turn; None without offices."""
    last = Case.objects.filter(chosen_office__in=rows).values("chosen_office").annotate(at=Max("created_at"))
    chosen = {row["chosen_office"]: row["at"] for row in last}
    never = [row.pk for row in rows if row.pk not in chosen]
    return never[0] if never else min(chosen, key=lambda office: chosen[office], default=None)
