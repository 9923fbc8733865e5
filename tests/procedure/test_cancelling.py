"""Why a payment is cancelled, and when it may be."""

from __future__ import annotations

from typing import Any

from dument.law.findings import Finding
from dument.procedure.cancelling import CANCELLATIONS
from dument.procedure.machine import reasons_against
from dument.procedure.states import Act, Actor, State
from tests.procedure.lives import IN_TIME, PACK, attempt, running


def test_reasons_are_these_words() -> None:
    assert CANCELLATIONS == {
        "amount": "le montant enregistré était inexact",
        "day": "le jour enregistré était inexact",
        "case": "le paiement concernait un autre dossier",
        "unpaid": "le chèque ou le virement est revenu impayé",
        "other": "autre motif",
    }


def against(act: Act, **changes: Any) -> list[Finding]:
    known = running(State.AGREED, **changes)
    return list(reasons_against(PACK, known, attempt(act, Actor.OFFICER, IN_TIME)))


def test_only_a_payment_that_stands_is_cancelled() -> None:
    assert against(Act.CANCEL_PAYMENT, payments=1) == []
    assert against(Act.CANCEL_PAYMENT, payments=0) == [
        Finding("no_payment_recorded", "Aucun paiement enregistré ici n'est à annuler.", ("CPCE R125-7",))
    ]


def test_a_certificate_that_says_what_is_stays() -> None:
    assert against(Act.UPDATE_CERTIFICATE, certificate="due") == []
    assert against(Act.UPDATE_CERTIFICATE, certificate="") == [
        Finding("certificate_up_to_date", "Rien n'est à attester, ni à retirer.", ("C. civ. 1342",))
    ]
