"""Which papers of a case its debtor may read, and the bytes of a paper."""

from __future__ import annotations

from dument.ports.storage import store

# Records that concern him, and a free copy of the title (CPCE R125-6); the title itself goes to the creditor.
DEBTOR_READS = frozenset(
    {
        "invitation",
        "acceptance_form",
        "refusal_form",
        "acceptance_record",
        "proposal",
        "agreement",
        "outcome_record",
        "debtor_copy",
        "discharge",
        "discharge_withdrawal",
    }
)


def content(sha256: str) -> bytes:
    """Return the bytes of that hash, checked; raise ports.storage.Missing when they are not there."""
    return store().get(sha256)
