"""The batch gives what the plain function gives, to the cent, and refuses the same days."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.law.interest import accrue
from dument.law.interest_table import rate_table
from dument.law.money import cents, from_cents
from dument.law.parameters import NotInForce

SERIES = [("legal", "consumer"), ("legal", "company"), ("late_payment", "company")]


def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)


@pytest.mark.parametrize(("rate", "creditor"), SERIES)
@given(data=st.data())
def test_the_batch_equals_the_plain_function(rate: str, creditor: str, data: st.DataObject) -> None:
    table = rate_table(rate, creditor)
    first = data.draw(st.integers(table.first, table.last))
    last = data.draw(st.integers(first - 3, table.last))
    principal = data.draw(st.integers(1, 500_000_000))
    plain = accrue(
        principal=from_cents(principal),
        first_day=_day(first),
        last_day=_day(last),
        rate=rate,
        creditor=creditor,
    )
    assert table.cents([(principal, first, last)]) == [cents(plain.amount)]


def test_a_half_cent_goes_up() -> None:
    table = rate_table("late_payment", "company")
    day = date(2026, 6, 1).toordinal()
    # 12,15 % a year on 4 995,00 €: two days make 3,3255 €, that is 3,33 €.
    assert table.cents([(499_500, day, day + 1)]) == [333]


@pytest.mark.parametrize(("rate", "creditor"), SERIES)
def test_a_day_outside_those_known_is_refused(rate: str, creditor: str) -> None:
    table = rate_table(rate, creditor)
    with pytest.raises(NotInForce):
        table.cents([(100, table.last, table.last + 1)])
    with pytest.raises(NotInForce):
        table.cents([(100, table.first - 1, table.last)])
    with pytest.raises(NotInForce):
        accrue(
            principal=Decimal(1), first_day=_day(table.first - 1), last_day=_day(table.first) + timedelta(1),
            rate=rate, creditor=creditor,
        )  # fmt: skip
    assert table.cents([(100, table.first, table.last)])
    assert table.cents([(100, table.last, table.last - 1)]) == [0]


def test_cents_are_whole_numbers() -> None:
    table = rate_table("legal", "company")
    assert [type(cents) for cents in table.cents([(100_000, table.first, table.last)])] == [int]


def test_the_day_refused_and_the_days_known_are_told() -> None:
    table = rate_table("legal", "company")
    known = "les valeurs lues vont du 1er janvier 2012 au 31 décembre 2026"
    with pytest.raises(NotInForce, match=f"autres créanciers.*au 1er janvier 2027 ; {known}") as refused:
        table.cents([(100, table.last, table.last + 1)])
    assert refused.value.name == "legal_rate_other"
    with pytest.raises(NotInForce, match="au 31 décembre 2011"):
        table.cents([(100, table.first - 1, table.first - 1)])
