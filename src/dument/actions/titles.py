"""The enforceable title (R125-6), and who may enforce it (R125-8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings

from dument.actions import _papers, _recital
from dument.actions._move import By, Done, How, Step, move
from dument.procedure.facts import Details
from dument.procedure.states import Act
from dument.records.cases.models import Case, Enforcer


def issue_title(*, case_id: UUID, by: By, at: datetime, decide: Mapping[str, str] | None = None) -> Done:
    """Issue the title on the agreement noted, and its free copy for the debtor. Raises Refused.

    The case stays agreed until the title is signed and stamped: both are made before anything is written.
    """
    given = decide or {}
    return move(
        case_id=case_id,
        act=Act.ISSUE_TITLE,
        by=by,
        at=at,
        details=Details(decide=frozenset(given)),
        reasons=given,
        how=How(papers=title_papers),
    )


def title_papers(step: Step) -> Sequence[_papers.Paper]:
    """Return the title, then the debtor's free copy (R125-6)."""
    data = {
        **_recital.common(step),
        "number": step.case.reference,
        "dispatch": _recital.dispatch(step.case),
        "acceptance": _recital.acceptance(step.case),
        "agreed_on": _recital.iso(step.facts.agreed_on()),
        "terms": _recital.terms(step.case),
        "steps": _recital.steps(step, amounts=True),
        "formula": True,
        "verify_url": f"{settings.SITE_URL}/verifier",
    }
    return [_recital.make(kind, data, step) for kind in ("title", "debtor_copy")]


def appoint_enforcer(*, case_id: UUID, by: By, at: datetime, named: str, same_office: bool) -> Done:
    """Record the office that the creditor charges with forced recovery: another one (R125-8). Raises Refused."""

    def write(step: Step, case: Case) -> Mapping[str, object]:
        Enforcer.objects.create(case=case, office_id=case.office_id, on=step.on, named=named)
        return {"named": named}

    return move(
        case_id=case_id,
        act=Act.APPOINT_ENFORCER,
        by=by,
        at=at,
        details=Details(office="same" if same_office else "other"),
        how=How(write=write),
    )
