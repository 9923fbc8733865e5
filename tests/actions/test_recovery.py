"""Who lost his second factors: nothing goes before somebody of his office recognised him, and all is written."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from dument.actions import members
from dument.actions.members import NotPossible
from dument.actions.recovery import take_factors_off
from dument.records.accounts.models import AccountEvent, MemberEvent, OfficeMember, User
from tests import stories

pytestmark = pytest.mark.django_db
AT = stories.instant("2026-10-26")
HOW = "Carte d'identité vue à l'étude le 26 octobre"


@pytest.fixture
def people() -> stories.People:
    return stories.people()


def signed_in(user: User) -> Client:
    """Return a browser whose session is in the account's list, as the pages put it."""
    client = Client()
    client.force_login(user)
    UserSession.objects.create(user=user, session_key=client.session.session_key, ip="127.0.0.1")
    return client


def second_officer(people: stories.People) -> User:
    made = stories.user("associe@etude.example", "Maître Associé")
    OfficeMember.objects.create(office=people.office, user=made, role="officer")
    return made


def recover(user: User, *, how: str = HOW, vouched_by: str = "") -> Any:
    return take_factors_off(email=user.email.upper(), how=how, vouched_by=vouched_by, at=AT)


def test_an_officer_vouches_and_the_account_waits_for_its_mailbox(people: stories.People) -> None:
    clerk, client = people.clerk, signed_in(people.clerk)
    done = recover(clerk, vouched_by=people.officer.email)
    assert done.mailboxes == (clerk.email, people.office.email)
    assert not Authenticator.objects.filter(user=clerk).exists()
    clerk.refresh_from_db()
    assert not clerk.has_usable_password()
    assert client.get("/compte").status_code == 302, "his sessions are closed"
    [line] = AccountEvent.objects.filter(user=clerk)
    assert (line.kind, line.words, line.at) == ("recovered", f"{HOW} ({people.officer.email})", AT)
    [told] = MemberEvent.objects.filter(kind="recovered")
    assert (told.office_id, told.by_id, told.email) == (people.office.pk, people.officer.pk, clerk.email)


def test_a_lone_officer_is_recognised_by_whoever_runs_the_platform(people: stories.People) -> None:
    assert recover(people.officer).email == people.officer.email
    assert AccountEvent.objects.get().words == HOW
    assert MemberEvent.objects.get(kind="recovered").by_id == people.officer.pk


def test_who_belongs_to_no_office_too(people: stories.People) -> None:
    Authenticator.objects.create(user=people.creditor_user, type="totp", data={})
    assert recover(people.creditor_user).mailboxes == (people.creditor_user.email,)
    assert not MemberEvent.objects.filter(kind="recovered").exists()


@pytest.mark.parametrize(
    ("how", "voucher", "why"),
    [
        ("x" * 19, "officer", "comment"),
        ("x" * 401, "officer", "comment"),
        (HOW, "", "Un autre commissaire"),
        (HOW, "clerk", "un autre que lui"),
        (HOW, "creditor_user", "un autre que lui"),
        (HOW, "stranger", "un autre que lui"),
    ],
)
def test_nothing_goes_without_a_good_word(people: stories.People, how: str, voucher: str, why: str) -> None:
    stranger = stories.people("deux").officer
    named = stranger if voucher == "stranger" else getattr(people, voucher) if voucher else None
    with pytest.raises(NotPossible, match=why):
        recover(people.clerk, how=how, vouched_by=named.email if named else "")
    assert Authenticator.objects.filter(user=people.clerk).exists()


def test_an_officer_does_not_vouch_for_himself_nor_once_gone(people: stories.People) -> None:
    other = second_officer(people)
    for voucher in (people.officer.email, "personne@etude.example", ""):
        with pytest.raises(NotPossible):
            recover(people.officer, vouched_by=voucher)
    OfficeMember.objects.filter(user=other).update(ended_at=AT)
    with pytest.raises(NotPossible):
        recover(people.officer, vouched_by=other.email)


@pytest.mark.parametrize("how", ["x" * 20, "x" * 400])
def test_what_is_needed_is_enough(people: stories.People, how: str) -> None:
    recover(people.clerk, how=how, vouched_by=people.officer.email)


def test_no_account_and_no_factor_are_told(people: stories.People) -> None:
    with pytest.raises(NotPossible, match="Aucun compte"):
        take_factors_off(email="personne@ailleurs.example", how=HOW, vouched_by="", at=AT)
    with pytest.raises(NotPossible, match="Mot de passe oublié"):
        recover(people.creditor_user)


def test_who_leaves_an_office_leaves_its_pages_at_once(people: stories.People) -> None:
    clerk, officer = signed_in(people.clerk), signed_in(people.officer)
    other = second_officer(people)
    member = OfficeMember.objects.get(user=people.clerk)
    members.end(office_id=people.office.pk, by=people.officer.pk, member_id=member.pk, at=AT)
    assert clerk.get("/compte").status_code == 302
    mine = OfficeMember.objects.get(user=people.officer)
    members.end(office_id=people.office.pk, by=people.officer.pk, member_id=mine.pk, at=AT)
    assert officer.get("/compte").status_code == 200, "who leaves by himself reads that it is done"
    assert OfficeMember.objects.filter(user=other, ended_at=None).exists()
