"""The time limits of a route, computed from the days that are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dument.law.claim import Claim
from dument.law.days import add_months, is_working_day
from dument.law.gates import days_left, forclusion
from dument.law.parameters import parameter
from dument.law.tables import load_toml


@dataclass(frozen=True, slots=True)
class Alarm:
    """A day not to miss, or not to precede.

    `event` names what opens the period; `on` is the day when that event has happened, else None; `if_today`
    is the day if it happened on the day of the examination, None when the period runs backwards. Days are the
    strict ones (CPC 641, without the extension of 642): never later than the law would accept.
    """

    code: str
    label: str
    event: str
    on: date | None
    if_today: date | None
    note: str
    reference: str
    certainty: str


def alarms(claim: Claim, routes: tuple[str, ...], court_kind: str) -> tuple[Alarm, ...]:
    """Return the limitation, unless it is past, then the time limits of each route before that court."""
    found = [] if days_left(claim) < 0 else [_limitation(claim)]
    for row in load_toml("orientation_alarms")["alarm"]:
        here = "courts" not in row or court_kind in row["courts"]
        if here and not set(routes).isdisjoint(row["routes"]) and _in_time(row, claim):
            found.append(_alarm(row, claim))
    return tuple(found)


def _limitation(claim: Claim) -> Alarm:
    act = "agir avant la forclusion" if forclusion(claim) else "interrompre la prescription"
    return Alarm(
        code="PRESCRIPTION",
        label=f"Dernier jour pour {act} ; il en reste {days_left(claim)}",
        event="l'exigibilité de la créance",
        on=claim.limitation_end,
        if_today=None,
        note=_weekend(claim.limitation_end),
        reference="C. civ. 2241",
        certainty="confirmed",
    )


def _in_time(row: dict[str, Any], claim: Claim) -> bool:
    """Tell whether a rule for orders made since a day holds for this one (today's, when none is made)."""
    return "orders_since" not in row or (claim.order_on or claim.today) >= row["orders_since"]


def _alarm(row: dict[str, Any], claim: Claim) -> Alarm:
    opened: date | None = getattr(claim, row["opens"]) if "opens" in row else None
    if "before_days" in row:
        return Alarm(
            row["code"], row["label"], row["event"], None, None, "", row["reference"], row["certainty"]
        )
    on = _end(row, opened) if opened else None
    return Alarm(
        code=row["code"],
        label=row["label"],
        event=row["event"],
        on=on,
        if_today=_end(row, claim.today),
        note=_weekend(on) if on else "",
        reference=row["reference"],
        certainty=row["certainty"],
    )


def _end(row: dict[str, Any], opened: date) -> date:
    if "parameter" in row:
        return add_months(opened, int(parameter(row["parameter"]).on(opened).amount))
    if "months" in row:
        return add_months(opened, row["months"])
    return opened + timedelta(days=row["days"])


def _weekend(day: date) -> str:
    return "" if is_working_day(day) else "Ce jour n'est pas ouvrable : agir avant."
