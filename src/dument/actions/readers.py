"""What the holder of a letter says of himself and gives: not the addressee, a way to be told, his budget."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from dument.actions._move import By, Done
from dument.actions.ordinary import report_fact
from dument.records.cases.models import ReportedFact
from dument.records.reading import legal_day

NotHim = Literal["not_addressee", "moved"]


def declare(*, case_id: UUID, by: By, at: datetime, what: NotHim) -> Done | None:
    """Record that the letter's holder is not its addressee, or that he moved; None when it was told that day already.

    Nothing else changes: the month runs, the case stays where it is, and the office looks for the address.
    """
    if ReportedFact.objects.filter(case_id=case_id, kind=what, on=legal_day(at)).exists():
        return None
    return report_fact(
        case_id=case_id, by=by, at=at, kind=what, changes={}, said_by="la personne qui tient la lettre"
    )


def give_contact(*, case_id: UUID, by: By, at: datetime, email: str, phone: str) -> Done:
    """Record where the debtor wishes to be told of what is new; empty texts withdraw what he gave. Raises Refused."""
    return report_fact(
        case_id=case_id,
        by=by,
        at=at,
        kind="contact",
        changes={"email": email, "phone": phone},
        said_by=by.name or "le destinataire",
    )


def share_budget(*, case_id: UUID, by: By, at: datetime, text: str) -> Done:
    """Record, for the office, the budget that the debtor chose to share. Raises Refused."""
    return report_fact(
        case_id=case_id,
        by=by,
        at=at,
        kind="budget",
        changes={},
        said_by=by.name or "le destinataire",
        text=text,
    )
