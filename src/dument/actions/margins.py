"""The creditor's margin: set on a draft, changed until both parties agree."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from dument.actions._move import By
from dument.law.money import cents, from_cents
from dument.procedure.margin import Margin
from dument.procedure.states import CLOSED, State
from dument.records import clocks
from dument.records.cases.models import Case
from dument.records.cases.models import Margin as MarginRow


class MarginFixed(Exception):
    """An agreement was noted, or the case is over: there is nothing left to negotiate."""


def set_margin(*, case_id: UUID, by: By, at: datetime, margin: Margin) -> None:
    """Keep how far the officer may go; each setting is a new row and the last one counts.

    Nothing goes in the journal, which the debtor may one day read, nor in the outbox. The same margin set twice is
    kept once. Raises BadMargin for bounds that cannot hold, MarginFixed once an agreement is noted,
    Case.DoesNotExist once erased.
    """
    with clocks.agreeing():
        case = Case.objects.select_for_update(of=("self",)).get(pk=case_id, purged_on=None)
        if State(case.state) in CLOSED | {State.AGREED}:
            raise MarginFixed("Un accord est constaté, ou le dossier est clos : la marge ne change plus.")
        margin.check(from_cents(case.claimed_cents))
        bounds = {
            "instalments": margin.instalments,
            "months": margin.months,
            "rebate_cents": cents(margin.rebate),
            "floor_cents": cents(margin.floor),
        }
        last = MarginRow.objects.filter(case=case).last()
        if last and all(getattr(last, name) == value for name, value in bounds.items()):
            return
        MarginRow.objects.create(
            case=case,
            office_id=case.office_id,
            rank=last.rank + 1 if last else 1,
            at=at,
            by_id=by.id,
            **bounds,
        )
