"""The steps of a case that its debtor reads and keeps: every act about him, and what he said himself."""

from __future__ import annotations

from dument.queries.cases import CaseRead
from dument.queries.timeline import Entry

# Both parties and the office know of these. What the creditor and the office tell each other is not here.
SHARED = frozenset(
    {
        "record_dispatch", "answer_accept", "answer_refuse", "note_acceptance", "note_refusal", "propose",
        "counter_offer", "consent_creditor", "consent_debtor", "refuse_terms", "note_agreement",
        "note_terms_refusal", "note_expiry", "issue_title", "record_payment", "cancel_payment",
        "update_certificate", "withdraw", "end", "renew_code",
    }
)  # fmt: skip
HIS_OWN = frozenset({"report_fact"})


def steps_of(case: CaseRead) -> tuple[Entry, ...]:
    """Return the steps in their order, each with what corrects it: a proof without its correction proves too much.

    A fact reported by somebody else is between him and the office, and so is its correction.
    """
    told: dict[int, Entry] = {}
    for entry in case.journal.entries:
        if (
            entry.type in SHARED
            or (entry.type in HIS_OWN and entry.by_debtor)
            or (entry.corrects is not None and entry.corrects in told)
        ):
            told[entry.number] = entry
    return tuple(told.values())
