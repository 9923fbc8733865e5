"""On which days a payment may have been received: never between the letter and the recorded outcome (CPCE R125-7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dument.law.findings import Finding

NO_PAYMENT_MEANWHILE = "CPCE R125-7"


def received(
    *, month_running: bool, received_on: date | None, outcome_on: date | None, on: date
) -> Iterator[Finding]:
    """Return why a payment may not be recorded `on` a day, as received that day or earlier (`received_on`).

    None while `month_running`. The day of the recorded outcome and the day of recording are good ones.
    """
    if month_running:
        yield Finding(
            "payment_locked",
            "Aucun paiement ne peut avoir lieu depuis l'envoi de la lettre tant que l'issue n'est pas constatée.",
            (NO_PAYMENT_MEANWHILE,),
        )
    elif received_on and outcome_on and received_on < outcome_on:
        yield Finding(
            "payment_locked",
            f"Ce paiement serait du {received_on:%d/%m/%Y}, avant l'issue constatée le {outcome_on:%d/%m/%Y} : aucun "
            "ne peut avoir lieu de l'envoi de la lettre à cette issue. Vérifiez le jour ; si le débiteur a bien payé "
            "avant, signalez-le comme un fait nouveau.",
            (NO_PAYMENT_MEANWHILE,),
        )
    elif received_on and received_on > on:
        yield Finding(
            "too_early",
            f"Ce paiement serait du {received_on:%d/%m/%Y}, un jour à venir : enregistrez-le une fois reçu.",
            (NO_PAYMENT_MEANWHILE,),
        )
