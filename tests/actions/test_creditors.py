"""A creditor is entered once for the person who acts for it."""

from __future__ import annotations

from dument.actions.creditors import CreditorGiven, enter
from dument.records.accounts.models import Creditor, CreditorMember
from tests import stories
from tests.tables import added, snapshot

GIVEN = CreditorGiven(
    name="Atelier Merisier",
    kind="artisan",
    address="3 rue du Tour",
    postcode="93100",
    city="Montreuil",
    siren="732829320",
    email="contact@merisier.example",
)


def test_a_creditor_is_entered_with_who_acts_for_it(people: stories.People) -> None:
    before = snapshot()
    made = enter(user_id=people.creditor_user.pk, given=GIVEN)
    assert added(before, snapshot()) == {"accounts.Creditor": 1, "accounts.CreditorMember": 1}
    kept = Creditor.objects.get(pk=made)
    assert all(getattr(kept, name) == getattr(GIVEN, name) for name in GIVEN.__slots__)
    assert CreditorMember.objects.get(creditor=kept).user_id == people.creditor_user.pk


def test_the_same_name_twice_is_one_creditor_for_one_person(people: stories.People) -> None:
    first = enter(user_id=people.creditor_user.pk, given=GIVEN)
    before = snapshot()
    assert enter(user_id=people.creditor_user.pk, given=GIVEN) == first
    assert snapshot() == before
    assert enter(user_id=people.officer.pk, given=GIVEN) != first, "a name is no proof of acting for somebody"
