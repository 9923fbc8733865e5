"""The creditor files, the officer declines; the creditor withdraws, the officer ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from dument.actions import letters
from dument.actions._move import By, Done, How, Step, move
from dument.actions.identities import checked_parties
from dument.procedure.facts import Details
from dument.procedure.states import Act
from dument.records.cases.models import Case, ClaimLine, Evidence, Margin, Party

# Why an officer declines or ends (FORMAT), as people read it.
REASONS = {
    "insolvency": "insolvabilité du débiteur",
    "death": "décès",
    "paid": "créance payée",
    "competence_lost": "compétence perdue",
    "other": "autre motif",
}


def submit(
    *, case_id: UUID, by: By, at: datetime, checked: Sequence[Mapping[str, object]] | None = None
) -> Done:
    """Hand the draft over to the office chosen; from then on the office never changes.

    What the company register says of the parties goes in the journal line; `checked` is what it said already, for
    whoever files inside a transaction. Raises Refused.
    """
    if checked is None:
        checked = checked_parties(case_id)

    def write(step: Step, case: Case) -> Mapping[str, object]:
        return {**_stamp_office(step, case), "checked": checked}

    return move(case_id=case_id, act=Act.SUBMIT, by=by, at=at, how=How(write=write))


def _stamp_office(step: Step, case: Case) -> Mapping[str, object]:
    case.office_id = case.chosen_office_id
    for model in (Party, ClaimLine, Evidence, Margin):
        model.objects.filter(case=case).update(office_id=case.office_id)
    return {"mandate_on": str(case.mandate_on), "court": step.facts.office_court}


def decline(*, case_id: UUID, by: By, at: datetime, reason: str, words: str = "") -> Done:
    """Decline the case, with a reason (one of REASONS) and the officer's words. Raises Refused."""
    return _with_reason(Act.DECLINE, case_id, by, at, reason, words)


def end(*, case_id: UUID, by: By, at: datetime, reason: str, words: str = "") -> Done:
    """Close an open case for a reason outside the four endings of R125-5. Raises Refused."""
    return _with_reason(Act.END, case_id, by, at, reason, words)


def _with_reason(act: Act, case_id: UUID, by: By, at: datetime, reason: str, words: str) -> Done:
    if reason not in REASONS:
        raise ValueError(f"« {reason} » n'est pas un motif ; motifs connus : {', '.join(REASONS)}.")

    return _given_up(act, case_id, by, at, Details(reason=reason), {"words": words} if words else {})


def _given_up(
    act: Act, case_id: UUID, by: By, at: datetime, details: Details, told: Mapping[str, object]
) -> Done:
    """Do an act after which no letter leaves: before the dispatch, the copies that bear the code are destroyed."""

    def write(step: Step, case: Case) -> Mapping[str, object]:
        unsent = case.office_id is not None and case.dispatched_on is None
        return {**told, **(letters.discard_copies(case) if unsent else {})}

    done = move(case_id=case_id, act=act, by=by, at=at, details=details, how=How(write=write))
    letters.destroy_copies(done.case)
    return done


def withdraw(*, case_id: UUID, by: By, at: datetime) -> Done:
    """Revoke the mandate (C. civ. 2004): none of the four endings, no exemption under CPC 750-1. Raises Refused."""
    return _given_up(Act.WITHDRAW, case_id, by, at, Details(), {})
