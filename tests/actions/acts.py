"""Every act once, where the table opens it: from which story, on which day, by whom, and what it must write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from dument.actions import (
    answers,
    certificates,
    filing,
    letters,
    negotiation,
    ordinary,
    outcomes,
    receipts,
    titles,
)
from dument.actions._move import By
from dument.procedure.facts import Instalment
from dument.procedure.states import Actor
from dument.records.cases.models import Case
from tests import stories

OFFICER, CREDITOR, DEBTOR = Actor.OFFICER, Actor.CREDITOR, Actor.DEBTOR
SAID = answers.Said(said_by="le destinataire", text="Voici ma réponse.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """An act, its story, and what it writes beside its journal line: state, effects, papers, rows."""

    act: str
    story: str
    day: str
    actor: Actor
    do: Callable[..., object]
    more: dict[str, Any] = field(default_factory=dict)
    to: str = ""
    effects: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        """Return the instant of the act."""
        return stories.instant(self.day)

    def __call__(self, people: stories.People, case_id: UUID, by: By | None = None) -> object:
        """Do it, as its own actor unless told."""
        return self.do(case_id=case_id, by=by or people.by(self.actor), at=self.at, **self.more)

    def wrongly(self, people: stories.People, case_id: UUID) -> object:
        """Do it as somebody to whom it never belongs."""
        stranger = CREDITOR if self.act == "record_dispatch" else Actor.CARRIER
        return self(people, case_id, By(actor=stranger, id="inconnu", role=""))

    def seeing(self, people: stories.People, case: Case) -> By:
        """Return its actor, with that version of the case before him."""
        return replace(people.by(self.actor), seen=case.version)


PARTS = (
    Instalment(on=date(2026, 12, 1), amount=Decimal("500")),
    Instalment(on=date(2027, 1, 4), amount=Decimal("500")),
)
BOTH = ("tell_creditor", "tell_debtor")
OFFICE = ("tell_office",)
ANSWER = {"cases.Answer": 1}
OUTCOME = {"cases.Outcome": 1}

ACTS = [
    Tried(act="submit", story="draft", day="2026-10-05", actor=CREDITOR, do=filing.submit,
          to="submitted", effects=OFFICE),
    Tried(act="decline", story="submitted", day="2026-10-06", actor=OFFICER, do=filing.decline,
          more={"reason": "other", "words": "Pièces illisibles."}, to="declined", effects=("tell_creditor",)),
    Tried(act="prepare", story="submitted", day="2026-10-12", actor=OFFICER, do=letters.prepare,
          to="prepared", effects=("send_letter",),
          papers=("conflict_declaration", "invitation", "acceptance_form", "refusal_form")),
    Tried(act="record_dispatch", story="prepared", day="2026-10-13", actor=Actor.CARRIER,
          do=letters.record_dispatch, more={"proof": "1A 001 002 0034 5"}, to="invited",
          effects=("tell_creditor",), rows={"cases.LetterNumber": 1}),
    Tried(act="answer_accept", story="invited", day="2026-10-19", actor=DEBTOR, do=answers.accept,
          more={"said": SAID}, effects=OFFICE, rows=ANSWER),
    Tried(act="answer_refuse", story="invited", day="2026-10-19", actor=DEBTOR, do=answers.refuse,
          more={"said": SAID}, effects=OFFICE, rows=ANSWER),
    Tried(act="note_acceptance", story="accepted", day="2026-10-20", actor=OFFICER,
          do=outcomes.note_acceptance, to="participating", effects=BOTH, papers=("acceptance_record",)),
    Tried(act="note_refusal", story="refusal_received", day="2026-10-20", actor=OFFICER,
          do=outcomes.note_refusal, to="refused", effects=BOTH, papers=("outcome_record",), rows=OUTCOME),
    Tried(act="propose", story="participating", day="2026-10-21", actor=OFFICER, do=negotiation.propose,
          more={"amount": Decimal("1000"), "instalments": PARTS}, to="proposed", effects=BOTH,
          papers=("proposal",), rows={"cases.Proposal": 1, "cases.Instalment": 2}),
    Tried(act="counter_offer", story="proposed", day="2026-10-22", actor=DEBTOR, do=answers.counter_offer,
          more={"said": SAID}, effects=OFFICE, rows=ANSWER),
    Tried(act="consent_creditor", story="proposed", day="2026-10-22", actor=CREDITOR,
          do=negotiation.consent_creditor, effects=OFFICE, rows={"cases.Consent": 1}),
    Tried(act="consent_debtor", story="proposed", day="2026-10-22", actor=DEBTOR,
          do=negotiation.consent_debtor, more={"written": "mille euros"}, effects=OFFICE,
          rows={"cases.Consent": 1}),
    Tried(act="note_agreement", story="consented", day="2026-10-23", actor=OFFICER,
          do=outcomes.note_agreement, to="agreed", effects=BOTH, papers=("agreement", "outcome_record"),
          rows=OUTCOME),
    Tried(act="refuse_terms", story="proposed", day="2026-10-22", actor=DEBTOR, do=answers.refuse_terms,
          effects=OFFICE, rows=ANSWER),
    Tried(act="note_terms_refusal", story="terms_refusal_received", day="2026-10-23", actor=OFFICER,
          do=outcomes.note_terms_refusal, to="terms_refused", effects=BOTH, papers=("outcome_record",),
          rows=OUTCOME),
    Tried(act="note_expiry", story="invited", day="2026-11-14", actor=OFFICER, do=outcomes.note_expiry,
          to="expired", effects=BOTH, papers=("outcome_record",), rows=OUTCOME),
    Tried(act="issue_title", story="agreed", day="2026-10-24", actor=OFFICER, do=titles.issue_title,
          to="title_issued", effects=("deliver_title", "deliver_debtor_copy"),
          papers=("title", "debtor_copy")),
    Tried(act="record_payment", story="agreed", day="2026-10-25", actor=OFFICER,
          do=receipts.record_payment, more={"amount": Decimal("414.2"), "recipient": "creditor"},
          effects=BOTH, rows={"money.Receipt": 1}),
    Tried(act="cancel_payment", story="paid", day="2026-10-26", actor=OFFICER, do=stories.cancel_last,
          more={"because": "unpaid"}, effects=BOTH, rows={"money.ReceiptCancellation": 1}),
    Tried(act="update_certificate", story="paid_by_hand", day="2026-10-26", actor=OFFICER,
          do=certificates.update_certificate, effects=BOTH, rows={"documents.Document": 1}),
    Tried(act="appoint_enforcer", story="title_issued", day="2026-11-20", actor=CREDITOR,
          do=titles.appoint_enforcer, more={"named": "Étude Voisine", "same_office": False}, effects=OFFICE,
          rows={"cases.Enforcer": 1}),
    Tried(act="withdraw", story="participating", day="2026-10-21", actor=CREDITOR, do=filing.withdraw,
          to="withdrawn", effects=("tell_office", "tell_debtor")),
    Tried(act="end", story="agreed", day="2026-10-24", actor=OFFICER, do=filing.end,
          more={"reason": "death"}, to="ended", effects=BOTH),
    Tried(act="correct", story="expired", day="2026-11-17", actor=OFFICER, do=ordinary.correct,
          more={"number": 3, "words": "Le bordereau porte le n° 1A 001 002 0035 2."}),
    Tried(act="report_fact", story="invited", day="2026-10-20", actor=CREDITOR, do=ordinary.report_fact,
          more={"kind": "payment", "changes": {}, "said_by": "le créancier", "text": "100 € versés."},
          effects=OFFICE, rows={"cases.ReportedFact": 1}),
    Tried(act="renew_code", story="invited", day="2026-10-20", actor=OFFICER, do=ordinary.renew_code,
          effects=("send_code",)),
    Tried(act="copy_to_draft", story="declined", day="2026-10-07", actor=CREDITOR,
          do=ordinary.copy_to_draft,
          rows={"cases.Case": 1, "cases.Party": 2, "cases.ClaimLine": 1, "cases.Evidence": 1}),
]  # fmt: skip
WITH_PAPERS = [tried for tried in ACTS if tried.papers]
