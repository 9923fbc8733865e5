"""The finder tells little: few askings, rounded sums, days that the margin's months bound exactly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.procedure import finder


@pytest.mark.parametrize(("asked", "may"), [(0, True), (2, True), (3, False), (4, False)])
def test_the_fourth_asking_is_refused(asked: int, may: bool) -> None:
    assert finder.may_ask(asked) is may


@pytest.mark.parametrize(
    ("amount", "asked_about"),
    [("1000", "1000"), ("999.99", "950"), ("950", "950"), ("949.99", "900"), ("50", "50"), ("49.99", "0")],
)
def test_sums_move_by_a_twentieth_of_the_claim(amount: str, asked_about: str) -> None:
    assert finder.coarse(Decimal(amount), claimed=Decimal(1000)) == Decimal(asked_about)


def test_nothing_above_the_claim_is_asked() -> None:
    told = "^On ne peut convenir que d'autant que la somme réclamée, ou de moins\\.$"
    with pytest.raises(ValueError, match=told):
        finder.coarse(Decimal("1000.01"), claimed=Decimal(1000))


@given(claimed=st.decimals("0.01", "5000", places=2), part=st.integers(0, 10_000))
def test_rounding_never_adds_and_takes_less_than_a_twentieth(claimed: Decimal, part: int) -> None:
    amount = (claimed * part / 10_000).quantize(Decimal("0.01"))
    rounded = finder.coarse(amount, claimed=claimed)
    assert rounded == round(rounded, 2), "whole cents"
    assert rounded <= amount < rounded + claimed / finder.PARTS + Decimal("0.01")


def test_payments_follow_the_month_one_a_month() -> None:
    days = finder.monthly_days(last_day=date(2026, 10, 31), count=3)
    assert days == (date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31))


def test_product_choices_are_these() -> None:
    assert (finder.MOST_ASKINGS, finder.PARTS, finder.MOST_PAYMENTS) == (3, 20, 36)
