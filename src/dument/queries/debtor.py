"""What the holder of a letter's code reads: his case, the acts open to him, and why the others are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from dument.law import schedules
from dument.law.findings import Finding
from dument.law.solidarity import CommonDebt
from dument.procedure import machine
from dument.procedure.facts import Attempt
from dument.procedure.packs import pack
from dument.procedure.states import Act, Actor, State, payments_locked
from dument.queries.cases import CaseRead, read_case
from dument.queries.documents import DEBTOR_READS
from dument.queries.parts import AnswerRead, PaperRead, ProposalRead, ReceiptRead
from dument.records.cases.models import Case

NOTHING = Decimal(0)
BY_ANOTHER = "payé par un autre débiteur de la même dette"
ACTS = (Act.ANSWER_ACCEPT, Act.ANSWER_REFUSE, Act.COUNTER_OFFER, Act.CONSENT_DEBTOR, Act.REFUSE_TERMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One payment of the agreed schedule, in euros, and how much of it the receipts cover."""

    on: date
    amount: Decimal
    covered: Decimal

    @property
    def left(self) -> Decimal:
        """Return what remains of it, in euros."""
        return self.amount - self.covered


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """A payment told by the office, in euros, and what it covers: the day of each instalment and the amount.

    A day of None stands for what exceeds the whole sum agreed.
    """

    on: date
    amount: Decimal
    recipient: str
    covers: tuple[tuple[date | None, Decimal], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One version of the terms, or one counter-offer, in the order in which they came."""

    on: date
    version: int | None
    proposal: ProposalRead | None
    answer: AnswerRead | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtorRead:
    """A case as its debtor sees it. `against` gives, for each act not open to him, every reason."""

    case: CaseRead
    open: frozenset[Act]
    against: Mapping[Act, tuple[Finding, ...]]
    papers: tuple[PaperRead, ...]

    @property
    def meanwhile(self) -> CommonDebt | None:
        """Return the debt that he owes whole beside others, while his month runs; None for a debt of his own."""
        return self.case.facts.common if payments_locked(self.case.state) else None

    @property
    def paid_by_others(self) -> Decimal:
        """Return what others paid, while his month runs, of the debt that he owes whole with them, in euros."""
        return self.meanwhile.paid_by_others if self.meanwhile else NOTHING

    @property
    def freed_meanwhile(self) -> bool:
        """Tell whether others paid it all while his month runs: nothing more may be asked of him (C. civ. 1313)."""
        return self.meanwhile is not None and not self.meanwhile.most

    @property
    def last_day(self) -> date | None:
        """Return the last day of the month, or None when the letter was not sent."""
        return self.case.facts.month.last_day if self.case.facts.month else None

    @property
    def over(self) -> bool:
        """Tell whether the month is over."""
        return self.last_day is not None and self.case.place_day > self.last_day

    @property
    def running(self) -> bool:
        """Tell whether the month is still of use to him: it runs, and no refusal of his waits to be recorded."""
        facts = self.case.facts
        return not (self.over or facts.refusal_received or facts.terms_refusal_received)

    @property
    def may_counter(self) -> bool:
        """Tell whether he may tell what he would rather agree on."""
        return Act.COUNTER_OFFER in self.open

    @property
    def days_left(self) -> int:
        """Return how many days remain after today in the month, at the debtor's place; zero on its last day."""
        return max(0, (self.last_day - self.case.place_day).days) if self.last_day else 0

    @property
    def protected(self) -> bool:
        """Tell whether a measure protects him (C. civ. 425)."""
        return self.case.debtor.kind == "protected_adult"

    @property
    def locked(self) -> bool:
        """Tell whether no payment may be made (CPCE R125-7)."""
        return payments_locked(self.case.state)

    @property
    def terms(self) -> ProposalRead | None:
        """Return the latest terms, or None."""
        return self.case.latest

    @property
    def may_refuse(self) -> bool:
        """Tell whether he may still refuse to take part, having not done so."""
        return Act.ANSWER_REFUSE in self.open and not self.case.facts.refusal_received and not self.over

    @property
    def may_accept(self) -> bool:
        """Tell whether he may still accept to take part, having not done so."""
        return Act.ANSWER_ACCEPT in self.open and not self.case.facts.acceptance_received and not self.over

    @property
    def by_others(self) -> tuple[AnswerRead, ...]:
        """Return what other persons answered for him, in their own name."""
        return tuple(one for one in self.case.answers if one.party == "debtor" and one.quality)

    @property
    def extended_from(self) -> date | None:
        """Return the day on which the month would have ended, where its last day is put off (CPC 642); or None."""
        month = self.case.facts.month
        return month.raw_last_day if month and month.raw_last_day != month.last_day else None

    @property
    def schedule(self) -> tuple[Due, ...]:
        """Return the agreed payments, the earliest covered first; empty before an agreement."""
        told = self._shares
        return tuple(
            Due(
                on=on,
                amount=amount,
                covered=sum((one.amount for one in told if one.instalment == rank), NOTHING),
            )
            for rank, (on, amount) in enumerate(self._parts)
        )

    @property
    def _parts(self) -> list[tuple[date, Decimal]]:
        terms = self.terms
        if terms is None or self.case.state not in {State.AGREED, State.TITLE_ISSUED}:
            return []
        return [(part.on, part.amount) for part in terms.parts] or [(terms.on, terms.amount)]

    @property
    def _shares(self) -> tuple[schedules.Share, ...]:
        return schedules.shares(
            instalments=[amount for _, amount in self._parts],
            payments=[receipt.amount for receipt in self.counted],
        )

    @property
    def counted(self) -> tuple[ReceiptRead, ...]:
        """Return the payments that reduce his sum, by day: those of whoever owes the whole with him too (1313)."""
        common = self.case.facts.common
        others = [
            ReceiptRead(on=paid.on, amount=paid.amount, recipient=BY_ANOTHER)
            for paid in (common.counted if common else ())
            if not paid.own
        ]
        return tuple(sorted([*self.case.receipts, *others], key=lambda paid: paid.on))

    @property
    def receipts(self) -> tuple[Paid, ...]:
        """Return the payments recorded, each with the instalments that it covers."""
        parts, told = self._parts, self._shares
        return tuple(
            Paid(
                on=receipt.on,
                amount=receipt.amount,
                recipient=receipt.recipient,
                covers=tuple(
                    (None if share.instalment is None else parts[share.instalment][0], share.amount)
                    for share in told
                    if share.payment == number
                ),
            )
            for number, receipt in enumerate(self.counted)
        )

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Return every version proposed and every counter-offer: the oldest first, an answer after its version."""
        told = [
            Offer(on=one.on, version=one.version, proposal=one, answer=None) for one in self.case.proposals
        ]
        told += [
            Offer(on=one.on, version=one.version, proposal=None, answer=one)
            for one in self.case.answers
            if one.kind == "counter_offer"
        ]
        return tuple(sorted(told, key=lambda one: (one.version or 0, one.on, one.answer is not None)))

    @property
    def left_to_pay(self) -> Decimal:
        """Return what remains of the agreed sum, in euros."""
        return sum((due.left for due in self.schedule), start=Decimal(0))

    @property
    def settled(self) -> bool:
        """Tell whether the whole agreed sum is paid."""
        return bool(self.schedule) and not self.left_to_pay

    @property
    def certificate(self) -> PaperRead | None:
        """Return the certificate of full payment that stands, or None."""
        return next((one for one in self.papers if one.kind == "discharge" and not one.withdrawn_on), None)

    @property
    def certificate_gone(self) -> PaperRead | None:
        """Return the last certificate that was withdrawn, while none stands in its place; or None."""
        gone = [one for one in self.papers if one.kind == "discharge" and one.withdrawn_on]
        return gone[-1] if gone and self.certificate is None else None

    @property
    def discharged(self) -> bool:
        """Tell whether the certificate of full payment stands: it was made, and no payment was corrected since."""
        entries = self.case.journal.entries
        payments = {entry.number for entry in entries if entry.type == Act.RECORD_PAYMENT}
        corrected = any(entry.corrects in payments for entry in entries)
        return self.settled and not corrected and self.certificate is not None


def code_rank(case_id: UUID) -> int:
    """Return the rank of the case's present code; zero when there is no such case."""
    return Case.objects.filter(pk=case_id, purged_on=None).values_list("code_rank", flat=True).first() or 0


def debtor_case(*, case_id: UUID, at: datetime) -> DebtorRead:
    """Return the case of that identifier as its debtor sees it at an instant; raise NoSuchCase."""
    case = read_case(Case.objects.filter(pk=case_id), None, at)
    against = {act: _reasons(case, act) for act in ACTS}
    return DebtorRead(
        case=case,
        open=frozenset(act for act, reasons in against.items() if not reasons),
        against=against,
        papers=tuple(paper for paper in case.papers if paper.kind in DEBTOR_READS),
    )


def _reasons(case: CaseRead, act: Act) -> tuple[Finding, ...]:
    attempt = Attempt(act=act, actor=Actor.DEBTOR, on=case.on, place_day=case.place_day, details=None)
    return machine.reasons_against(pack(case.pack), case.facts, attempt)
