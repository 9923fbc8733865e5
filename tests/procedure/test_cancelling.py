"""Why a payment is cancelled: what is stored, and what both parties read."""

from __future__ import annotations

from dument.procedure.cancelling import CANCELLATIONS


def test_reasons_are_these_words() -> None:
    assert CANCELLATIONS == {
        "amount": "le montant enregistré était inexact",
        "day": "le jour enregistré était inexact",
        "case": "le paiement concernait un autre dossier",
        "unpaid": "le chèque ou le virement est revenu impayé",
        "other": "autre motif",
    }
