"""A payment cancelled counts nowhere, once, in its own case; the certificates that rested on it are withdrawn."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dument.actions import certificates, filing, receipts, roles
from dument.actions._move import By, Done
from dument.ports.errors import TryAgain
from dument.procedure.machine import Refused
from dument.procedure.states import Actor, State
from dument.queries import export
from dument.queries.debtor import DebtorRead, debtor_case
from dument.queries.invariants import breaches
from dument.records.accounts.models import Office
from dument.records.cases.models import Case
from dument.records.documents.models import Document
from dument.records.money.models import Receipt, ReceiptCancellation
from dument.records.outbox.models import Message
from tests import stories
from tests.actions.test_solidary_payments import solidary
from tests.tampering import tampering

AT = stories.instant("2026-10-26")
WHOLE = Decimal("1214.20")


def pay(people: stories.People, case: Case, amount: str) -> Receipt:
    receipts.record_payment(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT, amount=Decimal(amount))
    return Receipt.objects.filter(case=case).latest("pk")


def cancel(by: By, case: Case, receipt: Receipt, because: str = "unpaid", words: str = "") -> Done:
    return receipts.cancel_payment(
        case_id=case.pk, by=by, at=AT, receipt_id=receipt.pk, because=because, words=words
    )


def page(case: Case) -> DebtorRead:
    return debtor_case(case_id=case.pk, at=AT)


def papers(case: Case) -> list[tuple[str, int]]:
    kinds = ("discharge", "discharge_withdrawal")
    return list(Document.objects.filter(case=case, kind__in=kinds).order_by("pk").values_list("kind", "rank"))


def test_what_is_cancelled_counts_no_more_and_is_told(people: stories.People) -> None:
    case = stories.case_in("title_issued", people)
    by = people.by(Actor.OFFICER)
    receipt = pay(people, case, "1214.20")
    assert page(case).discharged
    cancel(by, case, receipt, words="Chèque n° 12.")
    read = page(case)
    assert (read.left_to_pay, read.discharged, read.case.paid) == (WHOLE, False, Decimal(0))
    assert read.case.state is State.TITLE_ISSUED
    assert read.certificate_gone is not None
    [gone] = read.case.cancelled
    assert (gone.payment.amount, gone.because, gone.words) == (
        WHOLE,
        "le chèque ou le virement est revenu impayé",
        "Chèque n° 12.",
    )
    [told] = export.of_debtor(case_id=case.pk, at=AT).cases
    assert (told["paiements"], len(told["paiements_annules"])) == ([], 1)  # type: ignore[arg-type]
    assert papers(case) == [("discharge", 1), ("discharge_withdrawal", 1)]
    assert all(one.signed for one in Document.objects.filter(case=case, kind="discharge_withdrawal"))
    number = Case.objects.get(pk=case.pk).last_number
    assert set(Message.objects.filter(key__contains=f"/{number}/").values_list("effect", flat=True)) == {
        "tell_creditor",
        "tell_debtor",
    }
    pay(people, case, "1214.20")
    assert page(case).discharged
    assert page(case).certificate_gone is None
    assert papers(case)[-1] == ("discharge", 2)
    assert {one.invariant for one in breaches(AT, AT.date())} <= {"I7"}


def test_never_twice_never_another_case_never_for_an_unknown_reason(people: stories.People) -> None:
    case, other = (stories.case_in("paid", people) for _ in range(2))
    by = people.by(Actor.OFFICER)
    receipt = Receipt.objects.get(case=case)
    with pytest.raises(ValueError, match="pas de ce dossier"):
        cancel(by, other, receipt)
    with pytest.raises(ValueError, match="Motif inconnu"):
        cancel(by, case, receipt, because="oubli")
    with pytest.raises(roles.Reserved):
        cancel(replace(by, role="accountant"), case, receipt)
    assert not ReceiptCancellation.objects.exists()
    cancel(by, case, receipt)
    with pytest.raises(Refused) as refusal:
        cancel(by, case, receipt)
    assert refusal.value.codes == ("no_payment_recorded",)
    second = pay(people, case, "10")
    with pytest.raises(ValueError, match="déjà annulé"):
        cancel(by, case, receipt)
    for wrong in ({"receipt": receipt, "because": "unpaid"}, {"receipt": second, "because": "oubli"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReceiptCancellation.objects.create(case=case, office_id=case.office_id, on=AT.date(), **wrong)
    with pytest.raises(ValueError, match="déjà annulé"):
        receipts.cancel_payment(case_id=case.pk, by=by, at=AT, receipt_id=uuid4(), because="day")


@pytest.mark.parametrize(("paid", "cancelled", "left", "withdrawn"), [
    (["1214.19", "0.01"], 1, "0.01", True),
    (["1214.20", "5"], 1, "0", False),  # paid in excess after the certificate, which does not list it
    (["1000", "214.20", "1000"], 1, "0", True),  # enough is left, but the certificate lists what never came
    (["1000"], 0, "1214.20", False),
])  # fmt: skip
def test_a_certificate_is_withdrawn_when_it_rested_on_the_payment(
    people: stories.People, paid: list[str], cancelled: int, left: str, withdrawn: bool
) -> None:
    case = stories.case_in("agreed", people)
    rows = [pay(people, case, amount) for amount in paid]
    cancel(people.by(Actor.OFFICER), case, rows[cancelled])
    assert page(case).left_to_pay == Decimal(left)
    assert (("discharge_withdrawal", 1) in papers(case)) is withdrawn


def test_in_an_ended_case_it_is_cancelled_and_the_case_stays_ended(people: stories.People) -> None:
    case = stories.case_in("agreed", people)
    receipt = pay(people, case, "1214.20")
    by = people.by(Actor.OFFICER)
    filing.end(case_id=case.pk, by=by, at=AT, reason="paid")
    done = cancel(by, case, receipt)
    assert (done.case.state, papers(case)[-1]) == ("ended", ("discharge_withdrawal", 1))


def test_whom_a_payment_frees_is_certified_and_bound_again(people: stories.People) -> None:
    case, other = (stories.case_in("title_issued", people) for _ in range(2))
    solidary(case, other)
    by = people.by(Actor.OFFICER)
    with pytest.raises(Refused) as refusal:
        certificates.update_certificate(case_id=other.pk, by=by, at=AT)
    assert refusal.value.codes == ("certificate_up_to_date",)
    receipt = pay(people, case, "1214.20")
    assert papers(case) == papers(other) == [("discharge", 1)]
    assert page(other).discharged
    cancel(by, case, receipt)
    assert papers(case) == papers(other) == [("discharge", 1), ("discharge_withdrawal", 1)]
    assert page(other).left_to_pay == WHOLE
    assert {one.invariant for one in breaches(AT, AT.date())} <= {"I7"}


@pytest.mark.parametrize("why", ["another_office", "provider", "own_rest"])
def test_who_cannot_be_certified_at_once_is_told_to_his_office(
    people: stories.People, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, other = (stories.case_in("title_issued", people) for _ in range(2))
    solidary(case, other)
    if why == "another_office":
        stranger = Office.objects.get(pk=people.office.pk)
        stranger.pk = uuid4()
        stranger.save(force_insert=True)
        with tampering():
            Case.objects.filter(pk=other.pk).update(office_id=stranger.pk)
    if why == "provider":
        monkeypatch.setattr(certificates, "update_certificate", _fails)
    pay(people, case, "1214.20" if why != "own_rest" else "14.20")
    told = Message.objects.filter(
        case=other, key__endswith=f"-{Case.objects.get(pk=case.pk).last_number}/tell_office"
    )
    assert told.count() == (why != "own_rest")
    assert papers(other) == []
    assert all(one.office_id == Case.objects.get(pk=other.pk).office_id for one in told)


def _fails(**_: object) -> None:
    raise TryAgain("Plus tard.")


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=st.lists(st.tuples(st.integers(1, 90_000), st.booleans()), min_size=1, max_size=4))
def test_receipts_less_cancellations_are_never_negative(
    people: stories.People, moves: list[tuple[int, bool]]
) -> None:
    case = stories.case_in("title_issued", people)
    stands = 0
    for cents, cancels in moves:
        receipt = pay(people, case, str(Decimal(cents) / 100))
        stands += cents
        if cancels:
            cancel(people.by(Actor.OFFICER), case, receipt, because="amount")
            stands -= cents
        assert page(case).case.paid == Decimal(stands) / 100 >= 0
        assert page(case).left_to_pay == max(Decimal(0), WHOLE - Decimal(stands) / 100)
    assert [one for one in breaches(AT, AT.date()) if one.invariant in {"I4", "I11"}] == []
