"""The certificate that nothing is left to pay: made, withdrawn, and kept true for whoever owes the same debt."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from dument.actions import _papers, _recital, roles
from dument.actions._move import By, Changed, Done, How, Step, move
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.queue import queue
from dument.procedure.machine import Refused
from dument.procedure.states import OUTCOME_RECORDED, WITHOUT_AGREEMENT, Act
from dument.records import walls
from dument.records.cases.models import Case, Claim
from dument.records.outbox.models import Message
from dument.records.payments import (
    BY_ANOTHER,
    CERTIFICATE,
    WITHDRAWAL,
    Counted,
    certificate,
    counted,
    sum_due,
    total,
)
from dument.records.reading import facts_of, read_case
from dument.records.solidarity import common_debt

TO = {"officer": "à l'étude", "creditor": "au créancier", BY_ANOTHER: "par un autre débiteur solidaire"}
OF_ANOTHER = "le paiement d'un autre débiteur solidaire a été annulé"


def update_certificate(*, case_id: UUID, by: By, at: datetime) -> Done:
    """Make the certificate when all is paid and none stands, or withdraw it when all is not. Raises Refused.

    For a debtor whom another's payment frees (C. civ. 1313), or whom another's cancelled payment binds again; and
    for the officer who attests by hand. Raises Changed when another debtor's payments have just moved.
    """

    def papers(step: Step) -> list[_papers.Paper]:
        rows = counted(step.case, step.facts.common)
        if step.facts.certificate == "due":
            return [discharge(step, rows)]
        return [withdrawal(step, rows, because=OF_ANOTHER)]

    def write(step: Step, case: Case) -> dict[str, object]:
        hold_the_debt(step, case)
        return {"certificate": "made" if step.facts.certificate == "due" else "withdrawn"}

    how = How(papers=papers, write=write)
    return move(case_id=case_id, act=Act.UPDATE_CERTIFICATE, by=by, at=at, how=how)


def discharge(step: Step, rows: list[Counted]) -> _papers.Paper:
    """Return the certificate that those payments make up the agreed sum, or the claim of whoever agreed to nothing."""
    data = {
        **_recital.common(step),
        "agreed_on": _agreed_on(step),
        "amount": str(sum_due(step.case)),
        "paid_on": _recital.iso(max(row.on for row in rows)),
        "paid": str(total(rows)),
        "receipts": _told(rows),
    }
    return _recital.make(CERTIFICATE, data, step)


def withdrawal(
    step: Step, rows: list[Counted], *, because: str, cancelled: Counted | None = None
) -> _papers.Paper:
    """Return the notice that the standing certificate is withdrawn: why, what was paid, what is left to pay."""
    stands = certificate(step.case)
    assert stands is not None  # noqa: S101 - asked of a case whose certificate stands
    due, paid = sum_due(step.case), total(rows)
    data = {
        **_recital.common(step),
        "certified_on": _recital.iso(stands.on),
        "because": because,
        "cancelled": _told([cancelled]) if cancelled else [],
        "agreed_on": _agreed_on(step),
        "amount": str(due),
        "paid": str(paid),
        "left": str(max(Decimal(0), due - paid)),
        "receipts": _told(rows),
    }
    return _recital.make(WITHDRAWAL, data, step)


def _agreed_on(step: Step) -> str:
    """Return the day of the agreement; empty where the procedure ended without one, whatever was consented to."""
    return "" if step.facts.state in WITHOUT_AGREEMENT else _recital.iso(step.facts.agreed_on())


def _told(rows: list[Counted]) -> list[dict[str, str]]:
    return [
        {"on": _recital.iso(row.on), "amount": str(row.amount), "recipient": TO[row.recipient]}
        for row in rows
    ]


def hold_the_debt(step: Step, case: Case) -> None:
    """Hold the claim of a common debt, so that two of its cases are not written at once on what the other shows."""
    if step.facts.common is None:
        return
    Claim.objects.select_for_update().get(pk=case.claim_id)
    if common_debt(case) != step.facts.common:
        raise Changed(
            "Un autre débiteur solidaire vient de payer, ou l'un de ses paiements d'être annulé : relisez ce qui "
            "reste à payer. Rien n'a été enregistré."
        )


def follow(done: Done, by: By, at: datetime) -> None:
    """Keep true the certificates of the other solidary debtors, once a payment is written or cancelled.

    In the same office they are made, or withdrawn, by the officer who acts, each in its own case. Elsewhere, or when
    he may not sign, or a provider fails, the office is told that its case moved: the act then waits on its page.
    The payment itself is written already: nothing here undoes it, and nothing is raised.
    """
    case = done.case
    if not case.claim.solidarity_basis:
        return
    with walls.lowered():  # another debtor's case may be another office's
        beside = Case.objects.filter(claim=case.claim_id, purged_on=None, state__in=OUTCOME_RECORDED)
        beside = beside.exclude(pk=case.pk)
        others = [read_case(pk) for pk in beside.order_by("pk").values_list("pk", flat=True)]
        stale = [other for other in others if facts_of(other).certificate]
    for other in stale:
        here = other.office_id == case.office_id and by.role == roles.OFFICER
        if not (here and _updated(other, by, at)):
            _tell(other, done, at)


def _updated(other: Case, by: By, at: datetime) -> bool:
    try:
        update_certificate(case_id=other.pk, by=replace(by, seen=None), at=at)
    except (Refused, Changed, TryAgain, NeverAgain):
        return False
    return True


def _tell(other: Case, done: Done, at: datetime) -> None:
    key = f"{other.reference}/{done.case.pk.hex[-12:]}-{done.number}/tell_office"
    with walls.lowered(), transaction.atomic():  # after an act that was sure of its time: nothing is raised
        message = Message.objects.create(
            case=other, office_id=other.office_id, key=key, effect="tell_office", next_at=at, created_at=at
        )
        queue().put([(message.pk, message.effect)])
