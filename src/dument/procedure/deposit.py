"""The guards of the letter's deposit: the day of its proof and the number that it bears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dument.law.findings import Finding
from dument.procedure.facts import Attempt, Facts


def dispatch_day(facts: Facts, attempt: Attempt) -> Iterator[Finding]:
    """The proof of deposit is of a day between the letter and today."""
    deposited_on = attempt.given.deposited_on
    if deposited_on and deposited_on > attempt.on:
        yield Finding(
            "too_early",
            "La preuve de dépôt porte une date à venir : vérifiez le bordereau.",
            ("CPC 668", "CPC 669"),
        )
    if deposited_on and facts.prepared_on and deposited_on < facts.prepared_on:
        yield Finding(
            "too_early",
            f"La preuve de dépôt est antérieure à la lettre, établie le {facts.prepared_on:%d/%m/%Y} : vérifiez "
            "le bordereau.",
            ("CPC 668", "CPC 669"),
        )


def letter_number(facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    """A number of a registered letter proves the deposit of one letter, and of no other."""
    told = Finding(
        "letter_number_borne",
        "Ce numéro de recommandé est déjà celui d'une autre lettre de l'étude : un numéro ne prouve qu'un dépôt. "
        "Recopiez celui de cette lettre sur le bordereau. Si c'est dans l'autre dossier qu'il est faux, "
        "corrigez-y d'abord l'inscription de l'envoi.",
        ("CPCE R125-2 I", "CPCE L125-1 al. 2"),
    )
    return [told] if facts.number_borne else ()
