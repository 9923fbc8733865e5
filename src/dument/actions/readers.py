"""What the holder of a letter says of himself and gives: not the addressee, a way to be told, his budget."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from dument.actions._move import By, Done, How, Step, move
from dument.actions.ordinary import report_fact
from dument.law.money import in_french
from dument.procedure.finder import may_ask
from dument.procedure.states import Act
from dument.records.cases.models import Case, ReportedFact
from dument.records.reading import legal_day

OFFER = "offer"


class TooManyAskings(Exception):
    """The debtor asked as often as he may whether the office could propose something."""


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


def offer(*, case_id: UUID, by: By, at: datetime, amount: Decimal, count: int) -> Done | None:
    """Record, for the office, what the debtor says he can pay: that many euros in `count` monthly payments.

    The words say that nothing is acknowledged: an acknowledgment would begin the limitation again (C. civ. 2240).
    None when he said the very same before, which is not one more asking. Raises TooManyAskings after the last one
    allowed (`procedure.finder`), counted under the case's lock; Refused.
    """
    text = f"Sans reconnaître la dette, peut payer {in_french(amount)} en {count} fois, une fois par mois."
    if ReportedFact.objects.filter(case_id=case_id, kind=OFFER, text=text).exists():
        return None

    def write(step: Step, case: Case) -> Mapping[str, object]:
        if not may_ask(ReportedFact.objects.filter(case=case, kind=OFFER).count()):
            raise TooManyAskings
        said_by = by.name or "le destinataire"
        ReportedFact.objects.create(
            case=case, office_id=case.office_id, kind=OFFER, on=step.on, said_by=said_by, text=text
        )
        return {"kind": OFFER, "said_by": said_by, "text": text}

    return move(case_id=case_id, act=Act.REPORT_FACT, by=by, at=at, how=How(write=write))
