"""What the debtor keeps: the proof of each step and the account of the payments, as PDF files made from the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dument.law.money import in_french
from dument.law.parameters import day_in_french
from dument.ports.pdf import typesetter
from dument.procedure.states import MONTH_RUNNING, State
from dument.queries import clock
from dument.queries.cases import CaseRead
from dument.queries.debtor import DebtorRead, Paid, debtor_case
from dument.queries.parts import PartyRead
from dument.web.access import DebtorSeat, for_debtor
from dument.web.debtor.steps import steps_of
from dument.web.files import as_paper
from dument.web.templatetags.french import moment_in_french


@for_debtor
@require_safe
def proof(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Give the proof of each step: who, what, when, where the journal keeps it."""
    case = debtor_case(case_id=seat.case_id, at=clock.now()).case
    entries = [
        {
            "number": entry.number,
            "at": moment_in_french(entry.at),
            "who": entry.actor,
            "what": entry.sentence,
            "more": list(entry.more),
            "article": entry.article,
            "hash": entry.hash,
        }
        for entry in steps_of(case)
    ]
    if not entries:
        raise Http404
    return _file(case, "step_proof", "preuve", {"entries": entries})


@for_debtor
@require_safe
def statement(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Give the account: what was agreed, paid, what each payment covered, what remains."""
    read = debtor_case(case_id=seat.case_id, at=clock.now())
    if not read.schedule:
        raise Http404
    return _file(read.case, "account", "releve", _account(read))


@for_debtor
@require_safe
def easy_letter(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Give the letter's first page in easy French, as long as it may be answered; the letter alone counts."""
    read = debtor_case(case_id=seat.case_id, at=clock.now())
    if read.over or read.case.state not in {State.PREPARED, *MONTH_RUNNING}:
        raise Http404
    told = {"last_day": read.last_day.isoformat()} if read.last_day else {}
    return _file(read.case, "easy_letter", "lettre facile à lire", told)


def _account(read: DebtorRead) -> Mapping[str, object]:
    return {
        "dues": [
            {
                "on": due.on.isoformat(),
                "amount": str(due.amount),
                "covered": f"{due.covered:.2f}",
                "left": f"{due.left:.2f}",
            }
            for due in read.schedule
        ],
        "receipts": [
            {
                "on": paid.on.isoformat(),
                "amount": str(paid.amount),
                "recipient": paid.recipient,
                "covers": _covers(paid),
            }
            for paid in read.receipts
        ],
        "left": f"{read.left_to_pay:.2f}",
    }


def _covers(paid: Paid) -> list[str]:
    return [
        f"{f'échéance du {day_in_french(on)}' if on else 'trop-perçu, à vous rendre'} : {in_french(amount)}"
        for on, amount in paid.covers
    ]


def _file(case: CaseRead, kind: str, name: str, more: Mapping[str, object]) -> HttpResponse:
    office = case.office
    if office is None:  # a code is only given once an office has the case
        raise Http404
    data: dict[str, Any] = {
        "office": {
            "name": office.name,
            "address": [office.address, f"{office.postcode} {office.city}"],
            "town": office.city,
            "phone": office.phone,
            "email": office.email,
            "court_of_appeal": office.court,
            "directory": settings.DUMENT_DIRECTORY,
        },
        "reference": case.reference,
        "day": case.on.isoformat(),
        "creditor": _party(case.creditor),
        "debtor": _party(case.debtor),
        "claim": {"total": str(case.total)},
        "demo": not settings.PRODUCTION,
        **more,
    }
    return as_paper(typesetter().render(kind, data), f"{case.reference} {name}.pdf")


def _party(party: PartyRead) -> dict[str, object]:
    lines = (party.address, f"{party.postcode} {party.city}".strip())
    return {"name": party.name, "address": [line for line in lines if line]}
