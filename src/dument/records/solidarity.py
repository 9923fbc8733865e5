"""The common debt of a claim that several owe whole: what each owes and paid, read in one query."""

from __future__ import annotations

from typing import Any

from django.db.models import Case as Depending
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum, When

from dument.law.imputation import Payment
from dument.law.money import from_cents
from dument.law.solidarity import CommonDebt, Owed
from dument.procedure.states import MONTH_RUNNING, OUTCOME_RECORDED, State
from dument.records import walls
from dument.records.cases.models import Case, Proposal
from dument.records.money.models import Receipt

AGREED = (State.AGREED.value, State.TITLE_ISSUED.value)


def paid_of() -> QuerySet[Receipt, Any]:
    """Return a subquery: the cents paid of each case's claim, by all who owe it whole (C. civ. 1313), else in the case.

    No row where nothing was paid. It is for a list: `common_debt` judges one case.
    """
    standing = Receipt.objects.filter(case__claim=OuterRef("claim"), cancellation=None)
    counting = standing.filter(Q(case=OuterRef("pk")) | ~Q(case__claim__solidarity_basis=""))
    return counting.order_by().values("case__claim").annotate(paid=Sum("amount_cents")).values("paid")


def common_debt(case: Case) -> CommonDebt | None:
    """Return the debt that the case's debtor shares whole with others, once his month runs; None for a share.

    The payments that stand count, whichever office recorded them, and those of cases given up since: nobody pays twice
    (C. civ. 1313). While his month runs nothing is paid in his own case (CPCE R125-7), but another, whose outcome is
    recorded already, may pay meanwhile.
    """
    if not case.claim.solidarity_basis or State(case.state) not in OUTCOME_RECORDED | MONTH_RUNNING:
        return None
    of_claim = Case.objects.filter(claim=case.claim_id)
    latest = Proposal.objects.filter(case=OuterRef("pk")).order_by("-version").values("amount_cents")[:1]
    read = of_claim.annotate(
        agreed=Depending(When(state__in=AGREED, then=Subquery(latest))),
        claimed=F("principal_cents") + F("interest_cents") + F("other_cents"),
    )
    with walls.lowered():  # another debtor's case may be another office's
        rows = list(
            read.order_by("pk", "receipts__pk").values_list(
                "pk", "claimed", "agreed", "receipts__on", "receipts__amount_cents", "receipts__cancellation"
            )
        )
    owed: dict[object, Owed] = {}
    for pk, claimed, agreed, on, amount, cancelled in rows:
        before = owed[pk].payments if pk in owed else ()
        owed[pk] = Owed(
            claimed=from_cents(claimed),
            agreed=None if agreed is None else from_cents(agreed),
            payments=(*before, Payment(on, from_cents(amount))) if on and not cancelled else before,
        )
    mine = owed.pop(case.pk)
    return CommonDebt(mine=mine, others=tuple(owed.values()))
