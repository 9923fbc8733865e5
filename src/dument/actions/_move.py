"""The one way to change a case: ask the table, make the papers, then write everything in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from dument.actions import register, roles
from dument.actions._papers import Paper
from dument.law.findings import Finding
from dument.ports.errors import TryAgain
from dument.ports.faults import reached
from dument.ports.queue import queue
from dument.ports.storage import put_all
from dument.procedure import machine
from dument.procedure.facts import Attempt, Details, Facts
from dument.procedure.packs import pack
from dument.procedure.states import Act, Actor, State
from dument.records import awaiting, clocks, whole
from dument.records.cases.models import Case, Decision
from dument.records.desk.models import Preparation
from dument.records.documents.models import Document
from dument.records.journal.chain import Line, append
from dument.records.journal.models import Event
from dument.records.outbox.models import Message
from dument.records.reading import facts_of, legal_day, place_day, read_case

TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who acts: in which capacity, under which stable identifier, under which name (printed, never logged).

    `role` is his place in the office, empty when he acts for none: only an officer does all of the officer's acts.
    `seen` is the version of the case that he had before him, None when he does not say: an act decided on another
    version than the present one is not done. `trace` is kept in the journal with the act: the address he came from,
    and the hash of the page that he was shown.
    """

    actor: Actor
    id: str
    name: str = ""
    role: str
    seen: int | None = None
    trace: Mapping[str, str] = field(default_factory=dict, hash=False)


class Changed(Exception):
    """The case moved since the person looked at it: a double click, a second tab, somebody else's act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An act that the table opens, about to be written; when `draft`, only its papers are read."""

    case: Case
    facts: Facts
    attempt: Attempt
    judgment: machine.Judgment
    by: By
    at: datetime
    papers: tuple[Paper, ...] = ()
    draft: bool = False

    @property
    def on(self) -> date:
        """Return the legal day of the act."""
        return self.attempt.on

    @property
    def details(self) -> Details:
        """Return what the act brings."""
        return self.attempt.given


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was written: the case as it now stands, the journal line's number, the warnings that were given."""

    case: Case
    number: int
    warnings: tuple[Finding, ...]
    documents: tuple[Document, ...]


Enrich = Callable[[Case, Facts, Attempt], Facts]
MakePapers = Callable[[Step], Sequence[Paper]]
Write = Callable[[Step, Case], Mapping[str, object]]


def nothing(step: Step, case: Case) -> Mapping[str, object]:
    """Write nothing but the state, the journal line and the messages."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How one act is carried out: what is learned before the table is asked, which papers, which rows."""

    enrich: Enrich | None = None
    papers: MakePapers | None = None
    write: Write = field(default=nothing)


def move(
    *,
    case_id: UUID,
    act: Act,
    by: By,
    at: datetime,
    details: Details | None = None,
    reasons: Mapping[str, str] | None = None,
    how: How | None = None,
) -> Done:
    """Do the act and return what was written, all or nothing.

    Papers are made, signed and stored before the transaction; inside it the case's version is looked at again,
    and if it moved everything is judged anew. `reasons` gives the officer's reason for each finding he decides.
    Raises Reserved when the role of `by` does not allow it, Refused with every reason, Changed when `by` saw
    another version, Case.DoesNotExist, TryAgain when a provider fails, clocks disagree or the case never
    rests.
    """
    roles.check(actor=by.actor, role=by.role, act=act)
    how = how or How()
    for _ in range(TRIES):
        step = _with_papers(_judge(case_id, act, by, at, details or Details(), how), how)
        reached("act.judged")
        done = _write(step, how, reasons or {})
        if done:
            reached("act.committed")
            return done
    raise TryAgain(
        "Ce dossier change sans cesse en ce moment : réessayez dans un instant. Rien n'a été modifié."
    )


def _judge(case_id: UUID, act: Act, by: By, at: datetime, details: Details, how: How) -> Step:
    case = read_case(case_id)
    facts = facts_of(case)
    attempt = Attempt(
        act=act, actor=by.actor, on=legal_day(at), place_day=place_day(case, at), details=details
    )
    if how.enrich:
        facts = how.enrich(case, facts, attempt)
    judgment = machine.fire(pack(case.pack), facts, attempt)
    if by.seen not in (None, case.version):
        raise Changed("Ce dossier a changé depuis que vous avez ouvert cette page. Rien n'a été modifié.")
    return Step(case=case, facts=facts, attempt=attempt, judgment=judgment, by=by, at=at)


def _with_papers(step: Step, how: How) -> Step:
    """Return the step with its papers made, signed and stored."""
    if how.papers is None:
        return step
    clocks.require()  # before anything is signed
    papers = tuple(how.papers(step))
    put_all([paper.content for paper in papers])
    reached("act.papers_kept")
    return replace(step, papers=papers)


def sketch(
    *, case_id: UUID, act: Act, by: By, at: datetime, details: Details, papers: MakePapers
) -> tuple[Paper, ...]:
    """Return the papers of an act as they would be made now, marked drafts, unsigned; nothing is kept or written.

    Raises Refused with every reason, MentionsMissing, Case.DoesNotExist.
    """
    step = _judge(case_id, act, by, at, details, How(papers=papers))
    return tuple(papers(replace(step, draft=True)))


