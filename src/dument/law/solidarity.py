"""What is left of a debt that several owe whole: what one pays frees all (C. civ. 1313), a rebate perhaps (1350-1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dument.law.findings import Finding
from dument.law.imputation import Payment
from dument.law.money import in_french

ZERO = Decimal(0)
PAID_FREES_ALL = "C. civ. 1313"
REBATE = "C. civ. 1350-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One debtor of a common debt: the whole `claimed` from him, the sum `agreed` if any, what he paid, in euros."""

    claimed: Decimal
    agreed: Decimal | None
    payments: tuple[Payment, ...] = ()

    @property
    def due(self) -> Decimal:
        """Return what he owes before any payment: what was agreed, never above what is claimed."""
        return self.claimed if self.agreed is None else min(self.agreed, self.claimed)

    @property
    def paid(self) -> Decimal:
        """Return what he paid himself."""
        return sum((one.amount for one in self.payments), start=ZERO)

    @property
    def rebated(self) -> bool:
        """Tell whether the creditor let him off a part."""
        return self.due < self.claimed


@dataclass(frozen=True, slots=True)
class Counted:
    """A payment that reduces what a debtor owes, in euros; `own`: he made it himself."""

    on: date
    amount: Decimal
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonDebt:
    """A debt that each owes whole, as one of its debtors (`mine`) meets it; `others` are all the others."""

    mine: Owed
    others: tuple[Owed, ...]

    @property
    def whole(self) -> Decimal:
        """Return the common debt, in euros: the most that is claimed from anybody."""
        return max(one.claimed for one in (self.mine, *self.others))

    @property
    def paid_by_others(self) -> Decimal:
        """Return what the others paid of it."""
        return sum((one.paid for one in self.others), start=ZERO)

    @property
    def most(self) -> Decimal:
        """Return the most that he may still be asked, never more than is left of the whole.

        What the others paid is taken off what he owes; with a rebate of his own, off the whole: whether it comes off
        his reduced sum too is not for the machine to say.
        """
        of_his = self.mine.due - self.mine.paid
        of_all = (self.whole if self.mine.rebated else self.mine.due) - self.mine.paid - self.paid_by_others
        return max(ZERO, min(of_his, of_all))

    @property
    def in_doubt(self) -> bool:
        """Tell whether a rebate makes what is left an appreciation: another's, or his own beside others' payments."""
        rebated = any(one.rebated for one in self.others)
        return rebated or (self.mine.rebated and self.paid_by_others > 0)

    @property
    def counted(self) -> tuple[Counted, ...]:
        """Return the payments that reduce his sum, by day: his own, and the others' up to what was left of it.

        With a rebate of his own, only his: the effect of the others' payments is the officer's to say.
        """
        told = [Counted(one.on, one.amount, True) for one in self.mine.payments]
        if not self.mine.rebated:
            told += [Counted(paid.on, paid.amount, False) for one in self.others for paid in one.payments]
        left, kept = self.mine.due, []
        for one in sorted(told, key=lambda paid: paid.on):
            amount = one.amount if one.own else min(one.amount, max(ZERO, left))
            left -= amount
            if amount:
                kept.append(Counted(one.on, amount, one.own))
        return tuple(kept)


def terms(*, debt: CommonDebt, amount: Decimal | None) -> Iterable[Finding]:
    """Return why `amount` euros are not to be agreed on with one debtor of a common debt, others having paid of it.

    Without an amount, whether any may be. Of what both have consented to already, the officer judges what it is worth.
    """
    if debt.paid_by_others and not debt.most:
        yield Finding(
            "paid_by_the_others",
            "Les autres débiteurs ont payé toute la dette qu'il doit avec eux : plus rien ne peut lui être demandé, ni "
            "être convenu avec lui.",
            (PAID_FREES_ALL,),
            decidable=True,
        )
    elif debt.paid_by_others and amount is not None and amount > debt.most:
        yield Finding(
            "partly_paid_by_the_others",
            f"{in_french(amount)}, c'est plus que ce qui reste de la dette ({in_french(debt.most)}), une fois déduit "
            "ce qu'ont payé les autres débiteurs (le tout, sinon, serait payé deux fois).",
            (PAID_FREES_ALL,),
            decidable=True,
        )


def payment(*, debt: CommonDebt, amount: Decimal | None) -> Iterable[Finding]:
    """Return why a payment of `amount` euros may not be recorded for one debtor of a common debt.

    Without an amount, whether any may be. Never more than what is left to ask him; a rebate leaves it to the officer.
    """
    if not debt.most:
        yield Finding(
            "solidary_debt_paid",
            "Rien ne reste à payer : ce que les débiteurs solidaires ont payé le libère. Rendez ce qu'il a versé.",
            (PAID_FREES_ALL,),
        )
    elif amount is not None and amount > debt.most:
        yield Finding(
            "solidary_debt_exceeded",
            f"Ce paiement de {in_french(amount)} dépasse ce qui reste à payer, {in_french(debt.most)}, une fois déduit "
            "ce qu'ont payé les débiteurs solidaires : enregistrez ce reste et rendez le surplus.",
            (PAID_FREES_ALL,),
        )
    if debt.in_doubt and debt.most:
        yield Finding(
            "rebate_to_a_codebtor",
            "Une remise a été accordée à l'un des débiteurs solidaires : elle libère les autres à concurrence de sa "
            "part, que le dossier ne dit pas. Le commissaire de justice décide de ce qui reste à payer ici.",
            (REBATE,),
            decidable=True,
        )
