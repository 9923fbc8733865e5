"""Instalment plans: equal monthly payments, to the cent, on working days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from dument.law.days import add_months, next_working_day
from dument.law.money import cents, from_cents, in_french
from dument.law.parameters import parameter

MOST_INSTALMENTS = 360
"""Thirty years of months: beyond, a typing error."""


class BadSchedule(ValueError):
    """A plan that cannot be drawn; its message is a French sentence."""


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment of `amount` euros, due `on` a day."""

    on: date
    amount: Decimal


def equal_instalments(
    *, amount: Decimal, count: int, first_day: date, territories: Iterable[str] = ()
) -> tuple[Instalment, ...]:
    """Return `count` monthly payments that sum to `amount`; the last takes the cents left by the division.

    The dates bear the number of `first_day`, or the last day of a shorter month; one that is not a working
    day moves to the next (a choice written in the plan: CPC 642 does not govern contracts). Raises
    BadSchedule when `count` is not between 1 and 360, or leaves an instalment below one cent.
    """
    total = cents(amount)
    if not 1 <= count <= MOST_INSTALMENTS:
        raise BadSchedule(f"{count} échéance(s) : choisir entre 1 et {MOST_INSTALMENTS}.")
    share, rest = divmod(total, count)
    if share < 1:
        raise BadSchedule(
            f"{in_french(amount)} ne se partage pas en {count} échéances d'un centime au moins."
        )
    places = tuple(territories)
    return tuple(
        Instalment(
            on=next_working_day(add_months(first_day, rank), places),
            amount=from_cents(share + rest if rank == count - 1 else share),
        )
        for rank in range(count)
    )


@dataclass(frozen=True, slots=True)
class Share:
    """What one payment pays of one instalment: their ranks, from zero, and the amount in euros.

    `instalment` is None for what exceeds the whole plan, to hand back.
    """

    payment: int
    instalment: int | None
    amount: Decimal


def shares(*, instalments: Sequence[Decimal], payments: Sequence[Decimal]) -> tuple[Share, ...]:
    """Return which instalments each payment pays, the earliest first (C. civ. 1342-10): no cent is lost or made.

    Both are amounts in euros, in the order of their days.
    """
    left, told, rank = list(instalments), [], 0
    for number, payment in enumerate(payments):
        rest = payment
        while rest > 0 and rank < len(left):
            paid = min(rest, left[rank])
            left[rank] -= paid
            rest -= paid
            told.append(Share(number, rank, paid))
            if not left[rank]:
                rank += 1
        if rest > 0:
            told.append(Share(number, None, rest))
    return tuple(told)


def total_of(instalments: Sequence[Instalment]) -> Decimal:
    """Return the sum of the instalments, in euros."""
    return sum((one.amount for one in instalments), from_cents(0))


def sums_to(*, instalments: Sequence[Instalment], amount: Decimal) -> bool:
    """Tell whether a plan pays exactly `amount`, by positive instalments on days that follow one another."""
    days = [one.on for one in instalments]
    in_order = all(before < after for before, after in pairwise(days))
    return in_order and all(one.amount > 0 for one in instalments) and total_of(instalments) == amount


def needs_confirmation(*, count: int, on: date) -> bool:
    """Tell whether the officer should confirm a plan of `count` instalments (over 24: a product choice)."""
    return count > parameter("schedule_soft_limit").on(on).amount


def acceleration_days(on: date) -> int:
    """Return the days that the formal notice leaves before the rest falls due, in terms proposed on that day."""
    return int(parameter("acceleration_days").on(on).amount)
