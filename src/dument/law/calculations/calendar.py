"""The month of the procedure, and Easter with the days that follow it."""

from __future__ import annotations

from datetime import timedelta

from dument.law.calculations.inputs import Answer, BadInput, Inputs, with_reasons
from dument.law.days import easter
from dument.law.deadlines import months_from
from dument.law.references import cite

_NAMED = {"métropole hors Alsace-Moselle": (), "AM": ("57",)}


def months(question: Inputs) -> Answer:
    """The end of a period in months: raw, extended, and extended with local holidays."""
    found = months_from(
        event_on=question.day("envoi"),
        months=question.whole("months", 1, 1200),
        territories=_territories(question),
    )
    values = {
        "raw": found.raw.isoformat(),
        "prorogue_642": found.extended.isoformat(),
        "prorogue_642_local": found.extended_local.isoformat(),
    }
    return with_reasons(values, found.explanation, found.references, found.certainty)


def easter_days(question: Inputs) -> Answer:
    """Easter Sunday of a year, and the moving holidays."""
    sunday = easter(question.whole("year", 1583, 9999))
    after = {"paques": 0, "lundi_paques": 1, "ascension": 39, "lundi_pentecote": 50}
    values = {name: (sunday + timedelta(days=days)).isoformat() for name, days in after.items()}
    explanation = [
        "Pâques selon le calendrier grégorien ; lundi de Pâques +1, Ascension +39, Pentecôte +50 jours."
    ]
    return with_reasons(values, explanation, (cite("C. trav. L3133-1"),), "confirmed")


def _territories(question: Inputs) -> tuple[str, ...]:
    text = question.text("territory") if question.has("territory") else "métropole hors Alsace-Moselle"
    if text in _NAMED:
        return _NAMED[text]
    try:
        return (question.departement("territory"),)
    except BadInput as reason:
        raise BadInput(f"{reason} Ou un de ces mots : {', '.join(_NAMED)}.") from reason


TOPICS = {"delai_mois_641_642": months, "paques": easter_days}
