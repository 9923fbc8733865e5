"""Members of an office: who may join, by which link, and what is never lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import DatabaseError, transaction

from dument.actions import desk, members
from dument.actions.members import Invited, NotPossible
from dument.procedure.states import Actor
from dument.records.accounts.models import Invitation, MemberEvent, OfficeMember, User
from dument.records.desk.models import Absence, Assignment
from tests import stories

AT = stories.instant("2026-10-26")
EMAIL = "nouvelle@etude.example"


@pytest.fixture
def people(db: None) -> stories.People:
    """An office and its people."""
    return stories.people()


def invite(people: stories.People, **changes: Any) -> Invited:
    """Invite EMAIL as a clerk."""
    given: dict[str, Any] = {"email": EMAIL, "role": "clerk", "at": AT}
    return members.invite(office_id=people.office.pk, by=people.officer.pk, **(given | changes))


def member(people: stories.People, user: User) -> OfficeMember:
    """Return the present membership of that user."""
    return OfficeMember.objects.get(office=people.office, user=user, ended_at=None)


def kinds() -> list[str]:
    """Return what the register says, oldest first."""
    return list(MemberEvent.objects.order_by("at", "id").values_list("kind", flat=True))


def test_the_person_invited_joins_in_that_role_and_the_link_dies(people: stories.People) -> None:
    invited, user = invite(people, email=" Nouvelle@Etude.example "), stories.user(EMAIL, "Nour Elle")
    assert invited.secret not in str(list(Invitation.objects.values_list()))
    assert members.accept(secret=invited.secret, user=user, at=AT) == people.office.pk
    assert member(people, user).role == "clerk"
    assert kinds() == ["invited", "accepted"]
    with pytest.raises(NotPossible, match="ne sert plus"):
        members.accept(secret=invited.secret, user=user, at=AT)


@pytest.mark.parametrize(
    ("after", "opens"),
    [(timedelta(days=7, microseconds=-1), True), (timedelta(days=7), False)],
    ids=["last instant", "seven days"],
)
def test_a_link_lives_seven_days(people: stories.People, after: timedelta, opens: bool) -> None:
    invited, user = invite(people), stories.user(EMAIL, "Nour Elle")
    if opens:
        members.accept(secret=invited.secret, user=user, at=AT + after)
    else:
        with pytest.raises(NotPossible, match="ne sert plus"):
            members.accept(secret=invited.secret, user=user, at=AT + after)


def test_the_link_is_nothing_without_the_verified_address(people: stories.People) -> None:
    """Neither another account, nor an account that claims the address without having confirmed it."""
    invited, stranger = invite(people), stories.user("autre@etude.example", "Autre")
    with pytest.raises(NotPossible, match="autre adresse"):
        members.accept(secret=invited.secret, user=stranger, at=AT)
    claimed = stories.user(EMAIL, "Nour Elle")
    EmailAddress.objects.filter(user=claimed).update(verified=False)
    with pytest.raises(NotPossible, match="autre adresse"):
        members.accept(secret=invited.secret, user=claimed, at=AT)
    assert not OfficeMember.objects.filter(user__in=(stranger, claimed)).exists()


def test_a_link_taken_back_or_replaced_opens_nothing(people: stories.People) -> None:
    first, user = invite(people), stories.user(EMAIL, "Nour Elle")
    second = invite(people, role="officer")
    with pytest.raises(NotPossible, match="ne sert plus"):
        members.accept(secret=first.secret, user=user, at=AT)
    members.revoke(office_id=people.office.pk, by=people.officer.pk, invitation_id=second.id, at=AT)
    with pytest.raises(NotPossible, match="ne sert plus"):
        members.accept(secret=second.secret, user=user, at=AT)
    with pytest.raises(NotPossible, match="plus ouverte"):
        members.revoke(office_id=people.office.pk, by=people.officer.pk, invitation_id=second.id, at=AT)
    assert kinds() == ["invited", "invited", "revoked"]


def test_nothing_is_done_about_another_office(people: stories.People) -> None:
    other, invited = stories.people("deux"), invite(people)
    with pytest.raises(NotPossible):
        members.revoke(office_id=other.office.pk, by=other.officer.pk, invitation_id=invited.id, at=AT)
    clerk = member(people, people.clerk).pk
    with pytest.raises(NotPossible, match="plus membre"):
        members.end(office_id=other.office.pk, by=other.officer.pk, member_id=clerk, at=AT)


def test_a_member_is_not_invited_again_nor_accepted_twice(people: stories.People) -> None:
    with pytest.raises(NotPossible, match="déjà membre"):
        invite(people, email=people.clerk.email.upper())
    invited, user = invite(people), stories.user(EMAIL, "Nour Elle")
    OfficeMember.objects.create(office=people.office, user=user, role="clerk")
    with pytest.raises(NotPossible, match="déjà membre"):
        members.accept(secret=invited.secret, user=user, at=AT)


def test_a_role_changes_then_ends(people: stories.People) -> None:
    office, by = people.office.pk, people.officer.pk
    clerk = member(people, people.clerk).pk
    members.change_role(office_id=office, by=by, member_id=clerk, role="officer", at=AT)
    members.change_role(office_id=office, by=by, member_id=clerk, role="officer", at=AT)
    assert member(people, people.clerk).role == "officer"
    members.end(office_id=office, by=by, member_id=clerk, at=AT)
    with pytest.raises(NotPossible, match="plus membre"):
        members.end(office_id=office, by=by, member_id=clerk, at=AT)
    assert kinds() == ["role_changed", "ended"]


def test_what_a_leaver_looked_after_is_nobody_s(people: stories.People) -> None:
    """His cases and the absence in which he stood in: no case waits for somebody who can't come."""
    office, by = people.office.pk, people.officer.pk
    cases = [stories.case_in("submitted", people) for _ in range(2)]
    for case, who in zip(cases, (people.clerk, people.accountant), strict=True):
        desk.assign(office_id=office, case_id=case.pk, user_id=who.pk, at=AT)
    for who, stand_in, until in (
        (people.clerk, people.officer, 26),
        (people.officer, people.clerk, 26),
        (people.officer, people.clerk, 25),
    ):
        desk.note_absence(
            office_id=office,
            by=people.by(Actor.OFFICER),
            user_id=who.pk,
            replaced_by_id=stand_in.pk,
            since=date(2026, 10, 20),
            until=date(2026, 10, until),
        )
    left = members.end(office_id=office, by=by, member_id=member(people, people.clerk).pk, at=AT)
    assert (left.cases, left.absences) == (1, 1)
    assert Assignment.objects.get().user_id == people.accountant.pk
    assert Absence.objects.get().until == date(2026, 10, 25)  # what is over stays told


