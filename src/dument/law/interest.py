"""Simple interest, day by day, each day at the rate of its own semester; rounded to the cent once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from dument.law.days import add_years
from dument.law.money import in_french, percent_in_french, rounded
from dument.law.parameters import Parameter, Value, day_in_french, parameter
from dument.law.references import IN_FRENCH, Reference, cite, distinct, weakest

NATURAL_PERSONS = frozenset({"consumer", "landlord"})
"""Creditors with the rate of natural persons not acting for a business; every other has the other rate."""

_NOT_PROFESSIONAL = NATURAL_PERSONS | {"minor", "protected_adult"}
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of `days` at one rate on one `principal`, both ends included; `amount_unrounded` in euros."""

    first_day: date
    last_day: date
    days: int
    rate_pct: Decimal
    amount_unrounded: Decimal
    reference: Reference
    certainty: str
    principal: Decimal


@dataclass(frozen=True, slots=True)
class Interest:
    """The interest of a sum, in euros rounded to the cent, with the runs of days it is made of."""

    amount: Decimal
    segments: tuple[Segment, ...]
    explanation: tuple[str, ...]
    references: tuple[Reference, ...]
    certainty: str

    @property
    def days(self) -> int:
        """Return the number of days that bore interest."""
        return sum(segment.days for segment in self.segments)


def outside_late_payment(*, creditor: str, debtor: str) -> str | None:
    """Return why the penalties of C. com. L441-10 do not run between these parties, None between professionals.

    The sentence names the party who is not one. The table of the procedure does not ask it: no text makes it a
    ground to refuse the claim, of which interest is a line that the creditor may drop.
    """
    for party, name in ((debtor, "le débiteur"), (creditor, "le créancier")):
        if party in _NOT_PROFESSIONAL:
            return f"Ces pénalités n'existent qu'entre professionnels : {name} ne l'est pas."
    return None


def accrue(*, principal: Decimal, first_day: date, last_day: date, rate: str, creditor: str) -> Interest:
    """Return the interest of `principal` from `first_day` to `last_day`, both bearing interest.

    `rate` is "legal" (CMF L313-2, by the quality of `creditor`) or "late_payment" (C. com. L441-10 II default
    rate). Zero when `last_day` comes before `first_day`. Raises NotInForce outside the semesters published,
    ValueError for another word.
    """
    return accrue_at(
        rate_parameter(rate, creditor), principal=principal, first_day=first_day, last_day=last_day
    )


def rate_parameter(rate: str, creditor: str) -> Parameter:
    """Return the series of rates that `rate` names for `creditor`. Raises ValueError for another word."""
    if rate == "legal":
        return parameter("legal_rate_natural_person" if creditor in NATURAL_PERSONS else "legal_rate_other")
    if rate == "late_payment":
        return parameter("late_payment_rate")
    raise ValueError(f"« {rate} » : taux inconnu ; attendu : legal ou late_payment.")


def accrue_at(
    rates: Parameter, *, principal: Decimal, first_day: date, last_day: date, divisor: int | None = None
) -> Interest:
    """Return the interest at a series of dated rates; `divisor` (365 by default) is the days of a year."""
    runs = _runs(rates, first_day, last_day)
    segments = tuple(
        _segment(
            principal=principal,
            first=first,
            last=last,
            rate_pct=value.amount,
            reference=value.reference,
            certainty=value.certainty,
            divisor=divisor,
        )
        for first, last, value in runs
    )
    return _summed(segments, divisor)


def contractual(*, principal: Decimal, first_day: date, last_day: date, rate_pct: Decimal) -> Interest:
    """Return the interest at a rate agreed in writing (C. civ. 1343-1 al. 2, 1907), yearly, in percent."""
    if last_day < first_day:
        return _summed(())
    segment = _segment(
        principal=principal,
        first=first_day,
        last=last_day,
        rate_pct=rate_pct,
        reference=cite("C. civ. 1343-1 al. 2"),
    )
    return _summed((segment,))


def agreed_late_payment(
    *, principal: Decimal, first_day: date, last_day: date, rate_pct: Decimal
) -> Interest:
    """Return the penalties between professionals at an agreed yearly rate, in percent (C. com. L441-10 II).

    A clause under the floor makes the answer unconfirmed. Raises NotInForce as `under_the_floor`.
    """
    found = contractual(principal=principal, first_day=first_day, last_day=last_day, rate_pct=rate_pct)
    low = under_the_floor(rate_pct=rate_pct, first_day=first_day, last_day=last_day)
    return replace(
        found,
        explanation=(*found.explanation, *low),
        references=distinct([*found.references, cite("C. com. L441-10 II")]),
        certainty="unconfirmed" if low else found.certainty,
    )


