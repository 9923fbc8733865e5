"""Where a part payment goes: interest before principal, and one debt before another. Never on fees.

The fees of this procedure are the creditor's alone (CPCE L125-1 al. 4): no euro of the debtor pays them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dument.law.interest import Segment, accrue_at, total_of
from dument.law.money import cents, from_cents, in_french, percent_in_french
from dument.law.parameters import Parameter, day_in_french
from dument.law.references import Reference, cite, distinct, weakest

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Imputation:
    """What one payment paid, in euros: to_interest + to_principal + surplus is the payment."""

    to_interest: Decimal
    to_principal: Decimal
    interest_left: Decimal
    principal_left: Decimal
    surplus: Decimal
    explanation: tuple[str, ...]
    references: tuple[Reference, ...]
    certainty: str


def impute(*, principal: Decimal, interest: Decimal, payment: Decimal) -> Imputation:
    """Return how `payment` pays one debt: the interest due first, then the principal (C. civ. 1343-1 al. 1).

    What exceeds the whole is the `surplus`, to hand back.
    """
    to_interest = min(payment, interest)
    to_principal = min(payment - to_interest, principal)
    surplus = payment - to_interest - to_principal
    explanation = [
        f"Paiement de {in_french(payment)} : {in_french(to_interest)} sur les intérêts, puis "
        f"{in_french(to_principal)} sur le principal.",
        f"Restent {in_french(interest - to_interest)} d'intérêts et {in_french(principal - to_principal)} de "
        "principal.",
    ]
    if surplus:
        explanation.append(f"Trop-perçu à restituer : {in_french(surplus)}.")
    return Imputation(
        to_interest=to_interest,
        to_principal=to_principal,
        interest_left=interest - to_interest,
        principal_left=principal - to_principal,
        surplus=surplus,
        explanation=tuple(explanation),
        references=(cite("C. civ. 1343-1 al. 1"), cite("CPCE L125-1 al. 4")),
        certainty="confirmed",
    )


@dataclass(frozen=True, slots=True)
class Payment:
    """A sum of `amount` euros received `on` a day."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Account:
    """A debt after its part payments, on a day: what each payment paid, and what is left."""

    imputations: tuple[Imputation, ...]
    interest: Decimal
    interest_left: Decimal
    principal_left: Decimal
    segments: tuple[Segment, ...]
    explanation: tuple[str, ...]
    references: tuple[Reference, ...]
    certainty: str


def account(
    rates: Parameter, *, principal: Decimal, first_day: date, last_day: date, payments: Sequence[Payment]
) -> Account:
    """Return the debt on `last_day`: interest runs on what remains of the principal after each payment.

    The day of a payment still bears interest on the sum before it. Interest is rounded to the cent on its
    total, never day by day. `payments` outside the days counted raise ValueError; NotInForce as `accrue`.
    """
    received = sorted(payments, key=lambda one: one.on)
    if any(not first_day <= one.on <= last_day for one in received):
        raise ValueError(
            f"Un paiement est hors de la période comptée, du {day_in_french(first_day)} au "
            f"{day_in_french(last_day)}."
        )
    left, day, paid = principal, first_day, _NOTHING
    segments: list[Segment] = []
    imputations: list[Imputation] = []
    lines: list[str] = []
    for one in received:
        segments += accrue_at(rates, principal=left, first_day=day, last_day=one.on).segments
        done = impute(principal=left, interest=total_of(segments) - paid, payment=one.amount)
        imputations.append(done)
        lines.append(f"{day_in_french(one.on)} : {done.explanation[0]}")
        left, day, paid = done.principal_left, one.on + timedelta(days=1), paid + done.to_interest
    segments += accrue_at(rates, principal=left, first_day=day, last_day=last_day).segments
    interest = total_of(segments)
    return Account(
        imputations=tuple(imputations),
        interest=interest,
        interest_left=interest - paid,
        principal_left=left,
        segments=tuple(segments),
        explanation=(
            *lines,
            f"Au {day_in_french(last_day)} : {in_french(interest)} d'intérêts courus, "
            f"{in_french(interest - paid)} restent dus, avec {in_french(left)} de principal.",
        ),
        references=distinct([cite("C. civ. 1343-1 al. 1"), *(one.reference for one in segments)]),
        certainty=weakest(one.certainty for one in segments),
    )