def test_an_office_keeps_an_officer(people: stories.People) -> None:
    office, by = people.office.pk, people.officer.pk
    last = member(people, people.officer).pk
    with pytest.raises(NotPossible, match="commissaire de justice"):
        members.end(office_id=office, by=by, member_id=last, at=AT)
    with pytest.raises(NotPossible, match="commissaire de justice"):
        members.change_role(office_id=office, by=by, member_id=last, role="clerk", at=AT)
    second = member(people, people.clerk).pk
    members.change_role(office_id=office, by=by, member_id=second, role="officer", at=AT)
    members.end(office_id=office, by=by, member_id=last, at=AT)
    assert member(people, people.clerk).role == "officer"


def test_the_register_of_members_never_changes(people: stories.People) -> None:
    invite(people)
    for change in (MemberEvent.objects.all().delete, lambda: MemberEvent.objects.update(email="x@y.example")):
        with pytest.raises(DatabaseError, match="ne se modifie ni ne se supprime"), transaction.atomic():
            change()


@pytest.mark.parametrize("ended", [True, False], ids=["ended", "made a clerk"])
def test_the_invitations_of_an_officer_die_with_his_role(people: stories.People, ended: bool) -> None:
    """Who is about to be dismissed invites another address of his own, and comes back as an officer."""
    invited = invite(people, email="retour@perso.example", role="officer")
    other = OfficeMember.objects.create(
        office=people.office, user=stories.user("autre@etude.example", "Autre"), role="officer"
    )
    mine = member(people, people.officer)
    told: dict[str, Any] = {"office_id": people.office.pk, "by": other.user_id, "at": AT}
    if ended:
        members.end(member_id=mine.pk, **told)
    else:
        members.change_role(member_id=mine.pk, role="clerk", **told)
    with pytest.raises(NotPossible, match="ne sert plus"):
        members.accept(secret=invited.secret, user=stories.user("retour@perso.example", "Lui"), at=AT)
    assert "revoked" in kinds()
