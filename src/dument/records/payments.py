"""What was paid in a case, read in one place: the payments that stand, and the certificate that rests on them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef

from dument.law.money import from_cents
from dument.law.solidarity import CommonDebt
from dument.procedure.facts import may_be_certified
from dument.procedure.states import WITHOUT_AGREEMENT, State
from dument.records.cases.models import Case
from dument.records.documents.models import Document
from dument.records.money.models import Receipt

CERTIFICATE, WITHDRAWAL = "discharge", "discharge_withdrawal"
BY_ANOTHER = "codebtor"


class Counted(NamedTuple):
    """A payment that reduces what a debtor owes, in euros; `receipt` is None when another debtor made it."""

    on: date
    amount: Decimal
    recipient: str
    receipt: UUID | None


def standing(case: Case) -> list[Receipt]:
    """Return the payments recorded in the case that nothing cancelled, in the order recorded."""
    cancelled = {row.receipt_id for row in case.receiptcancellations.all()}
    return sorted((row for row in case.receipts.all() if row.pk not in cancelled), key=lambda row: row.pk)


def counted(case: Case, common: CommonDebt | None) -> list[Counted]:
    """Return the payments that reduce what its debtor owes, by day: the other solidary debtors' too (C. civ. 1313)."""
    rows = [Counted(row.on, from_cents(row.amount_cents), row.recipient, row.pk) for row in standing(case)]
    if common:
        rows += [Counted(one.on, one.amount, BY_ANOTHER, None) for one in common.counted if not one.own]
    return sorted(rows, key=lambda row: row.on)


def total(rows: list[Counted]) -> Decimal:
    """Return the sum of those payments, in euros."""
    return sum((row.amount for row in rows), start=Decimal(0))


def sum_due(case: Case) -> Decimal:
    """Return what full payment comes to, in euros: the sum agreed, or all that is claimed where nothing was."""
    if case.state in WITHOUT_AGREEMENT:
        return from_cents(case.claimed_cents)
    return from_cents(max(case.proposals.all(), key=lambda row: row.version).amount_cents)


def withdrawn(case: Case) -> dict[int, Document]:
    """Return the withdrawal of each certificate that was withdrawn, by the certificate's rank: n withdraws n."""
    return {row.rank: row for row in case.documents.all() if row.kind == WITHDRAWAL}


def certificate(case: Case) -> Document | None:
    """Return the certificate of full payment that stands, or None."""
    gone = withdrawn(case)
    return next(
        (row for row in case.documents.all() if row.kind == CERTIFICATE and row.rank not in gone), None
    )


def attested() -> Exists:
    """Return the condition that a certificate of full payment stands in a case: for a list; `certificate` reads one."""
    gone = Document.objects.filter(case=OuterRef("case"), kind=WITHDRAWAL, rank=OuterRef("rank"))
    return Exists(Document.objects.filter(~Exists(gone), case=OuterRef("pk"), kind=CERTIFICATE))


def certificate_now(case: Case, common: CommonDebt | None) -> str:
    """Return what the certificate needs: "due", all is paid and none stands; "false", one stands and all is not."""
    if not may_be_certified(State(case.state), common):
        return ""
    whole = total(counted(case, common)) >= sum_due(case)
    stands = certificate(case) is not None
    return "" if whole is stands else "due" if whole else "false"
