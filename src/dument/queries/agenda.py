"""The due days of an office: its calendar, and the sheet of the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from dument.procedure.states import MONTH_RUNNING, OPEN
from dument.queries.lists import Row, rows_of
from dument.queries.tasks import FOR_OFFICE
from dument.records.accounts.models import OfficeMember
from dument.records.cases.models import Case
from dument.records.desk.models import Absence, CalendarKey
from dument.records.reading import legal_day
from dument.records.secrets import hashed

# A calendar holds what is near; a sheet of more lines than this helps nobody.
BACK, AHEAD, MOST = timedelta(days=60), timedelta(days=370), 400
SOON = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A day that counts: its stable name, the case's reference, what falls on it. No party is named."""

    key: str
    on: date
    reference: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheet:
    """What an office has on a day: months over, months about to end, everything else that is its own to do.

    `absent` gives who is away, and who stands in.
    """

    on: date
    over: tuple[Row, ...]
    soon: tuple[Row, ...]
    others: tuple[Row, ...]
    absent: tuple[tuple[str, str], ...]


def due_days(*, office_id: UUID, on: date) -> tuple[Due, ...]:
    """Return the days that count in the open cases of an office, around that day, in order."""
    running = Case.objects.filter(
        office_id=office_id,
        state__in=[state.value for state in MONTH_RUNNING],
        last_day__gte=on - BACK,
        last_day__lte=on + AHEAD,
    )
    found: list[Due] = []
    for reference, last_day in running.values_list("reference", "last_day"):
        if last_day is None:
            continue
        found += [
            Due(key=f"{reference}/mois", on=last_day, reference=reference, what="dernier jour du mois"),
            Due(
                key=f"{reference}/expiration",
                on=last_day + timedelta(days=1),
                reference=reference,
                what="à défaut d'accord, constater l'expiration",
            ),
        ]
    return tuple(sorted(found, key=lambda one: (one.on, one.key)))


def calendar_of(secret: str) -> UUID | None:
    """Return the office whose calendar that secret opens; None once revoked, or once the member left."""
    member = OfficeMember.objects.filter(office=OuterRef("office"), user=OuterRef("user"), ended_at=None)
    keys = CalendarKey.objects.filter(Exists(member), sha256=hashed(secret), revoked_at=None)
    return keys.values_list("office_id", flat=True).first()


def day_sheet(*, office_id: UUID, at: datetime) -> DaySheet:
    """Return what an office has to do on the day of that instant, in three queries."""
    on = legal_day(at)
    opened = Case.objects.filter(office_id=office_id, state__in=[state.value for state in OPEN])
    rows = rows_of(opened, at, "office", MOST)
    near = [row for row in rows if row.by and row.by <= on + SOON]
    away = Absence.objects.filter(office_id=office_id, since__lte=on, until__gte=on)
    return DaySheet(
        on=on,
        over=tuple(row for row in near if row.by and row.by < on),
        soon=tuple(row for row in near if row.by and row.by >= on),
        others=tuple(row for row in rows if row.task in FOR_OFFICE and row not in near),
        absent=tuple(away.values_list("user__full_name", "replaced_by__full_name")),
    )
