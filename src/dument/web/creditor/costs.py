"""What the procedure costs the creditor, outcome by outcome, before he gives any mandate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from dument.law.fees import Cost, cost_to_creditor
from dument.law.parameters import NotInForce
from dument.law.references import IN_FRENCH
from dument.web.languages import StrOrPromise

OUTCOMES = {
    "refusal": _("Le débiteur refuse"),
    "silence": _("Le débiteur ne répond pas"),
    "agreement": _("Accord et titre exécutoire"),
    "agreement_paid": _("Accord, titre, et tout est payé à l'étude"),
}


@dataclass(frozen=True, slots=True)
class Priced:
    """One outcome, what it costs, and how sure that is."""

    label: StrOrPromise
    cost: Cost
    certainty: str


def costs(*, claim: Decimal, on: date, departement: str) -> tuple[Priced, ...]:
    """Return the cost of each outcome, tax included; empty when no tariff was read for that day."""
    try:
        found = [
            (label, cost_to_creditor(claim=claim, outcome=outcome, on=on, office_in=departement))
            for outcome, label in OUTCOMES.items()
        ]
    except NotInForce:
        return ()
    return tuple(Priced(label, cost, IN_FRENCH[cost.certainty]) for label, cost in found)
