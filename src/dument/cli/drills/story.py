"""The steps of a drill's cases, through the real actions, at the instant that the database tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from dument.actions import answers, filing, letters, negotiation, outcomes, receipts, titles
from dument.cli.benchmarks import stage
from dument.cli.demonstration.people import People
from dument.procedure.states import Actor
from dument.queries.clock import now

AMOUNT = Decimal("1214.20")


def who() -> People:
    """Return who acts; made at the first call."""
    return stage.who()


def filed(acting: People) -> UUID:
    """Return a case handed over to its office."""
    case_id = stage.draft(acting)
    filing.submit(case_id=case_id, by=acting.by(Actor.CREDITOR), at=now())
    return case_id


def prepared(acting: People, case_id: UUID) -> None:
    """Prepare the letter."""
    letters.prepare(case_id=case_id, by=acting.by(Actor.OFFICER), at=now())


def dispatched(acting: People, case_id: UUID) -> None:
    """Record the deposit of the letter."""
    letters.record_dispatch(case_id=case_id, by=acting.by(Actor.OFFICER), at=now(), proof=f"1A {case_id}")


def accepted(acting: People, case_id: UUID) -> None:
    """Record the debtor's acceptance."""
    answers.accept(case_id=case_id, by=acting.by(Actor.DEBTOR), at=now())


def refused(acting: People, case_id: UUID, seen: int | None = None) -> None:
    """Record the debtor's refusal, on the version that he saw if he says which."""
    answers.refuse(case_id=case_id, by=replace(acting.by(Actor.DEBTOR), seen=seen), at=now())


def acceptance_noted(acting: People, case_id: UUID) -> None:
    """Note the acceptance."""
    outcomes.note_acceptance(case_id=case_id, by=acting.by(Actor.OFFICER), at=now())


def proposed(acting: People, case_id: UUID) -> None:
    """Propose the whole amount."""
    negotiation.propose(case_id=case_id, by=acting.by(Actor.OFFICER), at=now(), amount=AMOUNT)


def creditor_consents(acting: People, case_id: UUID) -> None:
    """Record the creditor's consent."""
    negotiation.consent_creditor(case_id=case_id, by=acting.by(Actor.CREDITOR), at=now())


def debtor_consents(acting: People, case_id: UUID) -> None:
    """Record the debtor's consent."""
    negotiation.consent_debtor(case_id=case_id, by=acting.by(Actor.DEBTOR), at=now())


def agreement_noted(acting: People, case_id: UUID) -> None:
    """Note the agreement."""
    outcomes.note_agreement(case_id=case_id, by=acting.by(Actor.OFFICER), at=now())


def titled(acting: People, case_id: UUID) -> None:
    """Issue the title."""
    titles.issue_title(case_id=case_id, by=acting.by(Actor.OFFICER), at=now())


def expired(acting: People, case_id: UUID) -> None:
    """Note the expiry."""
    outcomes.note_expiry(case_id=case_id, by=acting.by(Actor.OFFICER), at=now())


def paid(acting: People, case_id: UUID) -> None:
    """Record a first payment."""
    receipts.record_payment(case_id=case_id, by=acting.by(Actor.OFFICER), at=now(), amount=Decimal("100.00"))


Doing = Callable[[People, UUID], None]
TO_THE_AGREEMENT: tuple[Doing, ...] = (
    prepared,
    dispatched,
    accepted,
    acceptance_noted,
    proposed,
    creditor_consents,
    debtor_consents,
    agreement_noted,
)
STEPS: Mapping[str, Doing] = {act.__name__: act for act in (*TO_THE_AGREEMENT, titled, paid)}

# What the journal calls each of them.
WORD_OF: Mapping[str, str] = {
    "prepare": "prepared",
    "record_dispatch": "dispatched",
    "answer_accept": "accepted",
    "note_acceptance": "acceptance_noted",
    "propose": "proposed",
    "consent_creditor": "creditor_consents",
    "consent_debtor": "debtor_consents",
    "note_agreement": "agreement_noted",
    "issue_title": "titled",
    "record_payment": "paid",
}


def invited(acting: People) -> UUID:
    """Return a case whose letter was posted."""
    case_id = filed(acting)
    prepared(acting, case_id)
    dispatched(acting, case_id)
    return case_id


def agreed(acting: People) -> UUID:
    """Return a case whose parties agreed."""
    case_id = filed(acting)
    for act in TO_THE_AGREEMENT:
        act(acting, case_id)
    return case_id
