"""The ceiling of the procedure, and the three totals that may be held against it (CPCE R125-1 al. 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dument.law.money import in_french
from dument.law.parameters import day_in_french, parameter
from dument.law.references import Reference


@dataclass(frozen=True, slots=True)
class CeilingCheck:
    """A claim against the ceiling of a day, in euros.

    `eligible` is the text: principal and interest must not exceed the ceiling. `warning` is prudence:
    everything claimed exceeds it, and no text says whether a penalty clause or the flat indemnity counts; the
    officer decides.
    """

    principal: Decimal
    with_interest: Decimal
    everything: Decimal
    ceiling: Decimal
    eligible: bool
    warning: bool
    explanation: tuple[str, ...]
    references: tuple[Reference, ...]
    certainty: str


def check_ceiling(
    *, principal: Decimal, interest: Decimal, other: Decimal, on: date | None = None
) -> CeilingCheck:
    """Return the three totals of a claim against the ceiling in force `on` a day, else the latest.

    5 000,00 € is eligible, 5 000,01 € is not. Raises NotInForce before 1 June 2016.
    """
    series = parameter("claim_ceiling")
    value = series.latest if on is None else series.on(on)
    with_interest = principal + interest
    everything = with_interest + other
    eligible, warning = with_interest <= value.amount, everything > value.amount
    explanation = [
        f"Plafond au {day_in_french(on or value.since)} : {in_french(value.amount)}, principal et intérêts.",
        f"Principal {in_french(principal)} ; avec les intérêts {in_french(with_interest)} : "
        f"{'le plafond est respecté' if eligible else 'le plafond est dépassé'}.",
    ]
    if warning and eligible:
        explanation.append(
            f"Tout compris {in_french(everything)} : au-dessus du plafond. Aucun texte ne dit si les "
            "accessoires comptent ; l'officier décide, ou le créancier en abandonne une part par écrit."
        )
    return CeilingCheck(
        principal=principal,
        with_interest=with_interest,
        everything=everything,
        ceiling=value.amount,
        eligible=eligible,
        warning=warning,
        explanation=tuple(explanation),
        references=(value.reference,),
        certainty="unconfirmed" if warning and eligible else value.certainty,
    )