def _write(step: Step, how: How, reasons: Mapping[str, str]) -> Done | None:
    """Write the step; return None, with nothing written, when the case moved meanwhile.

    Raises Case.DoesNotExist when it was erased meanwhile: what is written later would never be erased.
    """
    with clocks.agreeing():
        locked = Case.objects.select_for_update(of=("self",)).filter(pk=step.case.pk, purged_on=None)
        if locked.values_list("version", flat=True).get() != step.case.version:
            return None
        case = whole.bare(step.case)
        reached("act.in_transaction")
        target = step.judgment.row.target
        before = case.state
        case.state = (target or State(case.state)).value
        case.version += 1
        body = dict(how.write(step, case))
        documents = _documents(case, step)
        decided = [_decide(case, step, finding, reasons) for finding in step.judgment.decided]
        body |= {"from": before, "to": case.state, "article": step.judgment.row.article}
        body |= _details_told(step.details)
        if step.by.trace:
            body["trace"] = dict(step.by.trace)
        if documents:
            body["documents"] = [{"kind": paper.kind, "sha256": paper.sha256} for paper in documents]
        if decided:
            body["decided"] = decided
        prepared_by = _taken_up(case, step)
        if prepared_by:
            body["prepared_by"] = prepared_by
        if step.judgment.warnings:
            body["warnings"] = [warning.code for warning in step.judgment.warnings]
        event = append(
            case,
            Line(
                type=step.attempt.act.value,
                on=step.on,
                at=step.at,
                actor=step.by.actor.value,
                actor_id=step.by.id,
                body=body,
            ),
        )
        _post(case, step, event.number)
        case.awaits = awaiting.word(case)
        case.save(update_fields=whole.changes(step.case, case))
        _enter(case, step, event, body)
        reached("act.written")
    return Done(case=case, number=event.number, warnings=step.judgment.warnings, documents=tuple(documents))


def _documents(case: Case, step: Step) -> list[Document]:
    """Write the papers of the act; only a proposal or a renewed letter can come a second time."""
    kinds = [paper.kind for paper in step.papers]
    if not kinds:
        return []
    held = Document.objects.filter(case=case, kind__in=kinds).values_list("kind", flat=True)
    ranks = Counter(held)
    return Document.objects.bulk_create(
        Document(
            case=case,
            office_id=case.office_id,
            kind=paper.kind,
            rank=ranks[paper.kind] + 1,
            on=step.on,
            sha256=paper.sha256,
            size=len(paper.content),
            signed=paper.signed,
        )
        for paper in step.papers
    )


def _taken_up(case: Case, step: Step) -> str:
    """Take up what a clerk prepared for the act, which is now done; return who prepared it."""
    if step.by.actor is not Actor.OFFICER:
        return ""
    prepared = Preparation.objects.filter(case=case, act=step.attempt.act.value).first()
    if prepared is None:
        return ""
    prepared.delete()
    return str(prepared.prepared_by_id)


def _enter(case: Case, step: Step, event: Event, body: Mapping[str, object]) -> None:
    """Enter the act in the office's register, last of all: the office's lock is then held the shortest."""
    corrects = body.get("corrects")
    if step.by.actor is Actor.OFFICER:
        register.enter(
            case=case,
            row=step.judgment.row,
            on=step.on,
            event=event.number,
            officer_id=step.by.id,
            corrects=corrects if isinstance(corrects, int) else None,
        )


def _decide(case: Case, step: Step, finding: Finding, reasons: Mapping[str, str]) -> dict[str, str]:
    """Keep the officer's decision; one already taken for the same finding holds."""
    reason = reasons.get(finding.code, "")
    decision, _ = Decision.objects.get_or_create(
        case=case, code=finding.code, defaults={"office_id": case.office_id, "on": step.on, "reason": reason}
    )
    return {"code": finding.code, "reason": decision.reason}


def _details_told(details: Details) -> dict[str, object]:
    """Return what the act brought as plain values, for the journal."""
    told: dict[str, object] = {}
    for name in (
        "amount",
        "posted_on",
        "channel",
        "version",
        "recipient",
        "office",
        "reason",
        "deposited_on",
        "received_on",
    ):
        value = getattr(details, name)
        if value is not None:
            told[name] = value if isinstance(value, int) else str(value)
    if details.instalments:
        told["instalments"] = [
            {"on": str(part.on), "amount": str(part.amount)} for part in details.instalments
        ]
    if details.assisted:
        told["assisted"] = True
    return told


def _post(case: Case, step: Step, number: int) -> None:
    """Put one message per effect in the outbox and tell the queue; a debtor never invited is told nothing."""
    effects = [
        effect
        for effect in step.judgment.row.effects
        if not (effect == "tell_debtor" and case.dispatched_on is None)
    ]
    messages = Message.objects.bulk_create(
        Message(
            case=case,
            office_id=case.office_id,
            key=f"{case.reference}/{number}/{effect}",
            effect=effect,
            next_at=step.at,
            created_at=step.at,
        )
        for effect in effects
    )
    queue().put([(message.pk, message.effect) for message in messages])
