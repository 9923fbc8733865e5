"""The stored words of the procedure: states, acts, actors, endings. None is ever renamed."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    DECLINED = "declined"
    PREPARED = "prepared"
    INVITED = "invited"
    PARTICIPATING = "participating"
    PROPOSED = "proposed"
    AGREED = "agreed"
    TITLE_ISSUED = "title_issued"
    REFUSED = "refused"
    EXPIRED = "expired"
    TERMS_REFUSED = "terms_refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class Act(StrEnum):
    """What a person does to a case."""

    SUBMIT = "submit"
    DECLINE = "decline"
    PREPARE = "prepare"
    RECORD_DISPATCH = "record_dispatch"
    ANSWER_ACCEPT = "answer_accept"
    ANSWER_REFUSE = "answer_refuse"
    NOTE_ACCEPTANCE = "note_acceptance"
    NOTE_REFUSAL = "note_refusal"
    PROPOSE = "propose"
    COUNTER_OFFER = "counter_offer"
    CONSENT_CREDITOR = "consent_creditor"
    CONSENT_DEBTOR = "consent_debtor"
    NOTE_AGREEMENT = "note_agreement"
    REFUSE_TERMS = "refuse_terms"
    NOTE_TERMS_REFUSAL = "note_terms_refusal"
    NOTE_EXPIRY = "note_expiry"
    ISSUE_TITLE = "issue_title"
    RECORD_PAYMENT = "record_payment"
    CANCEL_PAYMENT = "cancel_payment"
    UPDATE_CERTIFICATE = "update_certificate"
    APPOINT_ENFORCER = "appoint_enforcer"
    WITHDRAW = "withdraw"
    END = "end"
    CORRECT = "correct"
    REPORT_FACT = "report_fact"
    RENEW_CODE = "renew_code"
    COPY_TO_DRAFT = "copy_to_draft"


class Actor(StrEnum):
    """Who does an act."""

    CREDITOR = "creditor"
    OFFICER = "officer"
    DEBTOR = "debtor"
    CARRIER = "carrier"


CLOSED = frozenset(
    {
        State.DECLINED,
        State.TITLE_ISSUED,
        State.REFUSED,
        State.EXPIRED,
        State.TERMS_REFUSED,
        State.WITHDRAWN,
        State.ENDED,
    }
)
OPEN = frozenset(State) - CLOSED
# From dispatch to the recorded outcome no payment may be made (CPCE R125-7).
MONTH_RUNNING = frozenset({State.INVITED, State.PARTICIPATING, State.PROPOSED})
OUTCOME_RECORDED = frozenset(
    {State.AGREED, State.TITLE_ISSUED, State.REFUSED, State.EXPIRED, State.TERMS_REFUSED}
)
# Outcomes that end the procedure with nothing agreed (CPCE R125-5 1° to 3°).
WITHOUT_AGREEMENT = frozenset({State.REFUSED, State.EXPIRED, State.TERMS_REFUSED})
# Where a payment may have been recorded, and so may be found to be a mistake: a case ended since its agreement too.
PAYMENTS_TOLD = OUTCOME_RECORDED | {State.ENDED}

# Ending of the procedure noted by each act (CPCE R125-5), and whether it dispenses the creditor from an
# amicable attempt before the judge (CPC 750-1 5°: "vainement engagé").
ENDINGS = {
    Act.NOTE_REFUSAL: "R125-5 1°",
    Act.NOTE_EXPIRY: "R125-5 2°",
    Act.NOTE_TERMS_REFUSAL: "R125-5 3°",
    Act.NOTE_AGREEMENT: "R125-5 4°",
}
FRUITLESS_ENDINGS = frozenset({"R125-5 1°", "R125-5 2°", "R125-5 3°"})


def payments_locked(state: State) -> bool:
    """Tell whether money is forbidden to move in that state (CPCE R125-7)."""
    return state in MONTH_RUNNING
