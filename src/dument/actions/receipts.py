"""Payments told by the office, after the outcome only (R125-7). The platform never holds money."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from dument.actions import _papers, roles
from dument.actions._move import By, Done, How, Step, move
from dument.actions.certificates import discharge, follow, hold_the_debt, withdrawal
from dument.law.imputation import Payment
from dument.law.money import cents, from_cents
from dument.procedure.cancelling import CANCELLATIONS
from dument.procedure.facts import Attempt, Details, Facts, may_be_certified
from dument.procedure.states import Act
from dument.records.cases.models import Case, Outcome
from dument.records.journal.models import Event
from dument.records.money.models import Receipt, ReceiptCancellation
from dument.records.payments import (
    Counted,
    certificate,
    counted,
    standing,
    sum_due,
    total,
)

LAST_PAYMENT = (
    "Ce paiement solde la somme due : il délivre une attestation signée. Seul le commissaire de justice "
    "l'enregistre."
)


def record_payment(
    *,
    case_id: UUID,
    by: By,
    at: datetime,
    amount: Decimal,
    recipient: str = "officer",
    received_on: date | None = None,
    decide: Mapping[str, str] | None = None,
) -> Done:
    """Record what the debtor paid, to the officer or to the creditor. Raises Refused, ValueError.

    It is of the day it was received (`received_on`), the day of the act when not told: never before the recorded
    outcome (R125-7), nor after today; interest and the schedule count from it.

    The payment that completes the agreed sum makes the certificate that nothing is left to pay, signed like the
    officer's other papers; one stands at a time, made by the officer alone, and never on a payment that a remark
    corrected: he then attests by hand. Raises Reserved when somebody else of the office records it.
    Of a debt that several owe whole, what the others paid counts (C. civ. 1313): more than is left is refused, and
    `decide` gives the officer's reason where a rebate leaves it to him. Whoever is freed by it has his certificate
    too, though he agreed to nothing. Raises Changed when one of them just paid.
    """
    if amount <= 0:
        raise ValueError("Un paiement est toujours positif : corrigez le montant.")
    if recipient not in {"officer", "creditor"}:
        raise ValueError("Un paiement va à l'étude (officer) ou au créancier (creditor).")

    def write(step: Step, case: Case) -> Mapping[str, object]:
        hold_the_debt(step, case)
        Receipt.objects.create(
            case=case,
            office_id=case.office_id,
            on=_received(step),
            amount_cents=cents(amount),
            recipient=recipient,
        )
        return {}

    done = move(
        case_id=case_id,
        act=Act.RECORD_PAYMENT,
        by=by,
        at=at,
        details=Details(
            amount=amount, recipient=recipient, received_on=received_on, decide=frozenset(decide or {})
        ),
        reasons=decide,
        how=How(enrich=_with_outcome if received_on else None, papers=_discharge, write=write),
    )
    follow(done, by, at)
    return done


def cancel_payment(
    *, case_id: UUID, by: By, at: datetime, receipt_id: UUID, because: str, words: str = ""
) -> Done:
    """Cancel a payment recorded by mistake, or that came back unpaid: whole, for good; the right one is recorded anew.

    The receipt stays, and so does what cancels it: why (`because`, a word of CANCELLATIONS), the officer's words, the
    day. A certificate that rested on it is withdrawn by a signed notice to both parties, and so are those of the
    debtors whom it had freed (C. civ. 1313). Raises Refused, Reserved, Changed; ValueError for a payment that is not
    the case's or does not stand, and for an unknown reason.
    """
    if because not in CANCELLATIONS:
        raise ValueError(f"Motif inconnu : « {because} » ; motifs : {', '.join(CANCELLATIONS)}.")

    def papers(step: Step) -> Sequence[_papers.Paper]:
        return _withdrawal(step, _standing(step.case, receipt_id), because)

    def write(step: Step, case: Case) -> Mapping[str, object]:
        hold_the_debt(step, case)
        receipt = _standing(step.case, receipt_id)
        ReceiptCancellation.objects.create(
            case=case,
            office_id=case.office_id,
            receipt=receipt,
            on=step.on,
            because=because,
            words=words.strip(),
        )
        return {
            "amount": str(from_cents(receipt.amount_cents)),
            "paid_on": receipt.on.isoformat(),
            "because": because,
            "words": words.strip(),
        }

    done = move(case_id=case_id, act=Act.CANCEL_PAYMENT, by=by, at=at, how=How(papers=papers, write=write))
    follow(done, by, at)
    return done


def _received(step: Step) -> date:
    return step.details.received_on or step.on


def _with_outcome(case: Case, facts: Facts, _attempt: Attempt) -> Facts:
    """Return the facts with the day of the recorded outcome."""
    return replace(facts, outcome_on=Outcome.objects.filter(case=case).values_list("on", flat=True).first())


def _standing(case: Case, receipt_id: UUID) -> Receipt:
    """Return that payment of the case, which nothing cancelled; ValueError for any other."""
    found = next((row for row in standing(case) if row.pk == receipt_id), None)
    if found is None:
        raise ValueError("Ce paiement n'est pas de ce dossier, ou il est déjà annulé : relisez la liste.")
    return found


def _withdrawal(step: Step, receipt: Receipt, because: str) -> Sequence[_papers.Paper]:
    """Return the notice that withdraws the certificate resting on that payment, or nothing."""
    stands = certificate(step.case)
    if stands is None:
        return []
    amount = from_cents(receipt.amount_cents)
    common = step.facts.common
    if common:
        payments = list(common.mine.payments)
        payments.remove(Payment(receipt.on, amount))
        common = replace(common, mine=replace(common.mine, payments=tuple(payments)))
    rows = [row for row in counted(step.case, common) if row.receipt != receipt.pk]
    listed = receipt.pk < stands.pk  # a certificate lists every payment recorded before it
    if not listed and total(rows) >= sum_due(step.case):
        return []
    gone = Counted(receipt.on, amount, receipt.recipient, receipt.pk)
    return [withdrawal(step, rows, because=CANCELLATIONS[because], cancelled=gone)]


def _corrected(case: Case) -> bool:
    """Tell whether a remark corrected a payment's line: what was really paid is then for the officer to say."""
    lines = Event.objects.filter(case_id=case.pk).select_related("body")
    corrections = [line for line in lines if line.type == Act.CORRECT.value]
    payments = {line.number for line in lines if line.type == Act.RECORD_PAYMENT.value}
    return any(json.loads(bytes(line.body.content))["corrects"] in payments for line in corrections)


def _discharge(step: Step) -> Sequence[_papers.Paper]:
    """Return the certificate of full payment when this payment completes the sum due, else nothing."""
    case, amount = step.case, step.details.amount
    if not may_be_certified(step.facts.state, step.facts.common) or amount is None:
        return []
    rows = counted(case, step.facts.common)
    rows.append(
        Counted(_received(step), from_cents(cents(amount)), step.details.recipient or "officer", None)
    )
    if total(rows) < sum_due(case) or certificate(case) is not None:
        return []
    if _corrected(case):
        return []
    if step.by.role != roles.OFFICER:
        raise roles.Reserved(LAST_PAYMENT)
    return [discharge(step, rows)]
