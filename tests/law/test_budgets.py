"""What a household can offer each month: both sides of each bound."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.law.budgets import budget

EUROS = st.decimals("0", "20000", places=2)


@pytest.mark.parametrize(
    ("income", "charges", "debt", "left", "monthly", "months", "hardship"),
    [
        ("1500", ["900", "300"], "1200", "300", "150", 8, False),
        ("1009.99", ["1000"], "100", "9.99", "0", None, True),
        ("1010", ["1000"], "100", "10", "5", 20, False),
        ("1010", ["1000"], "120", "10", "5", 24, False),
        ("1010", ["1000"], "120.01", "10", "5", 25, True),
        ("1000", ["1200"], "100", "-200", "0", None, True),
        ("0", [], "100", "0", "0", None, True),
    ],
)
def test_half_of_what_is_left_by_steps_of_five_euros(
    income: str, charges: list[str], debt: str, left: str, monthly: str, months: int | None, hardship: bool
) -> None:
    found = budget(income=Decimal(income), charges=map(Decimal, charges), debt=Decimal(debt))
    assert (found.left, found.monthly, found.months) == (Decimal(left), Decimal(monthly), months)
    assert found.hardship is hardship
    assert (found.income, found.charges) == (Decimal(income), sum(map(Decimal, charges), Decimal(0)))
    assert isinstance(found.charges, Decimal)


@pytest.mark.parametrize(("income", "charge", "debt"), [("-1", "0", "1"), ("1", "-1", "1"), ("1", "0", "-1")])
def test_nothing_is_negative(income: str, charge: str, debt: str) -> None:
    with pytest.raises(ValueError, match=r"^Un revenu, une charge ou une dette n'est jamais négatif\.$"):
        budget(income=Decimal(income), charges=[Decimal(charge)], debt=Decimal(debt))


@given(income=EUROS, charges=st.lists(EUROS, max_size=4), debt=EUROS)
def test_never_offers_more_than_half_of_what_is_left(
    income: Decimal, charges: list[Decimal], debt: Decimal
) -> None:
    found = budget(income=income, charges=charges, debt=debt)
    assert 0 <= 2 * found.monthly <= max(found.left, Decimal(0))
    assert found.months is None or found.months * found.monthly >= debt
