"""The twelve steps of a case, filing to title, each its own transaction with chain and outbox."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from statistics import median

from dument.actions import answers, filing, letters, negotiation, outcomes, receipts, titles
from dument.cli.benchmarks.report import ROUNDS, Report, peak_memory
from dument.cli.benchmarks.stage import DAY, draft, morning, who
from dument.cli.demonstration.people import People
from dument.procedure.states import Actor

LIVES, STEPS = 20, 12


def run(size: int | None = None) -> Report:
    """Measure that many lives a round, twenty by default, and return the report.

    Typesetting, signature and carrier are stubbed; storage is real.
    """
    acting, lives = who(), size or LIVES
    live(acting)
    seen = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        for _ in range(lives):
            live(acting)
        seen.append(lives / (time.perf_counter() - started))
    report = Report(name="life")
    report.add("vies de dossier par seconde", median(seen), "vies/s")
    report.add("actes par seconde (douze par vie)", median(seen) * STEPS, "actes/s")
    report.add("mémoire au plus haut", peak_memory(), "Mo")
    return report


def live(acting: People) -> None:
    """Take one case from its draft to its title and a first payment: twelve acts."""
    creditor, officer, debtor = (acting.by(actor) for actor in (Actor.CREDITOR, Actor.OFFICER, Actor.DEBTOR))
    case_id = draft(acting)
    day = morning(DAY)
    filing.submit(case_id=case_id, by=creditor, at=day)
    letters.prepare(case_id=case_id, by=officer, at=day)
    letters.record_dispatch(case_id=case_id, by=officer, at=day, proof=f"1A {case_id}")
    answers.accept(case_id=case_id, by=debtor, at=day)
    outcomes.note_acceptance(case_id=case_id, by=officer, at=day)
    negotiation.propose(case_id=case_id, by=officer, at=day, amount=Decimal("1214.20"))
    answers.counter_offer(case_id=case_id, by=debtor, at=day, said=answers.Said(text="En trois fois"))
    negotiation.consent_creditor(case_id=case_id, by=creditor, at=day)
    negotiation.consent_debtor(case_id=case_id, by=debtor, at=day)
    outcomes.note_agreement(case_id=case_id, by=officer, at=day)
    titles.issue_title(case_id=case_id, by=officer, at=day)
    receipts.record_payment(
        case_id=case_id, by=officer, at=morning(date(2026, 12, 1)), amount=Decimal("100.00")
    )
