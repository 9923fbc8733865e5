"""A payment is of a day between the recorded outcome and today, both good; none while the month runs (R125-7)."""

from __future__ import annotations

from datetime import date

import pytest

from dument.law.findings import Finding
from dument.law.receiving import received

BEFORE, OUTCOME, TODAY, TO_COME = (date(2026, 10, day) for day in (22, 23, 26, 27))


LOCKED = "Aucun paiement ne peut avoir lieu depuis l'envoi de la lettre tant que l'issue n'est pas constatée."
TOO_SOON = (
    "Ce paiement serait du 22/10/2026, avant l'issue constatée le 23/10/2026 : aucun ne peut avoir lieu de l'envoi de "
    "la lettre à cette issue. Vérifiez le jour ; si le débiteur a bien payé avant, signalez-le comme un fait nouveau."
)
NOT_YET = "Ce paiement serait du 27/10/2026, un jour à venir : enregistrez-le une fois reçu."


@pytest.mark.parametrize(
    ("running", "day", "outcome", "told"),
    [
        (True, None, None, ("payment_locked", LOCKED)),
        (True, TO_COME, OUTCOME, ("payment_locked", LOCKED)),
        (False, BEFORE, OUTCOME, ("payment_locked", TOO_SOON)),
        (False, OUTCOME, OUTCOME, None),
        (False, TODAY, OUTCOME, None),
        (False, TO_COME, OUTCOME, ("too_early", NOT_YET)),
        (False, None, OUTCOME, None),
        (False, BEFORE, None, None),
    ],
)
def test_both_ends(
    running: bool, day: date | None, outcome: date | None, told: tuple[str, str] | None
) -> None:
    found = list(received(month_running=running, received_on=day, outcome_on=outcome, on=TODAY))
    assert found == ([Finding(*told, ("CPCE R125-7",))] if told else [])
