"""The people of an office: members and who stands in for them, absences to come, associates and employees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery, UUIDField

from dument.records.accounts.models import OfficeMember
from dument.records.desk.models import Absence, Associate, CalendarKey

CAPACITIES = {"holder": "titulaire", "associate": "associé", "employee": "salarié"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of an office on a day; away, `stand_in` looks after his cases until `back_after`."""

    id: UUID
    name: str
    role: str
    back_after: date | None
    stand_in: str
    stand_in_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRead:
    """An absence, both days counted."""

    id: UUID
    user_id: UUID
    who: str
    stand_in: str
    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssociateRead:
    """A person whose ties count for conflicts of interest; `capacity` in French."""

    id: UUID
    name: str
    capacity: str
    since: date


def team(*, office_id: UUID, on: date) -> tuple[Member, ...]:
    """Return the members of an office on that day, by name, in one query."""
    away = Absence.objects.filter(
        office_id=office_id, user=OuterRef("user"), since__lte=on, until__gte=on
    ).order_by("-since", "-pk")
    rows = (
        OfficeMember.objects.filter(office_id=office_id, ended_at=None)
        .annotate(
            back_after=Subquery(away.values("until")[:1]),
            stand_in=Subquery(away.values("replaced_by__full_name")[:1]),
            stand_in_id=Subquery(away.values("replaced_by")[:1], output_field=UUIDField()),
        )
        .values_list("user_id", "user__full_name", "role", "back_after", "stand_in", "stand_in_id")
        .order_by("user__full_name", "pk")
    )
    return tuple(
        Member(id=pk, name=name, role=role, back_after=until, stand_in=other or "", stand_in_id=other_id)
        for pk, name, role, until, other, other_id in rows
    )


def looked_after_by(members: Iterable[Member], user_id: UUID) -> frozenset[UUID]:
    """Return whose cases a member looks after today: his own, and those of whom he stands in for."""
    return frozenset({user_id, *(one.id for one in members if one.stand_in_id == user_id)})


def absences(*, office_id: UUID, on: date) -> tuple[AbsenceRead, ...]:
    """Return the absences of that day and after."""
    rows = Absence.objects.filter(office_id=office_id, until__gte=on).select_related("user", "replaced_by")
    return tuple(
        AbsenceRead(
            id=row.pk,
            user_id=row.user_id,
            who=row.user.full_name,
            stand_in=row.replaced_by.full_name,
            since=row.since,
            until=row.until,
        )
        for row in rows
    )


def associates(*, office_id: UUID, on: date) -> tuple[AssociateRead, ...]:
    """Return who is an associate or an employee of the office on that day."""
    rows = Associate.objects.filter(Q(until=None) | Q(until__gte=on), office_id=office_id, since__lte=on)
    return tuple(
        AssociateRead(id=row.pk, name=row.name, capacity=CAPACITIES[row.capacity], since=row.since)
        for row in rows
    )


def has_calendar(*, office_id: UUID, user_id: UUID) -> bool:
    """Tell whether the member has a secret address for his calendar."""
    return CalendarKey.objects.filter(office_id=office_id, user_id=user_id, revoked_at=None).exists()
