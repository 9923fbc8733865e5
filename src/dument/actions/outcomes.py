"""What the officer notes: the acceptance to take part, and the four endings of R125-5."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from dument.actions import _papers, _recital
from dument.actions._move import By, Done, How, Step, move
from dument.law.limitation import period_for
from dument.law.parameters import day_in_french
from dument.procedure.facts import Details
from dument.procedure.states import ENDINGS, Act
from dument.records.cases.models import Case, Outcome


def note_acceptance(*, case_id: UUID, by: By, at: datetime, decide: Mapping[str, str] | None = None) -> Done:
    """Note the acceptance: it suspends the limitation from that day (C. civ. 2238), not a forclusion.

    `decide` gives the officer's reason for each finding left to him: that who answered for the debtor had the power.
    """
    return move(
        case_id=case_id,
        act=Act.NOTE_ACCEPTANCE,
        by=by,
        at=at,
        details=Details(decide=frozenset(decide or {})),
        reasons=decide,
        how=How(papers=acceptance_papers, write=_mark_acceptance),
    )


def _mark_acceptance(step: Step, case: Case) -> Mapping[str, object]:
    case.acceptance_noted_on = step.on
    return {"limitation_suspended": not _forclusion(step)}


def _forclusion(step: Step) -> bool:
    return period_for(
        cause=step.facts.cause, creditor=step.facts.creditor, debtor=step.facts.debtor
    ).forclusion


def acceptance_papers(step: Step) -> Sequence[_papers.Paper]:
    """Return the record of the acceptance."""
    data = {
        **_recital.common(step),
        "dispatch": _recital.dispatch(step.case),
        "last_day": _recital.iso(step.case.last_day),
        **_limitation(step),
    }
    return [_recital.make("acceptance_record", data, step)]


def _limitation(step: Step) -> dict[str, object]:
    """Return what the papers need to tell the effect of the acceptance on the limitation (C. civ. 2238)."""
    return {
        "acceptance": _recital.acceptance(step.case),
        "forclusion": _forclusion(step),
        "time_barred": _papers.time_barred(step.facts, step.on),
    }


def note_refusal(*, case_id: UUID, by: By, at: datetime, decide: Mapping[str, str] | None = None) -> Done:
    """Note the express refusal to take part: the procedure ends (R125-5 1°). Raises Refused."""
    return _note(Act.NOTE_REFUSAL, case_id, by, at, decide or {})


def note_terms_refusal(
    *, case_id: UUID, by: By, at: datetime, decide: Mapping[str, str] | None = None
) -> Done:
    """Note the express refusal of the amount or terms: the procedure ends (R125-5 3°). Raises Refused."""
    return _note(Act.NOTE_TERMS_REFUSAL, case_id, by, at, decide or {})


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
        how=How(papers=outcome_papers, write=_write_outcome),
    )


def _write_outcome(step: Step, case: Case) -> Mapping[str, object]:
    ending = ENDINGS[step.attempt.act]
    Outcome.objects.create(case=case, office_id=case.office_id, ending=ending, on=step.on)
    agreed_on: date | None = step.facts.agreed_on() if step.attempt.act is Act.NOTE_AGREEMENT else None
    return {"ending": ending} | ({"agreed_on": str(agreed_on)} if agreed_on else {})


def outcome_papers(step: Step) -> Sequence[_papers.Paper]:
    """Return the record of an ending, after the agreement when there is one."""
    act = step.attempt.act
    agreed = act is Act.NOTE_AGREEMENT
    common = _recital.common(step)
    outcome: dict[str, object] = {
        **common,
        "ending": ENDINGS[act],
        "noted_facts": NOTED[act](step),
        "dispatch": _recital.dispatch(step.case),
        "last_day": _recital.iso(step.case.last_day),
        "steps": _recital.steps(step, amounts=agreed),
    }
    if step.case.acceptance_noted_on:
        outcome |= _limitation(step)
    made = []
    if agreed:
        outcome["terms"] = _recital.terms(step.case)
        made.append(_recital.make("agreement", _agreement(step, common), step))
    return [*made, _recital.make("outcome_record", outcome, step)]


def _refusal(step: Step) -> str:
    return f"Le destinataire de la lettre a refusé de participer à la procédure, {_refused(step, 'refuse')}."


def _terms_refusal(step: Step) -> str:
    told = f"Le débiteur a refusé expressément, {_refused(step, 'refuse_terms')}"
    return f"{told}, le montant ou les modalités de la proposition n° {step.facts.latest_version}."


def _refused(step: Step, kind: str) -> str:
    answer = _recital.last_answer(step.case, kind)
    day = day_in_french(answer.posted_on or answer.on)
    return f"le {day}, {_recital.how(step.case, answer, _recital.REFUSED_BY)}"


def _expiry(step: Step) -> str:
    """Return what happened in the month: an acceptance that led to no agreement, a refusal not noted, or silence."""
    noted_on = step.case.acceptance_noted_on
    if noted_on:
        told = f"Le débiteur participait à la procédure, comme il a été constaté le {day_in_french(noted_on)}"
    elif step.facts.acceptance_received:
        accepted = _recital.acceptance(step.case)
        day = day_in_french(date.fromisoformat(str(accepted["on"])))
        told = f"Le débiteur a accepté de participer le {day}, {accepted['channel']}"
    elif step.facts.refusal_received:
        return _refusal(step)
    else:
        return "Aucune réponse n'est parvenue dans le délai : refus implicite (article R. 125-2, III, 4°)."
    return f"{told} ; aucun accord sur le montant et les modalités n'a été établi dans le délai."


def _agreed(step: Step) -> str:
    day = step.facts.agreed_on()
    on = f", le {day_in_french(day)}," if day else ""
    return f"Les parties ont conclu{on} un accord sur le montant et les modalités du paiement."


NOTED: Mapping[Act, Callable[[Step], str]] = {
    Act.NOTE_REFUSAL: _refusal,
    Act.NOTE_TERMS_REFUSAL: _terms_refusal,
    Act.NOTE_EXPIRY: _expiry,
    Act.NOTE_AGREEMENT: _agreed,
}


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