@dataclass(frozen=True, slots=True)
class Debt:
    """One of several debts of one debtor to one creditor: `left` euros due on a day, at `rate_pct` a year."""

    name: str
    due_on: date
    left: Decimal
    rate_pct: Decimal = _NOTHING


@dataclass(frozen=True, slots=True)
class Sharing:
    """The part of a payment on each debt, by name; parts and `surplus` sum to the payment."""

    parts: dict[str, Decimal]
    surplus: Decimal
    explanation: tuple[str, ...]
    references: tuple[Reference, ...]
    certainty: str


def among_debts(
    *, debts: Sequence[Debt], payment: Decimal, chosen: str | None = None, on: date | None = None
) -> Sharing:
    """Return how `payment` is shared among `debts` (C. civ. 1342-10).

    First the debt that the debtor names (`chosen`); then the debts due `on` the day of payment (all of them
    when no day is given) before the others; among them the dearest, which he has most interest to discharge;
    then the oldest; debts equal in all share in proportion. Raises ValueError when `chosen` names none, or
    names repeat.
    """
    names = [debt.name for debt in debts]
    if len(set(names)) < len(names):
        raise ValueError("Deux dettes portent le même nom : leur en donner de différents.")
    if chosen is not None and chosen not in names:
        raise ValueError(f"« {chosen} » ne désigne aucune des dettes.")

    def rank(debt: Debt) -> tuple[bool, bool, Decimal, date]:
        return (debt.name != chosen, on is not None and debt.due_on > on, -debt.rate_pct, debt.due_on)

    parts = dict.fromkeys(names, _NOTHING)
    explanation, rest = [], payment
    for place in sorted({rank(debt) for debt in debts}):
        equals = [debt for debt in debts if rank(debt) == place]
        shares = _in_proportion(equals, min(rest, sum((debt.left for debt in equals), _NOTHING)))
        parts.update(shares)
        rest -= sum(shares.values(), _NOTHING)
        explanation.append(_why(place, shares))
    if rest:
        explanation.append(f"Trop-perçu à restituer : {in_french(rest)}.")
    return Sharing(
        parts=parts,
        surplus=rest,
        explanation=tuple(explanation),
        references=(cite("C. civ. 1342-10"),),
        certainty="confirmed",
    )


def _in_proportion(debts: list[Debt], payment: Decimal) -> dict[str, Decimal]:
    """Share `payment`, at most their sum, in proportion to what is left of each.

    Spare cents go to the largest remainders; the first debts of the list win ties.
    """
    whole = sum(cents(debt.left) for debt in debts)
    if not whole:
        return {debt.name: _NOTHING for debt in debts}
    shares = {debt.name: divmod(cents(payment) * cents(debt.left), whole) for debt in debts}
    spare = cents(payment) - sum(share for share, _ in shares.values())
    favoured = sorted(shares, key=lambda name: -shares[name][1])[:spare]
    return {name: from_cents(share + (name in favoured)) for name, (share, _) in shares.items()}


def _why(place: tuple[bool, bool, Decimal, date], shares: dict[str, Decimal]) -> str:
    not_chosen, not_due, cost, due_on = place
    if not not_chosen:
        reason = "indiquée par le débiteur"
    else:
        reason = f"{'non échue' if not_due else 'échue'} ({day_in_french(due_on)}), intérêt {percent_in_french(-cost)}"
        if len(shares) > 1:
            reason += ", à proportion"
    return " ; ".join(f"Dette {name}, {reason} : {in_french(part)}" for name, part in shares.items()) + "."
