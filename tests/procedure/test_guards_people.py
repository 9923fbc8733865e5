"""The guards of who answers for whom, and who pays for whom: what the table asks of each word of a case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dument.law.imputation import Payment
from dument.law.solidarity import CommonDebt, Owed
from dument.procedure.facts import Proposal, may_be_certified
from dument.procedure.states import Act, Actor, State
from tests.procedure.lives import refused, running

DEBTOR, OFFICER = Actor.DEBTOR, Actor.OFFICER


@pytest.mark.parametrize(
    ("act", "state"), [(Act.ANSWER_ACCEPT, State.INVITED), (Act.CONSENT_DEBTOR, State.PROPOSED)]
)
@pytest.mark.parametrize(
    ("protection", "quality", "assisted", "against"),
    [
        ("", "", True, []),
        ("", "guardian", False, []),
        ("", "relative", False, ["incapacity"]),
        ("curatorship", "", True, []),
        ("curatorship", "guardian", False, ["incapacity"]),
        ("guardianship", "", True, ["incapacity"]),
        ("guardianship", "curator", True, ["incapacity"]),
        ("guardianship", "guardian", False, []),
    ],
)
def test_a_measure_says_who_may_answer(
    act: Act, state: State, protection: str, quality: str, assisted: bool, against: list[str]
) -> None:
    known = running(state, debtor="protected_adult", protection=protection)
    assert refused(known, act, DEBTOR, quality=quality, assisted=assisted) == against


@pytest.mark.parametrize(
    ("act", "state"), [(Act.NOTE_ACCEPTANCE, State.INVITED), (Act.NOTE_REFUSAL, State.INVITED)]
)
def test_the_power_of_who_answered_is_decided(act: Act, state: State) -> None:
    assert refused(running(state, answered_by=""), act, OFFICER) == []
    known = running(state, answered_by="relative")
    assert refused(known, act, OFFICER) == ["authority_to_answer"]
    assert refused(known, act, OFFICER, decide=frozenset({"authority_to_answer"})) == []


def test_the_power_of_who_agreed_is_decided() -> None:
    assert refused(running(agreed_by=""), Act.NOTE_TERMS_REFUSAL, OFFICER) == []
    known = running(agreed_by="lawyer")
    assert refused(known, Act.NOTE_TERMS_REFUSAL, OFFICER) == ["authority_to_agree"]
    assert refused(known, Act.NOTE_TERMS_REFUSAL, OFFICER, decide=frozenset({"authority_to_agree"})) == []


def test_one_power_says_nothing_of_the_other() -> None:
    assert refused(running(State.INVITED, agreed_by="lawyer"), Act.NOTE_REFUSAL, OFFICER) == []
    assert refused(running(answered_by="lawyer"), Act.NOTE_TERMS_REFUSAL, OFFICER) == []


THREE_HUNDRED = Payment(on=date(2026, 11, 20), amount=Decimal(300))
COMMON = CommonDebt(
    mine=Owed(claimed=Decimal(1000), agreed=None),
    others=(Owed(claimed=Decimal(1000), agreed=None, payments=(THREE_HUNDRED,)),),
)


@pytest.mark.parametrize(
    ("amount", "against"), [(Decimal("700.00"), []), (Decimal("700.01"), ["solidary_debt_exceeded"])]
)
def test_a_common_debt_is_paid_once(amount: Decimal, against: list[str]) -> None:
    known = running(State.AGREED, common=COMMON)
    assert refused(known, Act.RECORD_PAYMENT, OFFICER, date(2026, 12, 1), amount=amount) == against
    alone = running(State.AGREED)
    assert refused(alone, Act.RECORD_PAYMENT, OFFICER, date(2026, 12, 1), amount=amount) == []


@pytest.mark.parametrize(
    ("amount", "against"), [(Decimal("700.00"), []), (Decimal("700.01"), ["partly_paid_by_the_others"])]
)
def test_others_payments_are_not_agreed_on_again(amount: Decimal, against: list[str]) -> None:
    known = running(State.PARTICIPATING, common=COMMON)
    assert refused(known, Act.PROPOSE, OFFICER, amount=amount) == against
    assert refused(known, Act.PROPOSE, OFFICER, amount=amount, decide=frozenset(against)) == against
    assert refused(running(State.PARTICIPATING), Act.PROPOSE, OFFICER, amount=amount) == []
    proposed = running(State.PROPOSED, common=COMMON, proposals=(Proposal(version=1, amount=amount),))
    assert [one for one in refused(proposed, Act.NOTE_AGREEMENT, OFFICER) if "paid" in one] == against
    none_yet = running(State.PROPOSED, common=COMMON, proposals=())
    assert "partly_paid_by_the_others" not in refused(none_yet, Act.NOTE_AGREEMENT, OFFICER)
    assert "solidary_debt_exceeded" not in refused(known, Act.RECORD_PAYMENT, OFFICER, amount=Decimal(1000))


@pytest.mark.parametrize(
    ("day", "against"),
    [
        (None, []),
        (date(2026, 11, 22), ["payment_locked"]),
        (date(2026, 11, 23), []),
        (date(2026, 12, 1), []),
        (date(2026, 12, 2), ["too_early"]),
    ],
)
def test_a_payment_is_of_a_day_between_the_outcome_and_today(day: date | None, against: list[str]) -> None:
    known = running(State.AGREED, outcome_on=date(2026, 11, 23))
    paid = {"amount": Decimal(100), "received_on": day}
    assert refused(known, Act.RECORD_PAYMENT, OFFICER, date(2026, 12, 1), **paid) == against


@pytest.mark.parametrize(
    ("state", "alone", "beside_others"),
    [
        (State.PROPOSED, False, False),
        (State.AGREED, True, True),
        (State.TITLE_ISSUED, True, True),
        (State.REFUSED, False, True),
        (State.EXPIRED, False, True),
        (State.TERMS_REFUSED, False, True),
        (State.WITHDRAWN, False, False),
    ],
)
def test_what_may_be_certified_paid(state: State, alone: bool, beside_others: bool) -> None:
    assert may_be_certified(state, None) is alone
    assert may_be_certified(state, COMMON) is beside_others


def test_who_agreed_to_nothing_is_freed_by_the_last_cent() -> None:
    def beside(paid: str) -> CommonDebt:
        payment = Payment(on=date(2026, 11, 20), amount=Decimal(paid))
        return CommonDebt(
            mine=COMMON.mine, others=(Owed(claimed=Decimal(1000), agreed=None, payments=(payment,)),)
        )

    assert running(State.REFUSED, common=beside("1000.00")).freed
    assert not running(State.REFUSED, common=beside("999.99")).freed
    assert not running(State.REFUSED).freed
    assert not running(State.AGREED, common=beside("1000.00")).freed
