"""The last day on which the officer pays the creditor what he collected (C. com. R444-56)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dument.law.days import add_months
from dument.law.parameters import day_in_french, parameter
from dument.law.references import Reference

WARNING_DAYS = 7
"""The office is warned this many days before."""


@dataclass(frozen=True, slots=True)
class Payover:
    """When a sum collected must have been paid over; `warn_on` is seven days earlier."""

    last_day: date
    warn_on: date
    explanation: tuple[str, ...]
    references: tuple[Reference, ...]
    certainty: str


def pay_over(*, collected_on: date, in_cash: bool, by_instalments: bool = False) -> Payover:
    """Return the last day to pay over a sum collected on a day, cash or not, alone or among instalments.

    Three weeks in cash and six weeks otherwise; six weeks and three months when the debtor pays by
    instalments.
    Raises NotInForce before 1 March 2016.
    """
    if by_instalments and not in_cash:
        value = parameter("payover_months").on(collected_on)
        last_day, length = add_months(collected_on, int(value.amount)), f"{value.amount} mois"
    else:
        key = ("cash_by_instalments" if by_instalments else "cash") if in_cash else "other"
        value = parameter("payover_weeks", key).on(collected_on)
        last_day, length = collected_on + timedelta(weeks=int(value.amount)), f"{value.amount} semaines"
    how = ("en espèces" if in_cash else "autrement qu'en espèces") + (
        ", par acomptes" if by_instalments else ""
    )
    return Payover(
        last_day=last_day,
        warn_on=last_day - timedelta(days=WARNING_DAYS),
        explanation=(
            f"Somme encaissée le {day_in_french(collected_on)} {how} : {length} pour la reverser, au plus "
            f"tard le {day_in_french(last_day)}.",
        ),
        references=(value.reference,),
        certainty=value.certainty,
    )
