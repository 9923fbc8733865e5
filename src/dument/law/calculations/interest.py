"""Interest at the legal rate, at an agreed rate, and between professionals."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from dument.law.calculations.inputs import Answer, BadInput, Inputs, amount, with_reasons
from dument.law.imputation import Payment, account
from dument.law.interest import (
    Interest,
    accrue_at,
    agreed_late_payment,
    capitalised,
    simple,
)
from dument.law.money import in_french, percent_in_french, rounded
from dument.law.parameters import Parameter, certainty_of, day_in_french, parameter
from dument.law.references import cite, distinct, weakest

_LEGAL = {"personne_physique_non_pro": "legal_rate_natural_person", "autre": "legal_rate_other"}
_EXCLUDED = "Le premier jour ({}) est celui de l'événement : il ne porte pas intérêt ; le dernier le porte."


def legal(question: Inputs) -> Answer:
    """Legal interest from the day after `start` to `end`, on what part payments leave."""
    rates = _legal_rates(question)
    principal, (start, end) = question.money("principal"), _span(question, "start")
    if question.has("paiements"):
        return _with_payments(question, rates, principal, start, end)
    found = accrue_at(rates, principal=principal, first_day=_after(start), last_day=end)
    return _answer(principal, found, start)


def leap_year(question: Inputs) -> Answer:
    """Legal interest with the divisor 365, and with the option 366 beside it."""
    rates = _legal_rates(question)
    principal, (start, end) = question.money("principal"), _span(question, "start")
    found = accrue_at(rates, principal=principal, first_day=_after(start), last_day=end)
    option = accrue_at(rates, principal=principal, first_day=_after(start), last_day=end, divisor=366)
    return {
        **_answer(principal, found, start),
        "interest_365": amount(found.amount),
        "interest_366_option": amount(option.amount),
    }


def segment(question: Inputs) -> Answer:
    """Interest of a sum for a number of days at one rate."""
    name = "principal" if question.has("principal") else "base"
    return _for_days(question, name, ("Service-public F783",))


def capitalised_segment(question: Inputs) -> Answer:
    """Interest of a base that already holds interest: only where a clause says so."""
    name = "base" if question.has("base") else "principal"
    found = _for_days(question, name, ("C. civ. 1343-2", "Service-public F783"))
    found["explanation"].append(
        "La base comprend des intérêts échus : seuls ceux d'une année entière le peuvent, et si le contrat "
        "ou un juge le prévoit. Jamais par défaut dans cette procédure."
    )
    return found


def agreed(question: Inputs) -> Answer:
    """Interest at a rate agreed in writing, for days given or between two dates."""
    if question.has("days"):
        return _for_days(question, "principal", ("C. civ. 1343-1 al. 2", "Service-public F783"))
    principal, rate = question.money("principal"), question.rate("rate_pct")
    start, end = _span(question, "start")
    found = capitalised(
        principal=principal,
        first_day=_after(start),
        last_day=end,
        rate_pct=rate,
        clause=question.flag("clause_anatocisme"),
    )
    return _answer(principal, found, start)


def late_payment(question: Inputs) -> Answer:
    """Penalties between professionals and the flat indemnity of one invoice."""
    principal = question.money("invoice_ttc")
    if question.has("days"):
        values = _for_days(question, "invoice_ttc", ("C. com. L441-10 II", "Service-public F783"))
        indemnity = parameter("flat_indemnity").latest
    else:
        due, end = _span(question, "due")
        values = _answer(principal, _penalties(question, principal, due, end), due)
        indemnity = parameter("flat_indemnity").on(due)
    total = principal + Decimal(values["interest"]) + indemnity.amount
    values.update(indemnite_D441_5=amount(indemnity.amount), total=amount(total))
    values["explanation"].append(
        f"Indemnité forfaitaire, une fois par facture : {in_french(indemnity.amount)} ; total : "
        f"{in_french(total)}."
    )
    values["references"].append(str(indemnity.reference))
    values["certainty"] = weakest((values["certainty"], indemnity.certainty))
    return values


def late_payment_rates(question: Inputs) -> Answer:
    """The default rate of a semester, the central bank's rate behind it, and the floor of agreed rates."""
    day = _semester(question)
    anchor, default = parameter("late_payment_anchor").on(day), parameter("late_payment_rate").on(day)
    legal_rate = parameter("legal_rate_other").on(day)
    multiple = parameter("late_payment_floor_multiple").on(day)
    floor = legal_rate.amount * multiple.amount
    explanation = [
        f"Taux de la Banque centrale européenne au {day_in_french(day)} : "
        f"{percent_in_french(anchor.amount)}, majoré de dix points : {percent_in_french(default.amount)} "
        "à défaut de clause.",
        f"Plancher d'un taux convenu : {multiple.amount} × {percent_in_french(legal_rate.amount)} = "
        f"{percent_in_french(floor)}. Il ne lie pas le taux par défaut.",
    ]
    used = (anchor, default, legal_rate, multiple)
    return with_reasons(
        {"bce": f"{anchor.amount:f}", "default": f"{default.amount:f}", "plancher_3x": f"{floor:f}"},
        explanation,
        distinct(value.reference for value in used),
        certainty_of(*used),
    )


