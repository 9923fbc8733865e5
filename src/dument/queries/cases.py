"""A case, whole, as the creditor's and the office's pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from dument.law.money import from_cents
from dument.procedure.facts import Facts
from dument.procedure.machine import STATE_LABELS
from dument.procedure.states import State
from dument.queries.rows import read_whole
from dument.queries.tasks import TASKS, Task, with_tasks
from dument.queries.timeline import Journal, journal_of
from dument.queries.words import (
    ANSWERS,
    CAUSES,
    CHANNELS,
    DOCUMENTS,
    KINDS,
    LINE_KINDS,
    RATES,
    RECIPIENTS,
)
from dument.records import reading
from dument.records.accounts.models import Office
from dument.records.cases.models import Case, Party, Proposal
from dument.records.documents.models import Document
from dument.records.money.models import Receipt


class NoSuchCase(LookupError):
    """No case of that reference may be read by whoever asks; it never tells whether one exists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRead:
    """A party as it stood when the case was filed; `kind` is the stored word, `quality` the French one."""

    name: str
    kind: str
    quality: str
    siren: str
    address: str
    postcode: str
    insee: str
    city: str
    country: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRead:
    """An office, with what is needed to reach it."""

    id: UUID
    name: str
    address: str
    postcode: str
    city: str
    departement: str
    court: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRead:
    """One element of the debt, in euros; `kind` is the stored word, `nature` the French one."""

    kind: str
    nature: str
    label: str
    amount: Decimal
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestRead:
    """The interest of one period, in euros, frozen when the letter was prepared."""

    since: date
    until: date
    rate: Decimal
    days: int
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """A supporting document (`size` in bytes)."""

    rank: int
    name: str
    media_type: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRead:
    """A paper of the procedure (`size` in bytes)."""

    kind: str
    name: str
    rank: int
    on: date
    sha256: str
    size: int
    signed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRead:
    """One payment of a schedule, in euros."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRead:
    """A version of the terms, with the day each party consented to it."""

    version: int
    on: date
    amount: Decimal
    acceleration: bool
    parts: tuple[PartRead, ...]
    creditor_on: date | None
    debtor_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRead:
    """What a party answered: `kind` is the stored word, `sentence` the French one."""

    kind: str
    sentence: str
    on: date
    channel: str
    posted_on: date | None
    said_by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRead:
    """A payment told by the office, in euros."""

    on: date
    amount: Decimal
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRead:
    """Everything about a case, in memory. Amounts in euros, days in Europe/Paris.

    `facts` are what the table looks at on `on`, the legal day of the reading; `place_day` is the day that lateness
    is judged by; `task` is what is awaited. `interest` is what is claimed so far: frozen, fixed, or zero while it
    still runs.
    """

    id: UUID
    reference: str
    state: State
    state_label: str
    version: int
    pack: str
    facts: Facts
    on: date
    place_day: date
    creditor: PartyRead
    debtor: PartyRead
    office: OfficeRead | None
    cause: str
    basis: str
    interest_from: date | None
    interest_rate: str
    principal: Decimal
    interest: Decimal
    other: Decimal
    due_on: date
    mandate_on: date | None
    lines: tuple[LineRead, ...]
    interest_lines: tuple[InterestRead, ...]
    evidence: tuple[FileRead, ...]
    papers: tuple[PaperRead, ...]
    proposals: tuple[ProposalRead, ...]
    answers: tuple[AnswerRead, ...]
    receipts: tuple[ReceiptRead, ...]
    decisions: tuple[tuple[str, str], ...]
    ending: str
    enforcer: str
    dispatch_proof: str
    code_rank: int
    conflict_declared: bool
    task: Task
    journal: Journal

    @property
    def total(self) -> Decimal:
        """Return everything claimed, in euros, as far as it is fixed."""
        return self.principal + self.interest + self.other

    @property
    def paid(self) -> Decimal:
        """Return the sum of the payments recorded, in euros."""
        return sum((receipt.amount for receipt in self.receipts), start=Decimal(0))

    @property
    def cause_label(self) -> str:
        """Return the cause in French; empty while it is not told."""
        return CAUSES.get(self.cause, "")

    @property
    def rate_label(self) -> str:
        """Return the rate in French; empty when interest is a fixed sum."""
        return RATES.get(self.interest_rate, "")

    @property
    def latest(self) -> ProposalRead | None:
        """Return the last version of the terms, or None."""
        return self.proposals[-1] if self.proposals else None


def read_case(cases: QuerySet[Case], reference: str, at: datetime) -> CaseRead:
    """Return the case of that reference among those, as it stands at an instant. Raises NoSuchCase."""
    try:
        case = read_whole(with_tasks(cases.filter(reference=reference), reading.legal_day(at)))
    except Case.DoesNotExist:
        raise NoSuchCase(f"Aucun dossier « {reference} » n'est à votre disposition.") from None
    return _read(case, at)


def _read(case: Case, at: datetime) -> CaseRead:
    outcome = next(iter(case.outcomes.all()), None)
    enforcers = list(case.enforcers.all())
    office = case.office or case.chosen_office
    return CaseRead(
        id=case.pk,
        reference=case.reference,
        state=State(case.state),
        state_label=STATE_LABELS[State(case.state)],
        version=case.version,
        pack=case.pack,
        facts=reading.facts_of(case),
        on=reading.legal_day(at),
        place_day=reading.place_day(case, at),
        creditor=_party(reading.party(case, "creditor")),
        debtor=_party(reading.party(case, "debtor")),
        office=office_read(office) if office else None,
        cause=case.cause,
        basis=case.basis,
        interest_from=case.interest_from,
        interest_rate=case.interest_rate,
        principal=from_cents(case.principal_cents),
        interest=from_cents(case.interest_cents),
        other=from_cents(case.other_cents),
        due_on=case.due_on,
        mandate_on=case.mandate_on,
        lines=_lines(case),
        interest_lines=_interest_lines(case),
        evidence=tuple(
            FileRead(
                rank=row.rank, name=row.name, media_type=row.media_type, sha256=row.sha256, size=row.size
            )
            for row in case.evidences.all()
        ),
        papers=tuple(_paper(row) for row in case.documents.all()),
        proposals=tuple(_proposal(case, row) for row in case.proposals.all()),
        answers=_answers(case),
        receipts=tuple(_receipt(row) for row in case.receipts.all()),
        decisions=tuple((row.code, row.reason) for row in case.decisions.all()),
        ending=outcome.ending if outcome else "",
        enforcer=enforcers[-1].named if enforcers else "",
        dispatch_proof=case.dispatch_proof,
        code_rank=case.code_rank,
        conflict_declared=any(row.kind == "conflict" for row in case.reportedfacts.all()),
        task=TASKS[case.task],  # type: ignore[attr-defined]  # annotated by with_tasks
        journal=journal_of(case),
    )


def _party(row: Party) -> PartyRead:
    return PartyRead(
        name=row.name,
        kind=row.kind,
        quality=KINDS.get(row.kind, ""),
        siren=row.siren,
        address=row.address,
        postcode=row.postcode,
        insee=row.insee,
        city=row.city,
        country=row.country,
        email=row.email,
        phone=row.phone,
    )


def office_read(row: Office) -> OfficeRead:
    """Return an office as pages show it."""
    return OfficeRead(
        id=row.pk,
        name=row.name,
        address=row.address,
        postcode=row.postcode,
        city=row.city,
        departement=row.departement,
        court=row.court,
        phone=row.phone,
        email=row.email,
    )


def _lines(case: Case) -> tuple[LineRead, ...]:
    return tuple(
        LineRead(
            kind=row.kind,
            nature=LINE_KINDS[row.kind],
            label=row.label,
            amount=from_cents(row.amount_cents),
            due_on=row.due_on,
        )
        for row in case.claimlines.all()
    )


def _interest_lines(case: Case) -> tuple[InterestRead, ...]:
    return tuple(
        InterestRead(
            since=row.since,
            until=row.until,
            rate=row.rate,
            days=row.days,
            amount=from_cents(row.amount_cents),
        )
        for row in case.interestlines.all()
    )


def _paper(row: Document) -> PaperRead:
    return PaperRead(
        kind=row.kind,
        name=DOCUMENTS.get(row.kind, row.kind),
        rank=row.rank,
        on=row.on,
        sha256=row.sha256,
        size=row.size,
        signed=row.signed,
    )


def _proposal(case: Case, row: Proposal) -> ProposalRead:
    given = {one.party: one.on for one in case.consents.all() if one.version == row.version}
    return ProposalRead(
        version=row.version,
        on=row.on,
        amount=from_cents(row.amount_cents),
        acceleration=row.acceleration,
        parts=tuple(
            PartRead(on=part.on, amount=from_cents(part.amount_cents)) for part in row.instalments.all()
        ),
        creditor_on=given.get("creditor"),
        debtor_on=given.get("debtor"),
    )


def _answers(case: Case) -> tuple[AnswerRead, ...]:
    return tuple(
        AnswerRead(
            kind=row.kind,
            sentence=ANSWERS[row.kind],
            on=row.on,
            channel=CHANNELS[row.channel],
            posted_on=row.posted_on,
            said_by=row.said_by,
            text=row.text,
        )
        for row in case.answers.all()
    )


def _receipt(row: Receipt) -> ReceiptRead:
    return ReceiptRead(on=row.on, amount=from_cents(row.amount_cents), recipient=RECIPIENTS[row.recipient])
