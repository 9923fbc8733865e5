"""What the holder of a letter's code reads: his case, the acts open to him, and why the others are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from dument.law.findings import Finding
from dument.procedure import machine
from dument.procedure.facts import Attempt
from dument.procedure.packs import pack
from dument.procedure.states import Act, Actor, State, payments_locked
from dument.queries.cases import CaseRead, read_case
from dument.queries.documents import DEBTOR_READS
from dument.queries.parts import PaperRead, ProposalRead
from dument.records.cases.models import Case

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
class DebtorRead:
    """A case as its debtor sees it. `against` gives, for each act not open to him, every reason."""

    case: CaseRead
    open: frozenset[Act]
    against: Mapping[Act, tuple[Finding, ...]]
    papers: tuple[PaperRead, ...]

    @property
    def last_day(self) -> date | None:
        """Return the last day of the month, or None when the letter was not sent."""
        return self.case.facts.month.last_day if self.case.facts.month else None

    @property
    def over(self) -> bool:
        """Tell whether the month is over."""
        return self.last_day is not None and self.case.place_day > self.last_day

    @property
    def locked(self) -> bool:
        """Tell whether no payment may be made (CPCE R125-7)."""
        return payments_locked(self.case.state)

    @property
    def terms(self) -> ProposalRead | None:
        """Return the latest terms, or None."""
        return self.case.latest

    @property
    def said(self) -> frozenset[str]:
        """Return the kinds of answers recorded: accept, refuse, refuse_terms, counter_offer."""
        return frozenset(answer.kind for answer in self.case.answers)

    @property
    def may_refuse(self) -> bool:
        """Tell whether he may still refuse to take part, having not done so."""
        return Act.ANSWER_REFUSE in self.open and "refuse" not in self.said and not self.over

    @property
    def schedule(self) -> tuple[Due, ...]:
        """Return the agreed payments, the earliest covered first; empty before an agreement."""
        if self.terms is None or self.case.state not in {State.AGREED, State.TITLE_ISSUED}:
            return ()
        left, dues = self.case.paid, []
        parts = [(part.on, part.amount) for part in self.terms.parts] or [(self.terms.on, self.terms.amount)]
        for on, amount in parts:
            covered = min(left, amount)
            left -= covered
            dues.append(Due(on=on, amount=amount, covered=covered))
        return tuple(dues)

    @property
    def left_to_pay(self) -> Decimal:
        """Return what remains of the agreed sum, in euros."""
        return sum((due.left for due in self.schedule), start=Decimal(0))


def code_rank(case_id: UUID) -> int:
    """Return the rank of the case's present code; zero when there is no such case."""
    return Case.objects.filter(pk=case_id, purged_on=None).values_list("code_rank", flat=True).first() or 0


def debtor_case(*, case_id: UUID, at: datetime) -> DebtorRead:
    """Return the case of that identifier as its debtor sees it at an instant; raise Case.DoesNotExist."""
    found = Case.objects.filter(pk=case_id)
    case = read_case(found, found.values_list("reference", flat=True).get(), at)
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
