"""The address of an account: changed from both mailboxes, with a way back for seven days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from dument.actions import addresses, sign_in
from dument.actions.addresses import DEAD, Change
from dument.actions.members import NotPossible
from dument.actions.quotas import TooMuch
from dument.records.accounts.models import AccountEvent, AddressChange, MemberEvent, User
from tests import stories

AT = stories.instant("2026-10-26")
WANTED = "nouvelle@boite.example"
SECOND = timedelta(seconds=1)


@pytest.fixture
def people(db: None) -> stories.People:
    """An office and its people."""
    return stories.people()


def ask(user: User, wanted: str = WANTED, **changes: Any) -> Change:
    """Ask for WANTED."""
    return addresses.ask(user_id=user.pk, wanted=wanted, **({"at": AT} | changes))


def confirm(change: Change, user: User, **changes: Any) -> Change:
    """Confirm it a minute later."""
    given: dict[str, Any] = {"here": "", "at": AT + timedelta(minutes=1)}
    return addresses.confirm(change_id=change.id, user_id=user.pk, **(given | changes))


def kinds(user: User) -> list[str]:
    """Return what the register of that account says, oldest first."""
    return list(AccountEvent.objects.filter(user=user).order_by("at", "id").values_list("kind", flat=True))


def test_a_confirmed_address_is_the_only_one(people: stories.People) -> None:
    user = people.officer
    User.objects.filter(pk=user.pk).update(mail_refused_at=AT)
    former = user.email
    confirm(ask(user, f" {WANTED.upper()} "), user)
    user.refresh_from_db()
    assert (user.email, user.mail_refused_at) == (WANTED, None)
    row = EmailAddress.objects.get(user=user)
    assert (row.email, row.verified, row.primary) == (WANTED, True, True)
    assert kinds(user) == ["asked", "changed"]
    seen = MemberEvent.objects.get()
    assert (seen.kind, seen.email, seen.office_id) == ("readdressed", WANTED, people.office.pk)
    assert AddressChange.objects.get().former == former


@pytest.mark.parametrize(
    ("after", "good"), [(timedelta(hours=1) - SECOND, True), (timedelta(hours=1), False)]
)
def test_a_change_waits_an_hour(people: stories.People, after: timedelta, good: bool) -> None:
    change = ask(people.creditor_user)
    if good:
        assert confirm(change, people.creditor_user, at=AT + after).wanted == WANTED
    else:
        with pytest.raises(NotPossible, match="ne sert plus"):
            confirm(change, people.creditor_user, at=AT + after)


def test_a_change_is_of_one_account_and_serves_once(people: stories.People) -> None:
    user, change = people.creditor_user, ask(people.creditor_user)
    with pytest.raises(NotPossible) as refused:
        confirm(change, people.officer)
    assert str(refused.value) == DEAD
    confirm(change, user)
    with pytest.raises(NotPossible, match="ne sert plus"):
        confirm(change, user)


def test_a_later_demand_or_second_thoughts_kill_the_link(people: stories.People) -> None:
    user = people.creditor_user
    first, second = ask(user), ask(user, "autre@boite.example", at=AT + SECOND)
    addresses.drop(user_id=user.pk, at=AT + 2 * SECOND)
    for dead in (first, second):
        with pytest.raises(NotPossible, match="ne sert plus"):
            confirm(dead, user)
    assert kinds(user) == ["asked", "dropped", "asked", "dropped"]


def test_a_taken_address_looks_like_any_other_and_is_never_confirmed(people: stories.People) -> None:
    user = people.creditor_user
    change = ask(user, people.officer.email.upper())
    assert change.taken
    assert AddressChange.objects.get(pk=change.id).wanted == people.officer.email
    with pytest.raises(NotPossible) as refused:
        confirm(change, user)
    assert str(refused.value) == DEAD
    late = ask(user)
    stories.user(WANTED, "Plus Vite")
    with pytest.raises(NotPossible, match="ne sert plus"):
        confirm(late, user)


def test_the_present_address_is_no_change(people: stories.People) -> None:
    with pytest.raises(NotPossible, match="déjà l'adresse"):
        ask(people.creditor_user, people.creditor_user.email.upper())


def test_an_account_asks_five_times_a_day(people: stories.People) -> None:
    user = people.creditor_user
    for rank in range(5):
        ask(user, at=AT + rank * SECOND)
    with pytest.raises(TooMuch, match="demain"):
        ask(user, at=AT + timedelta(days=1) - SECOND)
    ask(people.officer, "une.autre@boite.example")
    ask(user, at=AT + timedelta(days=1))


@pytest.mark.parametrize("confirmed", [True, False], ids=["changed", "only asked"])
def test_the_former_mailbox_takes_the_account_back(people: stories.People, confirmed: bool) -> None:
    """Even through two changes of the thief: the account comes back whole, shut to him."""
    user = people.creditor_user
    former, now = user.email, timezone.now()
    SocialAccount.objects.create(user=user, provider="franceconnect", uid="mine")
    SocialAccount.objects.filter(user=user).update(date_joined=now - timedelta(days=1))
    change = ask(user, at=now)
    if confirmed:
        confirm(change, user, at=now + SECOND)
        user.refresh_from_db()
        confirm(ask(user, "plus.loin@boite.example", at=now + 2 * SECOND), user, at=now + 3 * SECOND)
    sign_in.set_second_factor(user=user, secret=stories.TOTP_SECRET)
    SocialAccount.objects.create(user=user, provider="franceconnect", uid="his")
    done = addresses.object_to(change_id=change.id, at=now + 4 * SECOND)
    user.refresh_from_db()
    assert done.left == ("plus.loin@boite.example" if confirmed else "")
    assert user.email == former == EmailAddress.objects.get(user=user).email
    assert not user.has_usable_password()
    assert not Authenticator.objects.filter(user=user).exists()
    assert SocialAccount.objects.get(user=user).uid == "mine"
    assert kinds(user)[-1] == ("restored" if confirmed else "objected")
    with pytest.raises(NotPossible, match="ne sert plus"):
        addresses.object_to(change_id=change.id, at=now + 5 * SECOND)
    with pytest.raises(NotPossible, match="ne sert plus"):
        confirm(change, user, at=now + 5 * SECOND)


def test_factors_of_before_stay(people: stories.People) -> None:
    change = ask(people.officer, at=timezone.now())
    addresses.object_to(change_id=change.id, at=timezone.now())
    assert Authenticator.objects.filter(user=people.officer, type="totp").exists()


@pytest.mark.parametrize(("after", "good"), [(timedelta(days=7) - SECOND, True), (timedelta(days=7), False)])
def test_an_objection_is_heard_for_seven_days(people: stories.People, after: timedelta, good: bool) -> None:
    change = ask(people.creditor_user)
    confirm(change, people.creditor_user)
    former = change.former
    assert addresses.held_back(former.upper(), at=AT + after) is good
    assert ask(people.officer, former, at=AT + after).taken is good
    if good:
        addresses.object_to(change_id=change.id, at=AT + after)
        assert not addresses.held_back(former, at=AT + after)
    else:
        with pytest.raises(NotPossible, match="ne sert plus"):
            addresses.object_to(change_id=change.id, at=AT + after)


def test_its_owner_may_come_back_to_the_address_he_left(people: stories.People) -> None:
    user, former = people.creditor_user, people.creditor_user.email
    confirm(ask(user), user)
    assert not ask(user, former, at=AT + timedelta(hours=2)).taken


def test_the_register_of_an_account_never_changes(people: stories.People) -> None:
    ask(people.creditor_user)
    changes: tuple[Callable[[], object], ...] = (
        AccountEvent.objects.all().delete,
        lambda: AccountEvent.objects.update(email="x@y.example"),
    )
    for change in changes:
        with pytest.raises(DatabaseError, match="ne se modifie ni ne se supprime"), transaction.atomic():
            change()


def test_the_database_holds_one_open_change_and_no_half_truth(people: stories.People) -> None:
    change = AddressChange.objects.get(pk=ask(people.creditor_user).id)
    change.confirmed_at = change.dropped_at = AT
    with pytest.raises(IntegrityError, match="address_change_confirmed_or_dropped"), transaction.atomic():
        change.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        AddressChange.objects.create(
            user=people.creditor_user, former="a@b.example", wanted="c@d.example", asked_at=AT, expires_at=AT
        )
