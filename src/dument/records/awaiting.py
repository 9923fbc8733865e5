"""What each case waits for, kept on its row whenever that changes: a queue of thousands is read, not worked out.

The day is left out of what is kept: that a month is over is seen when the queue is read (`queries.tasks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dument.procedure.states import State
from dument.records import payments, reading, speaking, whole
from dument.records.cases.models import Answer, Case, CodeLock, Consent, Party, Proposal
from dument.records.documents.models import Document

# In the other states, what the parties said tells.
_BY_STATE: Mapping[str, str] = {
    State.DRAFT: "complete",
    State.SUBMITTED: "check",
    State.PREPARED: "dispatch",
    State.PARTICIPATING: "propose",
    State.TITLE_ISSUED: "appoint",
}
_SAID = (State.INVITED, State.PROPOSED, State.AGREED)
_NEEDED = (Party, Answer, Proposal, Consent, Document, CodeLock)


def word(case: Case) -> str:
    """Return what the case waits for (a word of `queries.tasks.TASKS`), whatever the day; its rows are read if need be.

    To be asked, and its answer kept, in the transaction that wrote those rows, the case's row being held: two at once
    would each miss what the other wrote.
    """
    seen = whole.bare(case)
    if case.state in _SAID:
        whole.hang(seen, _NEEDED)
    return _told(seen)


def wrong() -> Iterator[tuple[Case, str]]:
    """Give the cases on whose row something else is kept than what their rows tell, and what these tell."""
    needed = ("parties", "answers", "proposals", "consents", "documents", "codelocks")
    for case in Case.objects.filter(purged_on=None).prefetch_related(*needed).iterator(chunk_size=500):
        truth = _told(case)
        if truth != case.awaits:
            yield case, truth


def mend() -> int:
    """Put right what is kept wrong, after a version of the code that kept nothing moved cases; return how many."""
    found = 0
    for case, truth in wrong():
        # Only if nothing moved meanwhile: what moves a case keeps it itself.
        unmoved = Case.objects.filter(pk=case.pk, version=case.version, awaits=case.awaits)
        found += unmoved.update(awaits=truth)
    return found


def _told(case: Case) -> str:
    if case.state not in _SAID:
        return _BY_STATE.get(case.state, "closed")
    if case.state == State.AGREED:
        return "settle" if payments.certificate(case) else "issue_title"
    said = speaking.counted(case)
    locked = bool(case.codelocks.all())
    return (
        _on_taking_part(said, locked=locked) if case.state == State.INVITED else _on_terms(case, said, locked)
    )


def _on_taking_part(said: list[speaking.Word], *, locked: bool) -> str:
    last = speaking.last_on_taking_part(said)
    if last:
        return "note_acceptance" if last.kind == "accept" else "note_refusal"
    return "renew_code" if locked else "answer"


def _on_terms(case: Case, said: list[speaking.Word], locked: bool) -> str:
    latest = max(row.version for row in case.proposals.all())
    agree = {row.party for row in reading.standing_consents(case) if row.version == latest}
    if agree >= {"creditor", "debtor"}:
        return "note_agreement"
    if any(isinstance(row, Answer) and (row.kind, row.version) == ("refuse_terms", latest) for row in said):
        return "note_terms_refusal"
    if locked:
        return "renew_code"
    return "debtor_consent" if "creditor" in agree else "consent"