def under_the_floor(*, rate_pct: Decimal, first_day: date, last_day: date) -> tuple[str, ...]:
    """Return a French sentence for each run of days on which a rate agreed between professionals is too low.

    A clause cannot go below three times the legal rate of the other creditors (C. com. L441-10 II). No text says
    what replaces a lower one. Raises NotInForce when a day has no legal rate to compare with.
    """
    return tuple(
        f"Du {day_in_french(first)} au {day_in_french(last)}, le taux convenu ({percent_in_french(rate_pct)}) est sous "
        f"le plancher de trois fois le taux légal ({percent_in_french(floor)}) : une clause ne peut pas y descendre. "
        "Le texte ne dit pas ce qui la remplace ; le montant donné, au taux convenu, est le plus bas possible."
        for first, last, value in _runs(parameter("legal_rate_other"), first_day, last_day)
        if rate_pct < (floor := value.amount * parameter("late_payment_floor_multiple").on(first).amount)
    )


def simple(*, principal: Decimal, rate_pct: Decimal, days: int, divisor: int | None = None) -> Decimal:
    """Return principal × rate × days / (100 × divisor), in euros, unrounded. `divisor`: 365 by default."""
    return principal * rate_pct * days / (100 * (divisor or year_days()))


def year_days() -> int:
    """Return the number of days of a year in the count: 365, even in leap years (service-public F783)."""
    return int(parameter("day_count_divisor").latest.amount)


def capitalised(
    *, principal: Decimal, first_day: date, last_day: date, rate_pct: Decimal, clause: bool
) -> Interest:
    """Return the interest at an agreed rate, where each full year's interest bears interest in its turn.

    Only interest due for a whole year is added to the sum, and only when `clause` says that the contract
    provides for it (C. civ. 1343-2); without it, simple interest.
    """
    if not clause:
        return contractual(principal=principal, first_day=first_day, last_day=last_day, rate_pct=rate_pct)
    segments: list[Segment] = []
    base, start, years = principal, first_day, 0
    while (end := add_years(first_day, years + 1) - _ONE_DAY) <= last_day:
        segments.append(_at_agreed_rate(base, start, end, rate_pct))
        base += rounded(segments[-1].amount_unrounded)
        start, years = end + _ONE_DAY, years + 1
    if start <= last_day:
        segments.append(_at_agreed_rate(base, start, last_day, rate_pct))
    return _summed(tuple(segments))


def total_of(segments: Sequence[Segment], divisor: int | None = None) -> Decimal:
    """Return the interest of all the `segments`, in euros, rounded to the cent once."""
    # The division comes last: thirds of a cent added one run at a time could fall short of a half cent.
    product = sum((one.principal * one.rate_pct * one.days for one in segments), Decimal(0))
    return rounded(simple(principal=product, rate_pct=Decimal(1), days=1, divisor=divisor))


def _at_agreed_rate(base: Decimal, first: date, last: date, rate_pct: Decimal) -> Segment:
    return _segment(
        principal=base, first=first, last=last, rate_pct=rate_pct, reference=cite("C. civ. 1343-2")
    )


def _runs(rates: Parameter, first_day: date, last_day: date) -> list[tuple[date, date, Value]]:
    """Cut the days from `first_day` to `last_day` at the bounds of the values of `rates`."""
    runs = []
    day = first_day
    while day <= last_day:
        value = rates.on(day)
        end = last_day if value.until is None else min(value.until, last_day)
        runs.append((day, end, value))
        day = end + _ONE_DAY
    return runs


def _segment(
    *,
    principal: Decimal,
    first: date,
    last: date,
    rate_pct: Decimal,
    reference: Reference,
    certainty: str = "confirmed",
    divisor: int | None = None,
) -> Segment:
    days = (last - first).days + 1
    return Segment(
        first_day=first,
        last_day=last,
        days=days,
        rate_pct=rate_pct,
        amount_unrounded=simple(principal=principal, rate_pct=rate_pct, days=days, divisor=divisor),
        reference=reference,
        certainty=certainty,
        principal=principal,
    )


def _summed(segments: tuple[Segment, ...], divisor: int | None = None) -> Interest:
    amount = total_of(segments, divisor)
    lines = [
        f"Du {day_in_french(one.first_day)} au {day_in_french(one.last_day)} : {one.days} jour(s) à "
        f"{percent_in_french(one.rate_pct)} sur {in_french(one.principal)} ({IN_FRENCH[one.certainty]})."
        for one in segments
    ]
    lines.append(
        f"Somme × taux × jours / (100 × {divisor or year_days()}), arrondie une fois au centime : "
        f"{in_french(amount)}."
        if segments
        else "Aucun jour ne porte intérêt : 0,00\u00a0€."
    )
    return Interest(
        amount=amount,
        segments=segments,
        explanation=tuple(lines),
        references=distinct([segment.reference for segment in segments] + [cite("Service-public F783")]),
        certainty=weakest(segment.certainty for segment in segments),
    )
