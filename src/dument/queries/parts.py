"""The parts of a case as pages show them: parties, sums, papers, terms, answers, payments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from dument.law.money import from_cents
from dument.law.representation import QUALITIES
from dument.law.schedules import acceleration_days
from dument.procedure.cancelling import CANCELLATIONS
from dument.procedure.facts import Facts
from dument.procedure.states import Actor
from dument.queries.words import (
    ACTORS,
    ANSWERS,
    CHANNELS,
    DOCUMENTS,
    FACTS,
    KINDS,
    LINE_KINDS,
    MEDIA_TYPES,
    RECIPIENTS,
)
from dument.records import payments
from dument.records.accounts.models import Office
from dument.records.cases.models import Case, Evidence, Party, Proposal, ReportedFact
from dument.records.desk.models import Preparation
from dument.records.documents.models import Document
from dument.records.money.models import Receipt
from dument.records.outbox.models import WITHHELD, Message
from dument.records.speaking import counted


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

    @property
    def is_image(self) -> bool:
        """Tell whether a page may show it: an image runs nothing, a PDF might."""
        return self.media_type.startswith("image/")

    @property
    def type_label(self) -> str:
        """Return what it is, in French."""
        return MEDIA_TYPES.get(self.media_type, self.media_type)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRead:
    """A paper of the procedure (`size` in bytes); `withdrawn_on` is the day a later paper took it back."""

    kind: str
    name: str
    rank: int
    on: date
    sha256: str
    size: int
    signed: bool
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRead:
    """One payment of a schedule, in euros."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRead:
    """A version of the terms, with the day of each consent that stands.

    `acceleration` is the days of the formal notice after which an unpaid instalment makes the rest due; None: no
    such clause.
    """

    version: int
    on: date
    amount: Decimal
    acceleration: int | None
    parts: tuple[PartRead, ...]
    creditor_on: date | None
    debtor_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRead:
    """What a party answered: `kind` and `party` are stored words, `sentence` and `who` the French ones.

    `version` is the proposal that was refused or countered. `quality` is the stored word of who answered for the
    debtor, `as_what` the French one with the proof he named; `counts` is false where the debtor spoke himself.
    `assistance_told` is true where he said online that his curator assists him: nobody has seen it.
    """

    kind: str
    party: str
    who: str
    version: int | None
    sentence: str
    on: date
    channel: str
    posted_on: date | None
    said_by: str
    quality: str
    as_what: str
    assistance_told: bool
    counts: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRead:
    """A payment told by the office, in euros; `id` is None for another debtor's."""

    on: date
    amount: Decimal
    recipient: str
    id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelledRead:
    """A payment that counts no more: what it was, the day it was cancelled, why in French, the officer's words."""

    payment: ReceiptRead
    on: date
    because: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedRead:
    """What a clerk prepared for an act (its stored word): what the form was filled with, by whom.

    `seen` is the version of the case that he had before him.
    """

    act: str
    given: Mapping[str, Any]
    seen: int
    by_id: UUID


def prepared_read(row: Preparation) -> PreparedRead:
    """Return a preparation as pages show it."""
    return PreparedRead(act=row.act, given=row.given, seen=row.seen, by_id=row.prepared_by_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRead:
    """A fact learned: `kind` is the stored word, `what` the French one."""

    kind: str
    what: str
    on: date
    said_by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRead:
    """Where the letter stands with the carrier: `number` once it took it, `problem` when it would not."""

    number: str
    taken_on: str
    problem: str


def fact_read(row: ReportedFact) -> FactRead:
    """Return a fact as pages show it."""
    return FactRead(
        kind=row.kind, what=FACTS.get(row.kind, row.kind), on=row.on, said_by=row.said_by, text=row.text
    )


def handover_read(row: Message) -> HandoverRead:
    """Return where the letter stands with the carrier."""
    return HandoverRead(
        number=str(row.proof.get("number", "")),
        taken_on=str(row.proof.get("taken_at", ""))[:10],
        problem=row.problem if row.state != "done" else str(row.proof.get(WITHHELD, "")),
    )


def party_read(row: Party) -> PartyRead:
    """Return a party as pages show it."""
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


def lines_read(case: Case) -> tuple[LineRead, ...]:
    """Return the elements of the debt as pages show them."""
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


def interest_read(case: Case) -> tuple[InterestRead, ...]:
    """Return the interest frozen, period by period as pages show them."""
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


def paper_read(row: Document, withdrawn_on: date | None = None) -> PaperRead:
    """Return a paper as pages show it."""
    return PaperRead(
        kind=row.kind,
        name=DOCUMENTS.get(row.kind, row.kind),
        rank=row.rank,
        on=row.on,
        sha256=row.sha256,
        size=row.size,
        signed=row.signed,
        withdrawn_on=withdrawn_on,
    )


def papers_read(case: Case) -> tuple[PaperRead, ...]:
    """Return the papers of the case as pages show them, a certificate that was withdrawn with the day."""
    gone = payments.withdrawn(case)
    return tuple(
        paper_read(row, gone[row.rank].on if row.kind == payments.CERTIFICATE and row.rank in gone else None)
        for row in case.documents.all()
    )


def proposal_read(facts: Facts, row: Proposal) -> ProposalRead:
    """Return a version of the terms as pages show it."""
    given = {one.party: one.on for one in facts.consents if one.version == row.version}
    return ProposalRead(
        version=row.version,
        on=row.on,
        amount=from_cents(row.amount_cents),
        acceleration=acceleration_days(row.on) if row.acceleration else None,
        parts=tuple(
            PartRead(on=part.on, amount=from_cents(part.amount_cents)) for part in row.instalments.all()
        ),
        creditor_on=given.get(Actor.CREDITOR),
        debtor_on=given.get(Actor.DEBTOR),
    )


def answers_read(case: Case) -> tuple[AnswerRead, ...]:
    """Return what the parties answered as pages show them."""
    heard = {row.pk for row in counted(case)}
    return tuple(
        AnswerRead(
            kind=row.kind,
            party=row.party,
            who=ACTORS[row.party],
            version=row.version,
            sentence=ANSWERS[row.kind],
            on=row.on,
            channel=CHANNELS[row.channel],
            posted_on=row.posted_on,
            said_by=row.said_by,
            quality=row.quality,
            as_what=", ".join(filter(None, (QUALITIES.get(row.quality, ""), row.authority))),
            assistance_told=row.assisted and row.channel == "online",
            counts=row.pk in heard,
            text=row.text,
        )
        for row in case.answers.all()
    )


def receipt_read(row: Receipt) -> ReceiptRead:
    """Return a payment as pages show it."""
    return ReceiptRead(
        on=row.on, amount=from_cents(row.amount_cents), recipient=RECIPIENTS[row.recipient], id=row.pk
    )


def cancelled_read(case: Case) -> tuple[CancelledRead, ...]:
    """Return the payments of the case that were cancelled, as pages show them."""
    receipts = {row.pk: row for row in case.receipts.all()}
    return tuple(
        CancelledRead(
            payment=receipt_read(receipts[row.receipt_id]),
            on=row.on,
            because=CANCELLATIONS[row.because],
            words=row.words,
        )
        for row in case.receiptcancellations.all()
    )


def file_read(row: Evidence) -> FileRead:
    """Return a supporting document as pages show it."""
    return FileRead(rank=row.rank, name=row.name, media_type=row.media_type, sha256=row.sha256, size=row.size)
