"""How far a creditor lets the officer go, and whether terms stay within it.

The debtor never learns it: whoever shows him anything asks `fits`, and tells him its answer at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dument.law.days import add_months
from dument.law.money import in_french
from dument.law.parameters import day_in_french
from dument.law.schedules import MOST_INSTALMENTS


class BadMargin(ValueError):
    """A margin that makes no sense; its message is a French sentence that says what to correct."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """Four bounds that hold together: at most `instalments` payments, over at most `months` months, at most
    `rebate` euros given up, and never less than `floor` euros in all (zero: the rebate alone counts).
    """

    instalments: int
    months: int
    rebate: Decimal
    floor: Decimal

    def check(self, claimed: Decimal) -> None:
        """Raise BadMargin when the bounds cannot hold for a claim of that many euros."""
        if not 1 <= self.instalments <= MOST_INSTALMENTS:
            raise BadMargin(f"Le nombre d'échéances va de 1 à {MOST_INSTALMENTS}.")
        if not 1 <= self.months <= MOST_INSTALMENTS:
            raise BadMargin(f"La durée va de 1 à {MOST_INSTALMENTS} mois.")
        if not 0 <= self.rebate < claimed:
            raise BadMargin(f"La remise va de zéro à moins de la créance ({in_french(claimed)}).")
        if not 0 <= self.floor <= claimed:
            raise BadMargin(f"Le plancher va de zéro à la créance ({in_french(claimed)}).")


def beyond(
    margin: Margin, *, claimed: Decimal, amount: Decimal, days: Sequence[date], since: date
) -> tuple[str, ...]:
    """Return, in French, each bound that terms pass; none when they fit. For the officer and the creditor only.

    `amount` euros in all are paid on `days`; the months count from `since`, the last day included. A bound reached
    is not passed. Without a day the whole is due at once: one payment, no duration.
    """
    last = add_months(since, margin.months)
    given_up = claimed - amount
    told = []
    if len(days) > margin.instalments:
        told.append(f"{len(days)} échéances, pour {margin.instalments} au plus")
    if days and max(days) > last:
        told.append(
            f"dernier paiement le {day_in_french(max(days))}, pour le {day_in_french(last)} au plus tard"
        )
    if given_up > margin.rebate:
        told.append(f"{in_french(given_up)} de remise, pour {in_french(margin.rebate)} au plus")
    if amount < margin.floor:
        told.append(f"{in_french(amount)} en tout, pour {in_french(margin.floor)} au moins")
    return tuple(told)


def fits(margin: Margin, *, claimed: Decimal, amount: Decimal, days: Sequence[date], since: date) -> bool:
    """Tell whether terms stay within every bound of the margin; arguments as for `beyond`."""
    return not beyond(margin, claimed=claimed, amount=amount, days=days, since=since)
