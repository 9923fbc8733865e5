"""Payments told by the office, after the outcome only (R125-7). The platform never holds money."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from dument.actions import _papers, _recital, roles
from dument.actions._move import By, Changed, Done, How, Step, move
from dument.law.money import cents, from_cents
from dument.procedure.facts import Details
from dument.procedure.states import Act, State
from dument.records.cases.models import Case, Claim
from dument.records.documents.models import Document
from dument.records.journal.models import Event
from dument.records.money.models import Receipt
from dument.records.solidarity import common_debt

LAST_PAYMENT = (
    "Ce paiement solde la somme convenue : il délivre une attestation signée. Seul le commissaire de justice "
    "l'enregistre."
)
TO = {"officer": "à l'étude", "creditor": "au créancier"}
BY_ANOTHER = "par un autre débiteur solidaire"


def record_payment(
    *,
    case_id: UUID,
    by: By,
    at: datetime,
    amount: Decimal,
    recipient: str = "officer",
    decide: Mapping[str, str] | None = None,
) -> Done:
    """Record what the debtor paid, to the officer or to the creditor. Raises Refused, ValueError.

    The payment that completes the agreed sum makes the certificate that nothing is left to pay, signed like the
    officer's other papers; it is made once, by the officer alone, and never on a payment that was corrected since:
    he then attests by hand. Raises Reserved when somebody else of the office records it.
    Of a debt that several owe whole, what the others paid counts (C. civ. 1313): more than is left is refused, and
    `decide` gives the officer's reason where a rebate leaves it to him. Raises Changed when one of them just paid.
    """
    if amount <= 0:
        raise ValueError("Un paiement est toujours positif : corrigez le montant.")
    if recipient not in {"officer", "creditor"}:
        raise ValueError("Un paiement va à l'étude (officer) ou au créancier (creditor).")

    def write(step: Step, case: Case) -> Mapping[str, object]:
        _nobody_else_paid(step, case)
        Receipt.objects.create(
            case=case,
            office_id=case.office_id,
            on=step.on,
            amount_cents=cents(amount),
            recipient=recipient,
        )
        return {}

    return move(
        case_id=case_id,
        act=Act.RECORD_PAYMENT,
        by=by,
        at=at,
        details=Details(amount=amount, recipient=recipient, decide=frozenset(decide or {})),
        reasons=decide,
        how=How(papers=_discharge, write=write),
    )


def _nobody_else_paid(step: Step, case: Case) -> None:
    """Hold the claim of a common debt, so that two of its debtors are not recorded at once for the same sum."""
    if step.facts.common is None:
        return
    Claim.objects.select_for_update().get(pk=case.claim_id)
    if common_debt(case) != step.facts.common:
        raise Changed(
            "Un autre débiteur solidaire vient de payer : relisez ce qui reste à payer. Rien n'a été enregistré."
        )


def _received(step: Step) -> list[dict[str, str]]:
    """Return the payments recorded before this one that count for the case, by day: the others' too (C. civ. 1313)."""
    rows = [
        (row.on, from_cents(row.amount_cents), TO[row.recipient])
        for row in Receipt.objects.filter(case_id=step.case.pk).order_by("pk")
    ]
    if step.facts.common:
        rows += [(paid.on, paid.amount, BY_ANOTHER) for paid in step.facts.common.counted if not paid.own]
        rows.sort(key=lambda row: row[0])
    return [
        {"on": _recital.iso(on), "amount": str(amount), "recipient": recipient}
        for on, amount, recipient in rows
    ]


def _corrected(case: Case) -> bool:
    """Tell whether a payment's line was corrected: what was really paid is then for the officer to say."""
    lines = Event.objects.filter(case_id=case.pk).select_related("body")
    corrections = [line for line in lines if line.type == Act.CORRECT.value]
    payments = {line.number for line in lines if line.type == Act.RECORD_PAYMENT.value}
    return any(json.loads(bytes(line.body.content))["corrects"] in payments for line in corrections)


def _discharge(step: Step) -> Sequence[_papers.Paper]:
    """Return the certificate of full payment when this payment completes the agreed sum, else nothing."""
    case, amount = step.case, step.details.amount
    if step.facts.state not in {State.AGREED, State.TITLE_ISSUED} or amount is None:
        return []
    rows = _received(step)
    rows.append(
        {
            "on": _recital.iso(step.on),
            "amount": str(from_cents(cents(amount))),
            "recipient": TO[step.details.recipient or "officer"],
        }
    )
    paid = sum((Decimal(row["amount"]) for row in rows), start=Decimal(0))
    agreed = Decimal(str(_recital.terms(case)["amount"]))
    if paid < agreed or Document.objects.filter(case_id=case.pk, kind="discharge").exists():
        return []
    if _corrected(case):
        return []
    if step.by.role != roles.OFFICER:
        raise roles.Reserved(LAST_PAYMENT)
    data = {
        **_recital.common(step),
        "agreed_on": _recital.iso(step.facts.agreed_on()),
        "amount": str(agreed),
        "paid_on": _recital.iso(step.on),
        "paid": str(paid),
        "receipts": rows,
    }
    return [_recital.make("discharge", data, step)]
