"""Instalment plans: to the cent, on working days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.law.days import is_working_day
from dument.law.money import from_cents
from dument.law.parameters import NotInForce
from dument.law.schedules import (
    BadSchedule,
    Instalment,
    acceleration_days,
    equal_instalments,
    needs_confirmation,
    shares,
    sums_to,
    total_of,
)


def test_the_last_instalment_takes_the_cents() -> None:
    plan = equal_instalments(amount=Decimal("1000.00"), count=3, first_day=date(2026, 12, 1))
    assert [str(one.amount) for one in plan] == ["333.33", "333.33", "333.34"]
    assert [one.on for one in plan] == [date(2026, 12, 1), date(2027, 1, 4), date(2027, 2, 1)]


def test_the_end_of_the_month_stays_the_end() -> None:
    plan = equal_instalments(amount=Decimal("40.00"), count=4, first_day=date(2027, 1, 31), territories=())
    assert [one.on for one in plan] == [
        date(2027, 2, 1),
        date(2027, 3, 1),
        date(2027, 3, 31),
        date(2027, 4, 30),
    ]


def test_local_holidays_move_a_date() -> None:
    here = equal_instalments(
        amount=Decimal(1), count=1, first_day=date(2027, 12, 20), territories=iter(["974"])
    )
    elsewhere = equal_instalments(amount=Decimal(1), count=1, first_day=date(2027, 12, 20))
    assert here[0].on == date(2027, 12, 21)
    assert elsewhere[0].on == date(2027, 12, 20)


@pytest.mark.parametrize(
    ("count", "why"), [(0, "entre 1 et 360"), (-1, "entre 1 et 360"), (361, "entre 1 et 360")]
)
def test_counts_out_of_bounds_are_refused(count: int, why: str) -> None:
    with pytest.raises(BadSchedule, match=why):
        equal_instalments(amount=Decimal(5000), count=count, first_day=date(2026, 12, 1))


def test_a_cent_at_least_each_time() -> None:
    plan = equal_instalments(amount=Decimal("3.60"), count=360, first_day=date(2026, 12, 1))
    assert {str(one.amount) for one in plan} == {"0.01"}
    with pytest.raises(BadSchedule, match="ne se partage pas"):
        equal_instalments(amount=Decimal("3.59"), count=360, first_day=date(2026, 12, 1))


@given(
    st.integers(360, 10**6).map(from_cents), st.integers(1, 360), st.dates(date(2016, 6, 1), date(2060, 1, 1))
)
def test_every_plan_sums_on_working_days(amount: Decimal, count: int, first_day: date) -> None:
    plan = equal_instalments(amount=amount, count=count, first_day=first_day)
    assert len(plan) == count
    assert sums_to(instalments=plan, amount=amount)
    assert not sums_to(instalments=plan, amount=amount + Decimal("0.01"))
    assert all(is_working_day(one.on) for one in plan)


def test_a_plan_that_does_not_sum_is_seen() -> None:
    first, second = Instalment(date(2026, 12, 1), Decimal(50)), Instalment(date(2027, 1, 4), Decimal(50))
    assert sums_to(instalments=[first, second], amount=Decimal("100.00"))
    assert not sums_to(instalments=[second, first], amount=Decimal(100))
    assert not sums_to(instalments=[first, first], amount=Decimal(100))
    refund = Instalment(date(2027, 2, 1), Decimal(-10))
    extra = Instalment(date(2027, 3, 1), Decimal(10))
    assert not sums_to(instalments=[first, second, refund, extra], amount=Decimal(100))
    nothing = Instalment(date(2027, 2, 1), Decimal(0))
    assert not sums_to(instalments=[first, second, nothing], amount=Decimal(100))
    assert not sums_to(instalments=[], amount=Decimal(100))
    assert str(total_of([])) == "0.00"


def test_beyond_two_years_of_months_the_officer_confirms() -> None:
    assert not needs_confirmation(count=24, on=date(2026, 10, 13))
    assert needs_confirmation(count=25, on=date(2026, 10, 13))


def test_the_formal_notice_leaves_thirty_days() -> None:
    assert acceleration_days(date(2016, 6, 1)) == acceleration_days(date(2026, 10, 21)) == 30
    with pytest.raises(NotInForce):
        acceleration_days(date(2016, 5, 31))


@pytest.mark.parametrize(
    ("payments", "told"),
    [
        ([], []),
        (["40"], [(0, 0, "40")]),
        (["100"], [(0, 0, "100")]),
        (["100.01"], [(0, 0, "100"), (0, 1, "0.01")]),
        (["60", "60"], [(0, 0, "60"), (1, 0, "40"), (1, 1, "20")]),
        (["150", "50"], [(0, 0, "100"), (0, 1, "50"), (1, None, "50")]),
    ],
)
def test_payments_pay_the_earliest_instalment_first(
    payments: list[str], told: list[tuple[int, int | None, str]]
) -> None:
    told_by_rule = shares(
        instalments=[Decimal(100), Decimal(50)], payments=[Decimal(one) for one in payments]
    )
    assert [(one.payment, one.instalment, one.amount) for one in told_by_rule] == [
        (payment, instalment, Decimal(amount)) for payment, instalment, amount in told
    ]
