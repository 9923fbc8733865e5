"""The letter: prepared and sealed by the officer, then its dispatch recorded from the proof of deposit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.conf import settings

from dument.actions import _papers, letter_numbers
from dument.actions._move import By, Changed, Done, How, Step, move
from dument.actions.codes import MASKED, code_of, grouped
from dument.actions.discarding import discard_hidden, discard_letters, erase_at_once
from dument.law import mentions, texts
from dument.law.deadlines import one_month
from dument.law.interest import Interest, accrue, total_of
from dument.law.money import cents, from_cents
from dument.ports import pdf
from dument.ports.pdf import typesetter
from dument.ports.storage import store
from dument.procedure.facts import Attempt, Details, Facts
from dument.procedure.machine import Refused
from dument.procedure.states import OUTCOME_RECORDED, Act, State
from dument.records import clocks, copies
from dument.records.accounts.models import User
from dument.records.cases.models import Case, InterestLine
from dument.records.journal.models import Event
from dument.records.outbox.models import Message
from dument.records.reading import facts_of, legal_day, read_case_of, territories

KINDS = ("conflict_declaration", "invitation", "acceptance_form", "refusal_form")


def prepare(*, case_id: UUID, by: By, at: datetime, decide: Mapping[str, str] | None = None) -> Done:
    """Freeze the amounts, seal the letter and its forms, and hand them to the carrier. Raises Refused.

    `decide` gives the officer's reason for each finding that the law leaves to him. Two renderings of the
    letter are made: the one kept has its code masked; the carrier's copy is hidden, encrypted, and destroyed
    once the deposit is proven.
    """
    given = decide or {}
    try:
        return move(
            case_id=case_id,
            act=Act.PREPARE,
            by=by,
            at=at,
            details=Details(decide=frozenset(given)),
            reasons=given,
            how=How(enrich=_enrich, papers=_letter, write=_freeze),
        )
    except (Refused, Changed):
        _leave_no_copy(case_id)
        raise


def _leave_no_copy(case_id: UUID) -> None:
    """Destroy the copy hidden for an act that was not done, when the case was given up or sent meanwhile."""
    with clocks.agreeing():
        case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
        if case.state == State.DRAFT or case.state in copies.MAY_HIDE:
            return
        discard_hidden(hidden(case))
    destroy_copies(case)


def interest_on(facts: Facts, on: date) -> Interest | None:
    """Return the interest of a claim whose rate runs, up to that day; None when it is a fixed sum."""
    plan = facts.interest_plan
    if plan is None:
        return None
    return accrue(
        principal=facts.principal,
        first_day=plan.first_day,
        last_day=on,
        rate=plan.rate,
        creditor=facts.creditor,
    )


def _enrich(case: Case, facts: Facts, attempt: Attempt) -> Facts:
    """Tell the table which mandatory mentions the letter would lack on that day."""
    if case.office is None:
        return facts
    data = _data(case, facts, "officier", attempt.on)
    lacking = [f"{mention.label} ({mention.article})" for mention in mentions.missing("invitation", data)]
    if settings.PRODUCTION:
        lacking += [f"{text.title}, texte non vérifié" for text in texts.unconfirmed(attempt.on)]
    return replace(facts, missing_mentions=tuple(lacking))


def _data(case: Case, facts: Facts, officer: str, on: date) -> dict[str, object]:
    return _papers.common(case, facts, officer, on, []) | _of_letter(facts, on)


def interest_lines(interest: Interest | None) -> list[pdf.InterestLine]:
    """Return the interest as printed lines whose cents add up to the whole, none of them negative.

    Each line is what the rounded running total gains: a cent lost on one line comes back on a later one.
    """
    if interest is None:
        return []
    lines: list[pdf.InterestLine] = []
    told = Decimal(0)
    for rank, segment in enumerate(interest.segments, start=1):
        reached = total_of(interest.segments[:rank])
        lines.append(
            {
                "since": segment.first_day.isoformat(),
                "until": segment.last_day.isoformat(),
                "rate": f"{segment.rate_pct:f}",
                "days": segment.days,
                "amount": str(reached - told),
            }
        )
        told = reached
    return lines


def _letter(step: Step) -> Sequence[_papers.Paper]:
    interest = interest_on(step.facts, step.on)
    facts = replace(step.facts, interest=interest.amount, interest_plan=None) if interest else step.facts
    case, officer = step.case, step.by.name
    shared = _papers.common(case, facts, officer, step.on, interest_lines(interest))
    signatory = _papers.Signatory(id=step.by.id, name=officer, at=step.at)
    assert case.office is not None  # noqa: S101 - the table opens prepare to a submitted case only
    letter = shared | _of_letter(facts, step.on)
    data = {"invitation": letter, "conflict_declaration": shared | _conflict(step)}
    made = [_papers.make(kind, data.get(kind, shared), signatory, case.office.city) for kind in KINDS]
    # Hidden last: a letter that could not be made leaves no copy behind.
    rank = case.code_rank + 1
    store().hide(carrier_copy(case, rank), _with_code(letter, case, rank))
    return made


def _with_code(data: Mapping[str, object], case: Case, rank: int, kind: str = "invitation") -> bytes:
    return typesetter().render(kind, {**data, "code": grouped(code_of(case.pk, rank))})


class NoLetter(LookupError):
    """The office has no case of that reference whose letter is still to be sealed."""


def preview(*, office_id: UUID, reference: str, officer: str, at: datetime) -> bytes:
    """Return the letter of an office's submitted case as it would be sealed now, its code masked; nothing is kept.

    Raises NoLetter, MentionsMissing.
    """
    try:
        case = read_case_of(office_id, reference, State.SUBMITTED)
    except Case.DoesNotExist:
        raise NoLetter(reference) from None
    return typesetter().render("invitation", preview_data(case, officer, at))


def preview_data(case: Case, officer: str, at: datetime) -> dict[str, object]:
    """Return the data of the letter as it would be sealed at that instant, its code masked."""
    facts, on = facts_of(case), legal_day(at)
    interest = interest_on(facts, on)
    if interest:
        facts = replace(facts, interest=interest.amount, interest_plan=None)
    return _papers.common(case, facts, officer, on, interest_lines(interest)) | _of_letter(facts, on)


def letter_for_carrier(case: Case, rank: int) -> bytes:
    """Return the letter of a prepared case with its code of that rank, rendered again from what was frozen."""
    shared, facts, on = _as_of(case, Act.PREPARE)
    return _with_code(shared | _of_letter(facts, on), case, rank)


def code_letter(case: Case) -> bytes:
    """Return the short letter that brings the debtor his new code: it tells the true last day, or that all is over."""
    shared, facts, _ = _as_of(case, Act.RENEW_CODE)
    month = {"last_day": str(case.last_day), "raw_last_day": str(case.raw_last_day)}
    told = {"answer_url": settings.ANSWER_ADDRESS, "over": facts.state in OUTCOME_RECORDED, **month}
    return _with_code(shared | told, case, case.code_rank, "code_letter")


def _as_of(case: Case, act: Act) -> tuple[dict[str, object], Facts, date]:
    """Return what the letter of the last act of that kind shares with every paper, the facts, and its day."""
    event = Event.objects.filter(case=case, type=act.value).latest("number")
    officer = User.objects.filter(pk=event.actor_id).values_list("full_name", flat=True).first() or ""
    facts = facts_of(case)
    shared = _papers.common(case, facts, officer, event.on, _papers.frozen_interest(case))
    return shared, facts, event.on


def _of_letter(facts: Facts, on: date) -> dict[str, object]:
    told = {**texts.printed("invitation", on), "code": MASKED, "answer_url": settings.ANSWER_ADDRESS}
    return told | ({"time_barred": True} if _papers.time_barred(facts, on) else {})


def _conflict(step: Step) -> dict[str, object]:
    if step.facts.conflict == "none":
        return {"conflict": "none"}
    return {"conflict": "doubt", "referral": "Décision de l'officier consignée au journal du dossier."}


def carrier_copy(case: Case, rank: int) -> str:
    """Return the name under which the carrier's copy of the letter is hidden."""
    return copies.carrier_copy(case.pk, rank)


