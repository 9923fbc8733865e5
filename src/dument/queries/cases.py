"""A case, whole, as the creditor's and the office's pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from dument.law.money import from_cents
from dument.law.solidarity import CommonDebt
from dument.procedure.facts import Facts
from dument.procedure.machine import STATE_LABELS
from dument.procedure.states import WITHOUT_AGREEMENT, State, payments_locked
from dument.queries.codebtors import CodebtorRead, codebtors_read
from dument.queries.parts import (
    AnswerRead,
    CancelledRead,
    FactRead,
    FileRead,
    HandoverRead,
    InterestRead,
    LineRead,
    OfficeRead,
    PaperRead,
    PartyRead,
    PreparedRead,
    ProposalRead,
    ReceiptRead,
    answers_read,
    cancelled_read,
    fact_read,
    file_read,
    handover_read,
    interest_read,
    lines_read,
    office_read,
    papers_read,
    party_read,
    prepared_read,
    proposal_read,
    receipt_read,
)
from dument.queries.register import numbered
from dument.queries.rows import read_whole
from dument.queries.tasks import Task, task_of
from dument.queries.timeline import Journal, journal_of
from dument.queries.words import CAUSES, MONTH_OVER, RATES, TRACKING
from dument.records import payments, reading
from dument.records.cases.models import Case


class NoSuchCase(LookupError):
    """No case of that reference may be read by whoever asks; it never tells whether one exists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRead:
    """Everything about a case, in memory. Amounts in euros, days in Europe/Paris.

    `facts` are what the table looks at on `on`, the legal day of the reading; `place_day` is the day that lateness
    is judged by; `task` is what is awaited. `interest` is what is claimed so far: frozen, fixed, or zero while it
    still runs. `unread` counts the messages that wait for whoever reads: none for the debtor, who has no part in them.
    `receipts` are the payments that count, `cancelled` those that count no more.
    `debtors` is how many owe the claim, `solidarity` what makes each owe the whole; `codebtors` are the others, those
    that whoever reads may see.
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
    cancelled: tuple[CancelledRead, ...]
    decisions: tuple[tuple[str, str], ...]
    ending: str
    enforcer: str
    dispatch_proof: str
    code_rank: int
    conflict_declared: bool
    told: tuple[FactRead, ...]
    handover: HandoverRead | None
    prepared: tuple[PreparedRead, ...]
    registered: tuple[str, ...]
    assignee: str
    assignee_id: UUID | None
    task: Task
    journal: Journal
    unread: int
    debtors: int
    solidarity: str
    codebtors: tuple[CodebtorRead, ...]

    @property
    def month_over(self) -> bool:
        """Tell whether the month is over, wherever its end counts."""
        return self.facts.month is not None and self.place_day > self.facts.month.last_day

    @property
    def undelivered(self) -> bool:
        """Tell whether the letter did not reach the debtor, who has not answered, while the month runs all the same."""
        kinds = [one.kind for one in self.told if one.kind in TRACKING]
        waits = self.state is State.INVITED and not self.month_over and not self.answers
        return waits and bool(kinds) and kinds[-1] != "delivered"

    @property
    def checked(self) -> tuple[str, ...]:
        """Return what the company register said of the parties when the case was filed."""
        return tuple(told for entry in self.journal.entries for told in entry.checked)

    @property
    def total(self) -> Decimal:
        """Return everything claimed, in euros, as far as it is fixed."""
        return self.principal + self.interest + self.other

    @property
    def paid(self) -> Decimal:
        """Return the sum of the payments recorded and not cancelled, in euros."""
        return sum((receipt.amount for receipt in self.receipts), start=Decimal(0))

    @property
    def paid_off(self) -> bool:
        """Tell whether all that is claimed is paid though nothing was agreed: by whoever owed it too, or by him."""
        return self.state in WITHOUT_AGREEMENT and (self.facts.freed or self.paid >= self.total)

    @property
    def shared(self) -> CommonDebt | None:
        """Return the debt that he owes whole beside others, once there is something to tell of its payment, or None."""
        common = self.facts.common
        told = common and (common.paid_by_others or not payments_locked(self.state))
        return common if told else None

    @property
    def settled(self) -> bool:
        """Tell whether all that was agreed is paid, attested or not; once ended, whether that is still attested."""
        attested = any(one.kind == payments.CERTIFICATE and not one.withdrawn_on for one in self.papers)
        told = self.facts.certificate
        return self.state not in WITHOUT_AGREEMENT and (told == "due" or (attested and not told))

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


def read_case(
    cases: QuerySet[Case], reference: str | None, at: datetime, *, journal: bool = True, reader: str = ""
) -> CaseRead:
    """Return the case of that reference among those, as it stands at an instant. Raises NoSuchCase.

    Without a reference, `cases` holds one case at most, and it is read.
    Without `journal`, its lines are not read: a page that shows none is spared a query. `reader` is "creditor" or
    "office", who see the claim's other debtors (an office, those it was entrusted with); nobody else does.
    """
    wanted = (
        cases.filter(purged_on=None)
        if reference is None
        else cases.filter(reference=reference, purged_on=None)
    )
    try:
        case, others = read_whole(wanted)
    except Case.DoesNotExist:
        raise NoSuchCase(f"Aucun dossier « {reference} » n'est à votre disposition.") from None
    told = journal_of(case) if journal else Journal(entries=(), broken="")
    seen = codebtors_read(others, office_id=case.office_id if reader == "office" else None) if reader else ()
    return _read(case, at, told, seen)


def _state_label(case: Case, facts: Facts, on: date) -> str:
    """Return the state in French: a month that is over no longer runs, though its outcome is still to be noted."""
    if case.state == State.INVITED and facts.month and on > facts.month.last_day:
        return MONTH_OVER
    return STATE_LABELS[State(case.state)]


def _read(case: Case, at: datetime, journal: Journal, codebtors: tuple[CodebtorRead, ...]) -> CaseRead:
    outcome = next(iter(case.outcomes.all()), None)
    enforcers = list(case.enforcers.all())
    office, facts = case.office or case.chosen_office, reading.facts_of(case)
    return CaseRead(
        id=case.pk,
        reference=case.reference,
        state=State(case.state),
        state_label=_state_label(case, facts, reading.place_day(case, at)),
        version=case.version,
        pack=case.pack,
        facts=facts,
        on=reading.legal_day(at),
        place_day=reading.place_day(case, at),
        creditor=party_read(reading.party(case, "creditor")),
        debtor=party_read(reading.party(case, "debtor")),
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
        lines=lines_read(case),
        interest_lines=interest_read(case),
        evidence=tuple(file_read(row) for row in case.evidences.all()),
        papers=papers_read(case),
        proposals=tuple(proposal_read(facts, row) for row in case.proposals.all()),
        answers=answers_read(case),
        receipts=tuple(receipt_read(row) for row in payments.standing(case)),
        cancelled=cancelled_read(case),
        decisions=tuple((row.code, row.reason) for row in case.decisions.all()),
        ending=outcome.ending if outcome else "",
        enforcer=enforcers[-1].named if enforcers else "",
        dispatch_proof=case.dispatch_proof,
        code_rank=case.code_rank,
        conflict_declared=any(row.kind == "conflict" for row in case.reportedfacts.all()),
        told=tuple(fact_read(row) for row in case.reportedfacts.all()),
        handover=next(
            (handover_read(row) for row in case.messages.all() if row.effect == "send_letter"), None
        ),
        prepared=tuple(prepared_read(row) for row in case.preparations.all()),
        registered=tuple(numbered(row.year, row.number) for row in case.registerentrys.all()),
        assignee=getattr(case, "assignee", None) or "",  # read for the office only
        assignee_id=getattr(case, "assignee_id", None),
        task=task_of(case, reading.legal_day(at)),
        journal=journal,
        unread=getattr(case, "unread", 0),  # annotated for a creditor and for an office
        debtors=case.claim.debtors,
        solidarity=case.claim.solidarity_basis,
        codebtors=codebtors,
    )
