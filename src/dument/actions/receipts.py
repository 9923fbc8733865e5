"""Payments told by the office, after the outcome only (R125-7). The platform never holds money."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from dument.actions import _papers, _recital, roles
from dument.actions._move import By, Done, How, Step, move
from dument.law.money import cents, from_cents
from dument.procedure.facts import Details
from dument.procedure.states import Act, State
from dument.records.cases.models import Case
from dument.records.documents.models import Document
from dument.records.journal.models import Event
from dument.records.money.models import Receipt

LAST_PAYMENT = (
    "Ce paiement solde la somme convenue : il délivre une attestation signée. Seul le commissaire de justice "
    "l'enregistre."
)
TO = {"officer": "à l'étude", "creditor": "au créancier"}


def record_payment(
    *, case_id: UUID, by: By, at: datetime, amount: Decimal, recipient: str = "officer"
) -> Done:
    """Record what the debtor paid, to the officer or to the creditor. Raises Refused, ValueError.

    The payment that completes the agreed sum makes the certificate that nothing is left to pay, signed like the
    officer's other papers; it is made once, by the officer alone, and never on a payment that was corrected since:
    he then attests by hand. Raises Reserved when somebody else of the office records it.
    """
    if amount <= 0:
        raise ValueError("Un paiement est toujours positif : corrigez le montant.")
    if recipient not in {"officer", "creditor"}:
        raise ValueError("Un paiement va à l'étude (officer) ou au créancier (creditor).")

    def write(step: Step, case: Case) -> Mapping[str, object]:
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
        details=Details(amount=amount, recipient=recipient),
        how=How(papers=_discharge, write=write),
    )


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
    rows = [
        {
            "on": _recital.iso(row.on),
            "amount": str(from_cents(row.amount_cents)),
            "recipient": TO[row.recipient],
        }
        for row in Receipt.objects.filter(case_id=case.pk).order_by("pk")
    ]
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