def hidden(case: Case) -> list[str]:
    """Return the names under which the store hides what bears the code of the letter."""
    return [copies.carrier_copy(case.pk)]


def letters_of(case_id: UUID) -> list[str]:
    """Return the keys of the letters of a case that bear its first code."""
    return list(Message.objects.filter(case_id=case_id, effect="send_letter").values_list("key", flat=True))


def discard_copies(case: Case) -> dict[str, object]:
    """Note, in the caller's transaction, that what bears the code is wanted no more; return it for the journal.

    The copies are ours, hidden, and the carrier's: destroyed by `destroy_copies` once the act is written. One may be
    hidden of a letter that no journal line tells: a process died while it was being prepared.
    """
    discard_letters(letters_of(case.pk))
    discard_hidden(hidden(case))
    return {"discarded": hidden(case)}


def destroy_copies(case: Case) -> None:
    """Have what `discard_copies` noted destroyed now; what a provider does not do yet is asked again each hour."""
    erase_at_once([*letters_of(case.pk), *hidden(case)])


def _freeze(step: Step, case: Case) -> Mapping[str, object]:
    """Freeze the interest of that day, line by line, and open the first code."""
    interest = interest_on(step.facts, step.on)
    if interest:
        for rank, line in enumerate(interest_lines(interest), start=1):
            InterestLine.objects.create(
                case=case,
                office_id=case.office_id,
                rank=rank,
                since=line["since"],
                until=line["until"],
                rate=line["rate"],
                days=line["days"],
                amount_cents=cents(Decimal(line["amount"])),
            )
        case.interest_cents, case.interest_frozen = cents(interest.amount), True
    case.code_rank += 1
    case.prepared_on = step.on
    return {
        "principal": str(step.facts.principal),
        "interest": str(from_cents(case.interest_cents)),
        "other": str(step.facts.other),
        "conflict": case.conflict,
    }


def record_dispatch(
    *,
    case_id: UUID,
    by: By,
    at: datetime,
    deposited_on: date | None = None,
    proof: str,
) -> Done:
    """Record the dispatch: the month starts on the day of the proof of deposit. Raises Refused.

    The copies that hold the code, ours and the carrier's, are destroyed: the deposit is proven. `proof` is the
    number of the registered letter, which every later paper recites; ValueError when it has no letter nor figure.
    """
    if not letter_numbers.compared(proof):
        raise ValueError("Il manque la preuve de dépôt : recopiez le numéro du recommandé.")

    def write(step: Step, case: Case) -> Mapping[str, object]:
        day = deposited_on or step.on
        month = one_month(dispatched_on=day, territories=territories(step.case))
        case.dispatched_on, case.dispatch_proof = day, proof
        case.raw_last_day, case.last_day = month.raw, month.extended_local
        letter_numbers.keep(step, case, proof)
        told = {"dispatched_on": str(day), "proof": proof, "last_day": str(month.extended_local)}
        return {**told, **discard_copies(case)}

    done = move(
        case_id=case_id,
        act=Act.RECORD_DISPATCH,
        by=by,
        at=at,
        details=Details(deposited_on=deposited_on),
        how=How(enrich=letter_numbers.looking_at(proof), write=write),
    )
    destroy_copies(done.case)
    return done
