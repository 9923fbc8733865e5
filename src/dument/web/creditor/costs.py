"""What the procedure costs the creditor, outcome by outcome, before he gives any mandate."""

from __future__ import annotations

from collections.abc import Sequence
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
    """One outcome, what it costs, how sure that is; `together`: if each of the several cases ended so."""

    label: StrOrPromise
    cost: Cost
    certainty: str
    together: Decimal


def costs(
    *,
    claim: Decimal,
    on: date,
    departement: str,
    others: Sequence[tuple[Decimal, str]] = (),
    solidary: bool = False,
) -> tuple[Priced, ...]:
    """Return the cost of each outcome, tax included; empty when no tariff was read for that day.

    `others` are the principals of the other cases filed with it and their offices' départements. What is due for sums
    collected is counted once for a solidary debt, which is paid once (C. civ. 1313).
    """
    try:
        cases = [_of(principal, on, where) for principal, where in ((claim, departement), *others)]
    except NotInForce:
        return ()
    shown: list[Priced] = []
    for outcome, label in OUTCOMES.items():
        each = [case[outcome].total for case in cases]
        if outcome == "agreement_paid" and solidary:
            each[1:] = [case["agreement"].total for case in cases[1:]]
        cost = cases[0][outcome]
        shown.append(Priced(label, cost, IN_FRENCH[cost.certainty], sum(each, Decimal(0))))
    return tuple(shown)


def _of(claim: Decimal, on: date, departement: str) -> dict[str, Cost]:
    return {
        outcome: cost_to_creditor(claim=claim, outcome=outcome, on=on, office_in=departement)
        for outcome in OUTCOMES
    }
