"""The last day to act: plain, after a suspension, after an acknowledgement."""

from __future__ import annotations

from datetime import date

from dument.law.calculations.inputs import Answer, BadInput, Inputs, with_reasons
from dument.law.limitation import LimitationDay, Period, last_useful_day, period_of
from dument.law.parameters import day_in_french, keys_of
from dument.law.references import cite

_TITLE = "TITRE_PSRPC"


def plain(question: Inputs) -> Answer:
    """The last day of a period that nothing disturbed."""
    return _answer(last_useful_day(due_on=question.day("exigibilite"), period=_period(question)))


def suspended(question: Inputs) -> Answer:
    """The last day when the debtor agreed to take part, then refused; or never answered."""
    due_on, period = question.day("exigibilite"), _period(question)
    sent = question.day_or_none("envoi_lettre")  # of itself the letter changes nothing
    if sent and not question.has("accord_participer"):
        return _silence(question, sent, last_useful_day(due_on=due_on, period=period))
    try:
        found = last_useful_day(
            due_on=due_on,
            period=period,
            suspended_on=question.day("accord_participer"),
            resumed_on=question.day_or_none("refus_constate"),
        )
    except ValueError as reason:
        raise BadInput(str(reason)) from reason
    return _answer(found)


def interrupted(question: Inputs) -> Answer:
    """The last day when the debtor acknowledged the debt by agreeing on its amount."""
    return _answer(
        last_useful_day(
            due_on=question.day("exigibilite"),
            period=_period(question),
            acknowledged_on=question.day("accord_sur_montant"),
        )
    )


def _silence(question: Inputs, sent: date, found: LimitationDay) -> Answer:
    if question.has("reponse") and question.raw("reponse") not in ("silence", "refus"):
        raise BadInput(
            "« reponse » : null, « silence » ou « refus » ; un accord s'écrit « accord_participer »."
        )
    values = _answer(found)
    values["explanation"].append(
        f"La lettre envoyée le {day_in_french(sent)} n'a reçu aucun accord : elle ne suspend ni n'interrompt "
        "rien."
    )
    values["references"] += [str(cite("C. civ. 2238")), str(cite("Cass. com. 18 mai 2022, n° 20-23.204"))]
    return values


def _period(question: Inputs) -> Period:
    """Return the period of `kind`, or of `years`; `years` prevails, with a word when they differ."""
    kinds = (*keys_of("limitation_period"), _TITLE)
    kind = question.word("kind", kinds, "CIVIL")
    if kind == _TITLE or not question.has("kind"):
        return _of_years(question.whole("years", 1, 30), kind)
    known = period_of(kind)
    if not question.has("years") or (years := question.whole("years", 1, 30)) == known.years:
        return known
    return Period(
        kind=kind,
        years=years,
        forclusion=known.forclusion,
        reference=known.reference,
        certainty="unconfirmed",
        reading=f"Durée donnée par la question ; le texte lu porte {known.years}.",
    )


def _of_years(years: int, kind: str) -> Period:
    if kind == _TITLE:
        reading = "Titre de cette procédure : la durée de la créance, pas dix ans."
        return Period(kind, years, False, cite("CPCE L111-4"), "inferred", reading)
    return Period(kind, years, False, cite("C. civ. 2219"), "confirmed", "Durée donnée par la question.")


def _answer(found: LimitationDay) -> Answer:
    values = {"dernier_jour": found.last_day.isoformat(), "suspendu": found.suspended}
    return with_reasons(values, found.explanation, found.references, found.certainty)


TOPICS = {
    "prescription": plain,
    "prescription_suspension_2238": suspended,
    "prescription_interruption_2240": interrupted,
}
