"""Payments told by the office, after the outcome only (R125-7). The platform never holds money."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from dument.actions._move import By, Done, How, Step, move
from dument.law.money import cents
from dument.procedure.facts import Details
from dument.procedure.states import Act
from dument.records.cases.models import Case
from dument.records.money.models import Receipt


def record_payment(
    *, case_id: UUID, by: By, at: datetime, amount: Decimal, recipient: str = "officer"
) -> Done:
    """Record what the debtor paid, to the officer or to the creditor. Raises Refused, ValueError."""
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
        how=How(write=write),
    )
