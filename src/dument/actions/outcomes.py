"""What the officer notes: the acceptance to take part, and the four endings of R125-5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from dument.actions import _papers, _recital
from dument.actions._move import By, Done, How, Step, move
from dument.law.limitation import period_for
from dument.procedure.facts import Details
from dument.procedure.states import ENDINGS, Act
from dument.records.cases.models import Case, Outcome

NOTED = {
    Act.NOTE_REFUSAL: "Le destinataire de la lettre a refusé de participer à la procédure.",
    Act.NOTE_TERMS_REFUSAL: "Le débiteur a refusé expressément le montant ou les modalités proposés.",
    Act.NOTE_EXPIRY: "Le délai d'un mois a expiré sans accord sur le montant et les modalités du paiement.",
    Act.NOTE_AGREEMENT: "Les parties ont conclu un accord sur le montant et les modalités du paiement.",
}


def note_acceptance(*, case_id: UUID, by: By, at: datetime) -> Done:
    """Note the acceptance: it suspends the limitation from that day (C. civ. 2238), not a forclusion."""
    return move(
        case_id=case_id,
        act=Act.NOTE_ACCEPTANCE,
        by=by,
        at=at,
        how=How(papers=_acceptance_record, write=_mark_acceptance),
    )


def _mark_acceptance(step: Step, case: Case) -> Mapping[str, object]:
    case.acceptance_noted_on = step.on
    return {"limitation_suspended": not _forclusion(step)}


def _forclusion(step: Step) -> bool:
    return period_for(
        cause=step.facts.cause, creditor=step.facts.creditor, debtor=step.facts.debtor
    ).forclusion


def _acceptance_record(step: Step) -> Sequence[_papers.Paper]:
    data = {
        **_recital.common(step),
        "dispatch": _recital.dispatch(step.case),
        "acceptance": _recital.acceptance(step.case),
        "last_day": _recital.iso(step.case.last_day),
        "forclusion": _forclusion(step),
    }
    return [_recital.make("acceptance_record", data, step)]


def note_refusal(*, case_id: UUID, by: By, at: datetime) -> Done:
    """Note the express refusal to take part: the procedure ends (R125-5 1°). Raises Refused."""
    return _note(Act.NOTE_REFUSAL, case_id, by, at, {})


def note_terms_refusal(*, case_id: UUID, by: By, at: datetime) -> Done:
    """Note the express refusal of the amount or terms: the procedure ends (R125-5 3°). Raises Refused."""
    return _note(Act.NOTE_TERMS_REFUSAL, case_id, by, at, {})


def note_expiry(*, case_id: UUID, by: By, at: datetime, decide: Mapping[str, str] | None = None) -> Done:
    """Note that the month is over without agreement (R125-5 2°). Never done by the clock. Raises Refused."""
    return _note(Act.NOTE_EXPIRY, case_id, by, at, decide or {})


def note_agreement(*, case_id: UUID, by: By, at: datetime, decide: Mapping[str, str] | None = None) -> Done:
    """Note the agreement on amount and terms (R125-5 4°); payments are free again. Raises Refused."""
    return _note(Act.NOTE_AGREEMENT, case_id, by, at, decide or {})


def _note(act: Act, case_id: UUID, by: By, at: datetime, decide: Mapping[str, str]) -> Done:
    return move(
        case_id=case_id,
        act=act,
        by=by,
        at=at,
        details=Details(decide=frozenset(decide)),
        reasons=decide,
        how=How(papers=_outcome_papers, write=_write_outcome),
    )


def _write_outcome(step: Step, case: Case) -> Mapping[str, object]:
    ending = ENDINGS[step.attempt.act]
    Outcome.objects.create(case=case, office_id=case.office_id, ending=ending, on=step.on)
    agreed_on: date | None = step.facts.agreed_on() if step.attempt.act is Act.NOTE_AGREEMENT else None
    return {"ending": ending} | ({"agreed_on": str(agreed_on)} if agreed_on else {})


def _outcome_papers(step: Step) -> Sequence[_papers.Paper]:
    act = step.attempt.act
    common = _recital.common(step)
    outcome: dict[str, object] = {
        **common,
        "ending": ENDINGS[act],
        "noted_facts": NOTED[act],
        "dispatch": _recital.dispatch(step.case),
        "last_day": _recital.iso(step.case.last_day),
        "steps": _recital.steps(step),
    }
    made = []
    if act is Act.NOTE_AGREEMENT:
        outcome["terms"] = _recital.terms(step.case)
        made.append(_recital.make("agreement", _agreement(step, common), step))
    return [*made, _recital.make("outcome_record", outcome, step)]


def _agreement(step: Step, common: dict[str, object]) -> dict[str, object]:
    return {
        **common,
        "version": step.facts.latest_version,
        "terms": _recital.terms(step.case),
        "last_day": _recital.iso(step.case.last_day),
        "dispatch": _recital.dispatch(step.case),
        "acceptance": _recital.acceptance(step.case),
        "creditor_consent": _recital.consent(step.case, "creditor"),
        "debtor_consent": _recital.consent(step.case, "debtor"),
    }
