"""Each bound of a creditor's margin, on both its sides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dument.procedure.margin import BadMargin, Margin, beyond, fits

CLAIMED = Decimal("1214.20")
MARGIN = Margin(instalments=3, months=4, rebate=Decimal("100"), floor=Decimal("1150"))
SINCE = date(2026, 10, 31)
DAYS = (date(2026, 12, 1), date(2027, 1, 4), date(2027, 2, 28))


@pytest.mark.parametrize(
    ("amount", "days", "told"),
    [
        ("1214.20", DAYS, ""),
        ("1150.00", DAYS, ""),
        ("1149.99", DAYS, "1 149,99 € en tout, pour 1 150,00 € au moins"),
        ("1214.20", (*DAYS[:2], date(2027, 3, 1)), "le 1er mars 2027, pour le 28 février 2027 au plus tard"),
        ("1214.20", (date(2026, 11, 20), *DAYS), "4 échéances, pour 3 au plus"),
        ("1214.20", (), ""),
        ("1300.00", DAYS, ""),
    ],
)
def test_terms_on_both_sides_of_each_bound(amount: str, days: tuple[date, ...], told: str) -> None:
    passed = beyond(MARGIN, claimed=CLAIMED, amount=Decimal(amount), days=days, since=SINCE)
    assert len(passed) == bool(told)
    assert told in "".join(passed).replace("\u202f", " ").replace("\xa0", " ")
    assert fits(MARGIN, claimed=CLAIMED, amount=Decimal(amount), days=days, since=SINCE) is (not told)


def test_the_rebate_counts_when_there_is_no_floor() -> None:
    margin = replace(MARGIN, floor=Decimal(0))
    for amount, within in (("1114.20", True), ("1114.19", False)):
        assert fits(margin, claimed=CLAIMED, amount=Decimal(amount), days=DAYS, since=SINCE) is within


def test_every_bound_passed_is_told() -> None:
    days = tuple(date(2027, month, 5) for month in range(1, 6))
    assert len(beyond(MARGIN, claimed=CLAIMED, amount=Decimal(10), days=days, since=SINCE)) == 4


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"instalments": 1}, False),
        ({"instalments": 0}, True),
        ({"instalments": 360}, False),
        ({"instalments": 361}, True),
        ({"months": 1}, False),
        ({"months": 0}, True),
        ({"months": 360}, False),
        ({"months": 361}, True),
        ({"rebate": Decimal(0)}, False),
        ({"rebate": Decimal("-0.01")}, True),
        ({"rebate": Decimal("1214.19")}, False),
        ({"rebate": CLAIMED}, True),
        ({"floor": Decimal(0)}, False),
        ({"floor": Decimal("-0.01")}, True),
        ({"floor": CLAIMED}, False),
        ({"floor": Decimal("1214.21")}, True),
    ],
)
def test_bounds_that_cannot_hold_are_refused(change: dict[str, Any], wrong: bool) -> None:
    margin = replace(MARGIN, **change)
    if not wrong:
        margin.check(CLAIMED)
        return
    with pytest.raises(BadMargin):
        margin.check(CLAIMED)
