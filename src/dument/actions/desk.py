"""Who does what in an office: cases given to a member, absences and who stands in, associates, calendars."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError

from dument.actions import roles
from dument.actions._move import By
from dument.records import clocks
from dument.records.accounts.models import OfficeMember
from dument.records.cases.models import Case
from dument.records.desk.models import Absence, Assignment, Associate, CalendarKey
from dument.records.secrets import hashed

CAPACITIES = frozenset({"holder", "associate", "employee"})


def assign(*, office_id: UUID, case_id: UUID, user_id: UUID | None, at: datetime) -> None:
    """Give a case to a member of the office, or to nobody (None). The case itself does not move.

    Raises Case.DoesNotExist for a case of another office or erased, ValueError for somebody who is not of the office.
    """
    with clocks.agreeing():
        case = Case.objects.select_for_update(of=("self",)).get(
            pk=case_id, office_id=office_id, purged_on=None
        )
        if user_id is None:
            Assignment.objects.filter(case=case).delete()
            return
        _of_the_office(office_id, [user_id])
        Assignment.objects.update_or_create(
            case=case, defaults={"office_id": office_id, "user_id": user_id, "at": at}
        )


def note_absence(
    *, office_id: UUID, by: By, user_id: UUID, replaced_by_id: UUID, since: date, until: date
) -> None:
    """Note that a member is away, both days counted, and who looks after his cases meanwhile.

    An officer notes anybody's absence, others their own. Raises Reserved, ValueError.
    """
    if by.role != roles.OFFICER and by.id != str(user_id):
        raise roles.Reserved
    if until < since:
        raise ValueError("L'absence finit avant d'avoir commencé : vérifiez les dates.")
    if user_id == replaced_by_id:
        raise ValueError("Personne ne se remplace soi-même : choisissez quelqu'un d'autre.")
    _of_the_office(office_id, [user_id, replaced_by_id])
    Absence.objects.create(
        office_id=office_id, user_id=user_id, replaced_by_id=replaced_by_id, since=since, until=until
    )


def cancel_absence(*, office_id: UUID, by: By, absence_id: UUID) -> None:
    """Cancel an absence: an officer anybody's, others their own. Nothing happens when there is none."""
    mine = Absence.objects.filter(office_id=office_id, pk=absence_id)
    if by.role != roles.OFFICER:
        mine = mine.filter(user_id=by.id)
    mine.delete()


def add_associate(*, office_id: UUID, by: By, name: str, capacity: str, since: date) -> None:
    """Add somebody whose ties count for conflicts of interest (ord. 2016-728 art. 8). Raises Reserved, ValueError."""
    _keeps_the_list(by)
    if capacity not in CAPACITIES or not name.strip():
        raise ValueError("Donnez le nom de la personne et sa qualité : titulaire, associé ou salarié.")
    Associate.objects.create(office_id=office_id, name=name.strip(), capacity=capacity, since=since)


def end_associate(*, office_id: UUID, by: By, associate_id: UUID, until: date) -> None:
    """Note that a person of the list left the office on that day; the line stays. Raises Reserved, ValueError."""
    _keeps_the_list(by)
    try:
        with clocks.agreeing():
            Associate.objects.filter(office_id=office_id, pk=associate_id, until=None).update(until=until)
    except IntegrityError as refused:
        raise ValueError("Ce départ est antérieur à l'arrivée : vérifiez la date.") from refused


def make_calendar(*, office_id: UUID, by: By, at: datetime) -> str:
    """Return a new secret for the member's calendar, told once; the former one opens nothing any more."""
    secret = secrets.token_urlsafe(32)
    with clocks.agreeing():
        revoke_calendar(office_id=office_id, by=by, at=at)
        CalendarKey.objects.create(office_id=office_id, user_id=by.id, sha256=hashed(secret), made_at=at)
    return secret


def revoke_calendar(*, office_id: UUID, by: By, at: datetime) -> None:
    """Revoke the secret of the member's calendar, if there is one."""
    CalendarKey.objects.filter(office_id=office_id, user_id=by.id, revoked_at=None).update(revoked_at=at)


def _of_the_office(office_id: UUID, user_ids: Iterable[UUID]) -> None:
    wanted = set(user_ids)
    members = OfficeMember.objects.filter(office_id=office_id, user_id__in=wanted, ended_at=None)
    if set(members.values_list("user_id", flat=True)) != wanted:
        raise ValueError("Cette personne n'est pas de l'étude : choisissez-la dans la liste.")


def _keeps_the_list(by: By) -> None:
    """An accountant keeps the accounts; the list of persons is the officer's and the clerks'."""
    if by.role == roles.ACCOUNTANT:
        raise roles.Reserved
