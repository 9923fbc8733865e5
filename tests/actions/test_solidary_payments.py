"""A debt that two owe whole is recorded paid once; the page of each says what is left."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dument.actions import negotiation, outcomes, receipts
from dument.actions._move import Changed, Done, Step
from dument.procedure.machine import Refused
from dument.procedure.states import Actor
from dument.queries.debtor import debtor_case
from dument.queries.invariants import breaches
from dument.records.cases.models import Case, Claim, Decision, Proposal
from dument.records.documents.models import Document
from dument.records.money.models import Receipt
from tests import stories
from tests.tampering import tampering

AT = stories.instant("2026-10-26")


@pytest.fixture
def two(people: stories.People) -> tuple[Case, Case]:
    case, other = (stories.case_in("title_issued", people) for _ in range(2))
    solidary(case, other)
    return Case.objects.get(pk=case.pk), Case.objects.get(pk=other.pk)


def solidary(*cases: Case, basis: str = "Bail, art. 7") -> None:
    Case.objects.filter(pk__in=[one.pk for one in cases]).update(claim=cases[0].claim)
    Claim.objects.filter(pk=cases[0].claim_id).update(
        debtors=2, whole_cents=120_000 if basis else 240_000, solidarity_basis=basis
    )


def pay(people: stories.People, case: Case, amount: str, decide: dict[str, str] | None = None) -> Done:
    return receipts.record_payment(
        case_id=case.pk, by=people.by(Actor.OFFICER), at=AT, amount=Decimal(amount), decide=decide
    )


def left(case: Case) -> Decimal:
    return debtor_case(case_id=case.pk, at=AT).left_to_pay


def refused(people: stories.People, case: Case, amount: str) -> tuple[str, ...]:
    with pytest.raises(Refused) as refusal:
        pay(people, case, amount)
    return refusal.value.codes


def test_what_one_pays_frees_the_other(people: stories.People, two: tuple[Case, Case]) -> None:
    case, other = two
    pay(people, case, "414.20")
    assert left(case) == left(other) == Decimal("800.00")
    assert refused(people, other, "800.01") == ("solidary_debt_exceeded",)
    pay(people, other, "800.00")
    assert left(case) == left(other) == 0
    assert refused(people, case, "0.01") == ("solidary_debt_paid",)
    assert set(Document.objects.filter(kind="discharge").values_list("case", flat=True)) == {
        case.pk,
        other.pk,
    }
    told = debtor_case(case_id=case.pk, at=AT).receipts
    assert [(one.amount, "autre débiteur" in one.recipient) for one in told] == [
        (Decimal("414.20"), False),
        (Decimal("800.00"), True),
    ]
    assert [one for one in breaches(AT, AT.date()) if one.invariant == "I11"] == []


def test_shares_never_mix(people: stories.People, two: tuple[Case, Case]) -> None:
    case, other = two
    solidary(case, other, basis="")
    pay(people, case, "1214.20")
    assert left(other) == Decimal("1214.20")


def test_a_rebate_leaves_it_to_the_officer(people: stories.People, two: tuple[Case, Case]) -> None:
    case, other = two
    with tampering():
        Proposal.objects.filter(case=case).update(amount_cents=80_000)
    assert refused(people, other, "100") == ("rebate_to_a_codebtor",)
    pay(people, other, "100", decide={"rebate_to_a_codebtor": "Sa part est de la moitié."})
    assert Decision.objects.get(case=other).reason == "Sa part est de la moitié."
    assert refused(people, other, "1114.21") == ("solidary_debt_exceeded",)


def test_two_at_once_are_not_both_recorded(
    people: stories.People, two: tuple[Case, Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    case, other = two
    judged = receipts._discharge

    def meanwhile(step: Step) -> object:
        Receipt.objects.create(case=other, office_id=other.office_id, on=AT.date(), amount_cents=121_420)
        return judged(step)

    monkeypatch.setattr(receipts, "_discharge", meanwhile)
    with pytest.raises(Changed, match="vient de payer"):
        pay(people, case, "1214.20")
    assert not Receipt.objects.filter(case=case).exists()


def test_what_the_other_paid_meanwhile_is_not_agreed_on_again(people: stories.People) -> None:
    payer, case = stories.case_in("title_issued", people), stories.case_in("participating", people)
    solidary(payer, case)
    officer = people.by(Actor.OFFICER)
    pay(people, payer, "414.20")
    day = stories.instant("2026-10-27")
    with pytest.raises(Refused) as refusal:
        negotiation.propose(case_id=case.pk, by=officer, at=day, amount=Decimal("800.01"))
    assert refusal.value.codes == ("partly_paid_by_the_others",)
    negotiation.propose(case_id=case.pk, by=officer, at=day, amount=Decimal("800.00"))
    negotiation.consent_creditor(case_id=case.pk, by=people.by(Actor.CREDITOR), at=day)
    negotiation.consent_debtor(case_id=case.pk, by=people.by(Actor.DEBTOR), at=day)
    pay(people, payer, "800.00")
    with pytest.raises(Refused) as refusal:
        outcomes.note_agreement(case_id=case.pk, by=officer, at=day)
    assert refusal.value.codes == ("paid_by_the_others",)
    decided = {"paid_by_the_others": "Le débiteur veut s'obliger envers son codébiteur."}
    done = outcomes.note_agreement(case_id=case.pk, by=officer, at=day, decide=decided)
    assert done.case.state == "agreed"