def _penalties(question: Inputs, principal: Decimal, due: date, end: date) -> Interest:
    if question.has("rate_pct"):
        return agreed_late_payment(
            principal=principal, first_day=_after(due), last_day=end, rate_pct=question.rate("rate_pct")
        )
    question.word("rate", ("L441-10 default",), "L441-10 default")
    rates = parameter("late_payment_rate")
    return accrue_at(rates, principal=principal, first_day=_after(due), last_day=end)


def _with_payments(question: Inputs, rates: Parameter, principal: Decimal, start: date, end: date) -> Answer:
    payments = [Payment(one.day("date"), one.money("montant")) for one in question.each("paiements")]
    try:
        done = account(rates, principal=principal, first_day=_after(start), last_day=end, payments=payments)
    except ValueError as reason:
        raise BadInput(str(reason)) from reason
    values: Answer = {
        "days": sum(one.days for one in done.segments),
        "segments": [[one.days, f"{one.rate_pct:f}"] for one in done.segments],
        "interest": amount(done.interest),
        "reste_interets": amount(done.interest_left),
        "reste_principal": amount(done.principal_left),
        "total": amount(done.interest_left + done.principal_left),
        "paiements": [
            {"sur_interets": amount(one.to_interest), "sur_principal": amount(one.to_principal)}
            for one in done.imputations
        ],
    }
    explanation = [_EXCLUDED.format(day_in_french(start)), *done.explanation]
    return with_reasons(values, explanation, done.references, done.certainty)


def _legal_rates(question: Inputs) -> Parameter:
    return parameter(_LEGAL[question.word("creditor", _LEGAL)])


def _answer(principal: Decimal, found: Interest, start: date) -> Answer:
    values: Answer = {
        "days": found.days,
        "segments": [[one.days, f"{one.rate_pct:f}"] for one in found.segments],
        "interest": amount(found.amount),
        "total": amount(principal + found.amount),
    }
    if len(found.segments) == 1:
        values["rate_pct"] = f"{found.segments[0].rate_pct:f}"
    explanation = [_EXCLUDED.format(day_in_french(start)), *found.explanation]
    return with_reasons(values, explanation, found.references, found.certainty)


def _for_days(question: Inputs, base_name: str, articles: tuple[str, ...]) -> Answer:
    base, rate = question.money(base_name), question.rate("rate_pct")
    days = question.whole("days", 0, 40_000)
    interest = rounded(simple(principal=base, rate_pct=rate, days=days))
    explanation = [
        f"{in_french(base)} × {percent_in_french(rate)} × {days} jour(s) / 365 = {in_french(interest)}."
    ]
    values = {"days": days, "interest": amount(interest), "total": amount(base + interest)}
    return with_reasons(values, explanation, [cite(text) for text in articles], "confirmed")


def _span(question: Inputs, start_name: str) -> tuple[date, date]:
    start, end = question.day(start_name), question.day("end")
    if end < start:
        raise BadInput(f"« end » ({end.isoformat()}) précède « {start_name} » ({start.isoformat()}).")
    return start, end


def _after(day: date) -> date:
    return day + timedelta(days=1)


def _semester(question: Inputs) -> date:
    text = question.text("semestre")
    found = re.fullmatch(r"(\d{4})-S([12])", text)
    if not found:
        raise BadInput(f"« semestre » : {text!r} ; écrire par exemple 2026-S1.")
    return date(int(found[1]), 1 if found[2] == "1" else 7, 1)


TOPICS = {
    "interet_legal": legal,
    "interet_legal_semestre": leap_year,
    "interet_legal_bissextile": leap_year,
    "interet_legal_segment": segment,
    "interet_capitalise_segment": capitalised_segment,
    "interet_conventionnel": agreed,
    "l441_10": late_payment,
    "l441_10_taux": late_payment_rates,
    "l441_10_plancher": late_payment_rates,
}
