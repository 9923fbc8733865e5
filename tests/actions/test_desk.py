"""Who does what in an office: given, replaced, listed, and never across offices."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from dument.actions import desk, outcomes, preparing, roles
from dument.actions._move import By
from dument.procedure.states import Act, Actor
from dument.queries import agenda, team
from dument.records.accounts.models import OfficeMember
from dument.records.cases.models import Case
from dument.records.desk.models import Absence, Assignment, Associate, CalendarKey, Preparation
from dument.records.journal.models import EventBody
from dument.records.secrets import hashed
from tests import stories

DAY = date(2026, 10, 26)
AT = stories.instant("2026-10-26")


def as_(people: stories.People, role: str) -> By:
    """Return who acts in that role of the office."""
    user = getattr(people, role)
    return By(actor=Actor.OFFICER, id=str(user.pk), name=user.full_name, role=role)


def test_a_case_is_given_then_taken_back(people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    given: dict[str, Any] = {"office_id": people.office.pk, "case_id": case.pk, "at": AT}
    desk.assign(**given, user_id=people.clerk.pk)
    desk.assign(**given, user_id=people.officer.pk)
    assert Assignment.objects.get(case=case).user_id == people.officer.pk
    desk.assign(**given, user_id=None)
    assert not Assignment.objects.exists()


def test_a_case_is_given_within_its_office_only(people: stories.People) -> None:
    case, others = stories.case_in("submitted", people), stories.people("deux")
    with pytest.raises(ValueError, match="n'est pas de l'étude"):
        desk.assign(office_id=people.office.pk, case_id=case.pk, user_id=others.clerk.pk, at=AT)
    with pytest.raises(Case.DoesNotExist):
        desk.assign(office_id=others.office.pk, case_id=case.pk, user_id=others.clerk.pk, at=AT)
    OfficeMember.objects.filter(user=people.clerk).update(ended_at=AT)
    with pytest.raises(ValueError, match="n'est pas de l'étude"):
        desk.assign(office_id=people.office.pk, case_id=case.pk, user_id=people.clerk.pk, at=AT)


@pytest.mark.parametrize("what", ["assign", "keep"])
def test_nothing_is_written_about_an_erased_case(people: stories.People, what: str) -> None:
    case = stories.case_in("ended", people)
    Case.objects.filter(pk=case.pk).update(purged_on=DAY)
    given: dict[str, Any] = {"office_id": people.office.pk, "case_id": case.pk, "at": AT}
    with pytest.raises(Case.DoesNotExist):
        if what == "assign":
            desk.assign(**given, user_id=people.clerk.pk)
        else:
            preparing.keep(**given, act=Act.PROPOSE, by=as_(people, "clerk"), given={})


def away(people: stories.People, by: str = "officer", **changes: Any) -> None:
    """Note that the clerk is away, the officer standing in."""
    given: dict[str, Any] = {
        "user_id": people.clerk.pk, "replaced_by_id": people.officer.pk, "since": DAY, "until": DAY + timedelta(days=4),
    }  # fmt: skip
    desk.note_absence(office_id=people.office.pk, by=as_(people, by), **(given | changes))


@pytest.mark.parametrize(("day", "seen"), [(-1, False), (0, True), (4, True), (5, False)])
def test_an_absence_shows_on_both_its_days_and_between(people: stories.People, day: int, seen: bool) -> None:
    away(people)
    members = team.team(office_id=people.office.pk, on=DAY + timedelta(days=day))
    (clerk,) = [one for one in members if one.id == people.clerk.pk]
    assert (clerk.stand_in == people.officer.full_name) is seen
    assert (clerk.back_after is not None) is seen
    wanted = {people.officer.pk, people.clerk.pk} if seen else {people.officer.pk}
    assert team.looked_after_by(members, people.officer.pk) == wanted


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"until": DAY - timedelta(days=1)}, "avant d'avoir commencé"),
        ({"replaced_by_id": uuid4()}, "n'est pas de"),
    ],
)
def test_an_impossible_absence_is_refused(people: stories.People, changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        away(people, **changes)
    with pytest.raises(ValueError, match="ne se remplace soi-même"):
        away(people, replaced_by_id=people.clerk.pk)
    assert not Absence.objects.exists()


def test_the_database_refuses_the_same(people: stories.People) -> None:
    def absence(**changes: Any) -> None:
        given: dict[str, Any] = {
            "user": people.clerk,
            "replaced_by": people.officer,
            "since": DAY,
            "until": DAY,
        }
        with transaction.atomic():
            Absence.objects.create(office=people.office, **(given | changes))

    for changes in ({"until": DAY - timedelta(days=1)}, {"replaced_by": people.clerk}):
        with pytest.raises(IntegrityError):
            absence(**changes)


def test_each_notes_his_own_absence_the_officer_anybody_s(people: stories.People) -> None:
    away(people, by="clerk")
    with pytest.raises(roles.Reserved):
        away(people, by="accountant")
    row = Absence.objects.get()
    desk.cancel_absence(office_id=people.office.pk, by=as_(people, "accountant"), absence_id=row.pk)
    assert Absence.objects.exists()
    desk.cancel_absence(office_id=people.office.pk, by=as_(people, "officer"), absence_id=row.pk)
    assert not Absence.objects.exists()


def test_the_list_of_associates_lives_with_the_office(people: stories.People) -> None:
    office, by = people.office.pk, as_(people, "clerk")
    desk.add_associate(office_id=office, by=by, name=" Sacha Durand ", capacity="employee", since=DAY)
    (one,) = team.associates(office_id=office, on=DAY)
    assert (one.name, one.capacity) == ("Sacha Durand", "salarié")
    assert team.associates(office_id=office, on=DAY - timedelta(days=1)) == ()
    with pytest.raises(ValueError, match="antérieur"):
        desk.end_associate(office_id=office, by=by, associate_id=one.id, until=DAY - timedelta(days=1))
    desk.end_associate(office_id=office, by=by, associate_id=one.id, until=DAY)
    assert team.associates(office_id=office, on=DAY)
    assert team.associates(office_id=office, on=DAY + timedelta(days=1)) == ()
    assert Associate.objects.count() == 1


def test_the_list_is_not_the_accountant_s_and_says_what_it_needs(people: stories.People) -> None:
    given: dict[str, Any] = {"office_id": people.office.pk, "name": "X", "capacity": "employee", "since": DAY}
    with pytest.raises(roles.Reserved):
        desk.add_associate(**given, by=as_(people, "accountant"))
    for wrong in ({"name": " "}, {"capacity": "ami"}):
        with pytest.raises(ValueError, match="sa qualité"):
            desk.add_associate(**(given | wrong), by=as_(people, "officer"))


def test_a_calendar_s_secret_is_kept_hashed_replaced_revoked(people: stories.People) -> None:
    given: dict[str, Any] = {"office_id": people.office.pk, "by": as_(people, "clerk"), "at": AT}
    first, second = desk.make_calendar(**given), desk.make_calendar(**given)
    assert agenda.calendar_of(first) is None
    assert agenda.calendar_of(second) == people.office.pk
    assert CalendarKey.objects.get(revoked_at=None).sha256 == hashed(second)
    assert agenda.calendar_of(hashed(second)) is None  # what is kept opens nothing
    desk.revoke_calendar(**given)
    assert agenda.calendar_of(second) is None


def test_a_calendar_dies_with_the_membership(people: stories.People) -> None:
    secret = desk.make_calendar(office_id=people.office.pk, by=as_(people, "clerk"), at=AT)
    OfficeMember.objects.filter(user=people.clerk).update(ended_at=AT)
    assert agenda.calendar_of(secret) is None


def test_nothing_is_prepared_for_a_case_of_others(people: stories.People) -> None:
    case, others = stories.case_in("participating", people), stories.people("deux")
    with pytest.raises(Case.DoesNotExist):
        preparing.keep(
            office_id=others.office.pk,
            case_id=case.pk,
            act=Act.PROPOSE,
            by=as_(others, "clerk"),
            at=AT,
            given={},
        )
    preparing.keep(
        office_id=people.office.pk,
        case_id=case.pk,
        act=Act.PROPOSE,
        by=as_(people, "clerk"),
        at=AT,
        given={"a": "1"},
    )
    assert Preparation.objects.get().seen == case.version
    preparing.give_up(office_id=others.office.pk, case_id=case.pk, act=Act.PROPOSE)
    assert Preparation.objects.exists()


def test_what_a_clerk_prepared_is_taken_up_by_the_act(people: stories.People) -> None:
    case = stories.case_in("accepted", people)
    preparing.keep(
        office_id=people.office.pk,
        case_id=case.pk,
        act=Act.NOTE_ACCEPTANCE,
        by=as_(people, "clerk"),
        at=AT,
        given={},
    )
    outcomes.note_acceptance(case_id=case.pk, by=as_(people, "officer"), at=AT)
    told = EventBody.objects.filter(event__case=case).order_by("event__number").last()
    assert told is not None
    assert json.loads(bytes(told.content))["prepared_by"] == str(people.clerk.pk)
    assert not Preparation.objects.exists()


@pytest.mark.parametrize("role", ["officer", "clerk", "accountant"])
def test_each_role_may_do_what_is_its_own(role: str) -> None:
    may = {act for act in Act if roles.may(role, act)}
    assert may == {"officer": set(Act), "clerk": set(), "accountant": {Act.RECORD_PAYMENT}}[role]
    for actor in (Actor.CREDITOR, Actor.DEBTOR, Actor.CARRIER):
        roles.check(actor=actor, role=role, act=Act.PREPARE)
    if role != "officer":
        with pytest.raises(roles.Reserved, match="Réservé au commissaire de justice"):
            roles.check(actor=Actor.OFFICER, role=role, act=Act.PREPARE)


def test_the_act_itself_refuses_the_role(people: stories.People) -> None:
    from dument.actions import outcomes

    case = stories.case_in("accepted", people)
    with pytest.raises(roles.Reserved):
        outcomes.note_acceptance(case_id=case.pk, by=replace(as_(people, "clerk")), at=AT)
    assert Case.objects.get(pk=case.pk).state == "invited"
