"""A debt that several owe whole is paid once, whoever pays, in whatever order, with or without a rebate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.law.imputation import Payment
from dument.law.money import from_cents
from dument.law.solidarity import CommonDebt, Owed, payment, terms

DAY = date(2026, 11, 20)
CENTS = st.integers(min_value=1, max_value=600_000)
DEBTORS = st.lists(st.tuples(CENTS, st.none() | CENTS), min_size=2, max_size=4)
PAYMENTS = st.lists(st.tuples(st.integers(min_value=0, max_value=3), CENTS), max_size=12)


def debt(mine: Owed, *others: Owed) -> CommonDebt:
    return CommonDebt(mine=mine, others=others)


def owed(claimed: str, agreed: str | None = None, *paid: str) -> Owed:
    return Owed(
        claimed=Decimal(claimed),
        agreed=Decimal(agreed) if agreed else None,
        payments=tuple(Payment(DAY + timedelta(days=rank), Decimal(one)) for rank, one in enumerate(paid)),
    )


@given(DEBTORS, PAYMENTS)
def test_what_is_taken_in_all_never_exceeds_the_claim(
    debtors: list[tuple[int, int | None]], paid: list[tuple[int, int]]
) -> None:
    all_of_them = [
        Owed(claimed=from_cents(claimed), agreed=None if agreed is None else from_cents(agreed))
        for claimed, agreed in debtors
    ]
    for who, cents in paid:
        rank = who % len(all_of_them)
        seen = debt(all_of_them[rank], *all_of_them[:rank], *all_of_them[rank + 1 :])
        amount = from_cents(cents)
        refused = {one.code for one in payment(debt=seen, amount=amount)} - {"rebate_to_a_codebtor"}
        assert bool(refused) == (amount > seen.most)
        if not refused:
            mine = all_of_them[rank]
            all_of_them[rank] = replace(mine, payments=(*mine.payments, Payment(DAY, amount)))
        assert sum(one.paid for one in all_of_them) <= max(one.claimed for one in all_of_them)
        assert all(one.paid <= one.due for one in all_of_them)
        assert sum(one.amount for one in seen.counted) <= seen.mine.due


@pytest.mark.parametrize(
    ("mine", "other", "most", "doubt"),
    [
        (owed("1000"), owed("1000"), "1000", False),
        (owed("1000"), owed("1000", None, "300"), "700", False),
        (owed("1000", None, "700"), owed("1000", None, "300"), "0", False),
        (owed("1000", "800"), owed("1000"), "800", False),
        (owed("1000", "800"), owed("1000", None, "300"), "700", True),
        (owed("1000", "800", "800"), owed("1000"), "0", False),
        (owed("1000"), owed("1000", "800"), "1000", True),
        (owed("1000"), owed("1000", "800", "800"), "200", True),
    ],
)
def test_what_is_left_and_when_a_rebate_leaves_it_to_the_officer(
    mine: Owed, other: Owed, most: str, doubt: bool
) -> None:
    seen = debt(mine, other)
    assert (seen.most, seen.in_doubt) == (Decimal(most), doubt)
    codes = [(one.code, one.basis, one.decidable) for one in payment(debt=seen, amount=None)]
    expected = []
    if seen.most == 0:
        expected = [("solidary_debt_paid", ("C. civ. 1313",), False)]
    elif doubt:
        expected = [("rebate_to_a_codebtor", ("C. civ. 1350-1",), True)]
    assert codes == expected
    over = [one.code for one in payment(debt=seen, amount=seen.most + Decimal("0.01"))]
    assert over[0] == ("solidary_debt_exceeded" if seen.most else "solidary_debt_paid")


@pytest.mark.parametrize(
    ("others", "amount", "codes"),
    [
        ((), "1000", []),
        ((), None, []),
        (("300",), "700", []),
        (("300",), "700.01", ["partly_paid_by_the_others"]),
        (("300",), None, []),
        (("300", "700"), None, ["paid_by_the_others"]),
        (("300", "700"), "1", ["paid_by_the_others"]),
    ],
)
def test_what_others_paid_is_agreed_on_by_a_decision_alone(
    others: tuple[str, ...], amount: str | None, codes: list[str]
) -> None:
    seen = debt(owed("1000"), owed("1000", None, *others))
    told = list(terms(debt=seen, amount=None if amount is None else Decimal(amount)))
    assert [one.code for one in told] == codes
    assert all(one.decidable and one.basis == ("C. civ. 1313",) for one in told)
    said = {
        "paid_by_the_others": "Les autres débiteurs ont payé toute la dette qu'il doit avec eux : plus rien ne "
        "peut lui être demandé, ni être convenu avec lui.",
        "partly_paid_by_the_others": "700,01\xa0€, c'est plus que ce qui reste de la dette (700,00\xa0€), une "
        "fois déduit ce qu'ont payé les autres débiteurs (le tout, sinon, serait payé deux fois).",
    }
    assert [one.message for one in told] == [said[code] for code in codes]


def test_payments_count_by_day_and_never_past_what_was_left() -> None:
    seen = debt(owed("1000", None, "100"), owed("1000.20", None, "50", "850.20"))
    assert [(str(one.amount), one.own) for one in seen.counted] == [
        ("100", True),
        ("50", False),
        ("850", False),
    ]
    rebated = debt(owed("1000", "800", "100"), owed("1000", None, "300"))
    assert [one.own for one in rebated.counted] == [True]
    full = debt(owed("100", None, "100"), owed("200", None, "100"))
    assert [one.own for one in full.counted] == [True]


@pytest.mark.parametrize(
    ("mine", "other", "amount", "told", "basis"),
    [
        (
            owed("1000", None, "700"),
            owed("1000", None, "300"),
            "1",
            "Rien ne reste à payer : ce que les débiteurs solidaires ont payé le libère. Rendez ce qu'il a versé.",
            "C. civ. 1313",
        ),
        (
            owed("1000"),
            owed("1000", None, "300"),
            "700.01",
            "Ce paiement de 700,01\u00a0€ dépasse ce qui reste à payer, 700,00\u00a0€, une fois déduit ce qu'ont payé "
            "les débiteurs solidaires : enregistrez ce reste et rendez le surplus.",
            "C. civ. 1313",
        ),
        (
            owed("1000"),
            owed("1000", "800"),
            "1",
            "Une remise a été accordée à l'un des débiteurs solidaires : elle libère les autres à concurrence de sa "
            "part, que le dossier ne dit pas. Le commissaire de justice décide de ce qui reste à payer ici.",
            "C. civ. 1350-1",
        ),
    ],
)
def test_why_a_payment_is_refused_is_told_in_these_words(
    mine: Owed, other: Owed, amount: str, told: str, basis: str
) -> None:
    (found,) = payment(debt=debt(mine, other), amount=Decimal(amount))
    assert (found.message.replace("\u202f", "\u00a0"), found.basis) == (told, (basis,))
