"""Who agreed to nothing is freed by what others paid of a debt that each owes whole: attested, told, and taken back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dument.actions import certificates, outcomes, receipts, roles
from dument.procedure.machine import Refused
from dument.procedure.states import Actor
from dument.queries.creditor import my_case, my_cases
from dument.queries.debtor import debtor_case
from dument.queries.invariants import breaches
from dument.queries.lists import Row
from dument.records.cases.models import Case
from dument.records.outbox.models import Message
from tests import stories
from tests.actions.test_cancelled_payments import cancel, papers, pay
from tests.actions.test_solidary_payments import solidary

AT = stories.instant("2026-11-20")


def listed(people: stories.People, case: Case) -> Row:
    rows = my_cases(creditor_ids=[people.creditor.pk], at=AT, closed=True).rows
    return next(row for row in rows if row.reference == case.reference)


def said_paid(people: stories.People, case: Case) -> bool:
    """Tell what every page says of the case; they say the same."""
    told = {
        debtor_case(case_id=case.pk, at=AT).case.paid_off,
        my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=AT).paid_off,
        listed(people, case).paid_off,
    }
    assert len(told) == 1, told
    return told.pop()


@pytest.mark.parametrize("state", ["refused", "expired", "terms_refused"])
def test_whoever_agreed_to_nothing_is_freed_and_bound_again(people: stories.People, state: str) -> None:
    case, other = stories.case_in("title_issued", people), stories.case_in(state, people)
    solidary(case, other)
    pay(people, case, "1214.19")
    assert (said_paid(people, other), papers(other)) == (False, [])
    last = pay(people, case, "0.01")
    assert (said_paid(people, other), papers(other)) == (True, [("discharge", 1)])
    number = Case.objects.get(pk=other.pk).last_number
    told = Message.objects.filter(key__startswith=f"{other.reference}/{number}/")
    assert set(told.values_list("effect", flat=True)) == {"tell_creditor", "tell_debtor"}
    counted = debtor_case(case_id=other.pk, at=AT).counted
    assert [(one.amount, "autre débiteur" in one.recipient) for one in counted] == [
        (Decimal("1214.19"), True),
        (Decimal("0.01"), True),
    ]
    with pytest.raises(Refused) as refusal:
        pay(people, other, "0.01")
    assert refusal.value.codes == ("solidary_debt_paid",)
    cancel(people.by(Actor.OFFICER), case, last)
    assert (said_paid(people, other), papers(other)) == (
        False,
        [("discharge", 1), ("discharge_withdrawal", 1)],
    )
    assert {one.invariant for one in breaches(AT, AT.date())} <= {"I7"}


def test_what_he_paid_himself_of_the_whole_counts_and_is_attested(people: stories.People) -> None:
    case, other = stories.case_in("title_issued", people), stories.case_in("refused", people)
    solidary(case, other)
    pay(people, case, "1000")
    mine = pay(people, other, "214.20")
    assert papers(other) == papers(case) == [("discharge", 1)]
    assert said_paid(people, other)
    cancel(people.by(Actor.OFFICER), other, mine)
    assert papers(other) == papers(case) == [("discharge", 1), ("discharge_withdrawal", 1)]
    assert not said_paid(people, other)


def test_only_the_officer_completes_it(people: stories.People) -> None:
    case, other = stories.case_in("title_issued", people), stories.case_in("refused", people)
    solidary(case, other)
    by = people.by(Actor.OFFICER)
    accountant = type(by)(actor=by.actor, id=by.id, name=by.name, role="accountant")
    with pytest.raises(roles.Reserved):
        receipts.record_payment(case_id=other.pk, by=accountant, at=AT, amount=Decimal("1214.20"))
    receipts.record_payment(case_id=other.pk, by=accountant, at=AT, amount=Decimal("1214.19"))
    assert papers(other) == []


@pytest.mark.parametrize(("paid", "off"), [("1214.20", True), ("1214.19", False)])
def test_for_a_share_only_his_own_payments_count_and_nothing_is_attested(
    people: stories.People, paid: str, off: bool
) -> None:
    case, other = stories.case_in("title_issued", people), stories.case_in("refused", people)
    solidary(case, other, basis="")
    pay(people, case, "1214.20")
    assert not said_paid(people, other)
    pay(people, other, paid)
    assert (said_paid(people, other), papers(other)) == (off, [])
    with pytest.raises(Refused) as refusal:
        certificates.update_certificate(case_id=other.pk, by=people.by(Actor.OFFICER), at=AT)
    assert refusal.value.codes == ("certificate_up_to_date",)


def test_a_payment_made_before_the_refusal_was_noted_waits_for_the_officer(people: stories.People) -> None:
    case, other = stories.case_in("title_issued", people), stories.case_in("refusal_received", people)
    solidary(case, other)
    pay(people, case, "1214.20")
    assert papers(other) == []
    outcomes.note_refusal(case_id=other.pk, by=people.by(Actor.OFFICER), at=AT)
    assert said_paid(people, other)
    certificates.update_certificate(case_id=other.pk, by=people.by(Actor.OFFICER), at=AT)
    assert papers(other) == [("discharge", 1)]
