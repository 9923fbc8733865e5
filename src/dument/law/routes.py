"""The route simulator: for each route open to a claim, what it costs, how long it takes, what silence does."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dument.law.claim import Claim
from dument.law.formalities import value_on
from dument.law.money import rounded
from dument.law.orientation import orient, route
from dument.law.parameters import NotInForce
from dument.law.references import weakest
from dument.law.tribunals import tribunal


@dataclass(frozen=True, slots=True)
class Cost:
    """One line of cost: an amount in euros with tax, or None and the reason why it is not known.

    `only_if` is the condition, empty when it is always due.
    """

    label: str
    amount: Decimal | None
    only_if: str
    note: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What to expect of a route.

    `role` is "main", "addon" or "alternative". `always` is the sum, in euros with tax, of the known costs
    that are due whatever happens, `complete` whether no unconditional cost is unknown. `min_days` and
    `max_days` bound the legal time, None where the law sets none. No chance of success is given: no open
    data supports one.
    """

    route: str
    label: str
    role: str
    costs: tuple[Cost, ...]
    always: Decimal
    complete: bool
    delay: str
    min_days: int | None
    max_days: int | None
    silence: str
    certainty: str


def simulate(claim: Claim) -> tuple[Outlook, ...]:
    """Return the outlook of every route open to the claim: the main one first, then add-ons, alternatives.

    Advice that is not a procedure (an acknowledgment, a review by a person) has no outlook.
    """
    answer = orient(claim)
    roles = [(answer.main_route, "main")]
    roles += [(code, "addon") for code in answer.addons] + [(c, "alternative") for c in answer.alternatives]
    return tuple(_outlook(claim, code, role) for code, role in roles if "silence" in route(code))


def _outlook(claim: Claim, code: str, role: str) -> Outlook:
    row = route(code)
    kind = tribunal(claim, code).kind
    lines = [line for line in row["costs"] if "courts" not in line or kind in line["courts"]]
    costs = tuple(_cost(claim, line) for line in lines)
    due = [cost for cost in costs if not cost.only_if]
    return Outlook(
        route=code,
        label=row["label"],
        role=role,
        costs=costs,
        always=sum((cost.amount for cost in due if cost.amount is not None), Decimal(0)),
        complete=all(cost.amount is not None for cost in due),
        delay=row["delay"],
        min_days=row.get("min_days"),
        max_days=row.get("max_days"),
        silence=row["silence"],
        certainty=weakest([row["certainty"], *(cost.certainty for cost in costs)]),
    )


def _cost(claim: Claim, line: dict[str, Any]) -> Cost:
    only_if = line.get("only_if", "")
    if "unknown" in line:
        return Cost(line["label"], None, only_if, line["unknown"], "unconfirmed")
    try:
        value = value_on(line["parameter"], claim.today)
    except NotInForce:
        return Cost(line["label"], None, only_if, "montant non connu pour ce jour", "unconfirmed")
    amount, certainties = value.amount, [value.certainty]
    if line.get("coefficient"):
        coefficient = value_on("routes_obligation_coefficient", claim.today, _bracket(claim.total))
        amount, certainties = amount * coefficient.amount, [*certainties, coefficient.certainty]
    if line.get("vat"):
        vat = value_on("vat_rate", claim.today)
        amount, certainties = amount * (1 + vat.amount / 100), [*certainties, vat.certainty]
    return Cost(line["label"], rounded(amount), only_if, "", weakest(certainties))


def _bracket(total: Decimal) -> str:
    """Return the key of the coefficient for an amount of debt: 128,00 € and 1 280,00 € are within (A444-46)."""
    if total <= 128:
        return "128"
    return "1280" if total <= 1280 else "above"
