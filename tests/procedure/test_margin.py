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


def plain(sentence: str) -> str:
    return sentence.replace("\u202f", " ").replace("\xa0", " ")


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
    assert told in plain("".join(passed))
    assert fits(MARGIN, claimed=CLAIMED, amount=Decimal(amount), days=days, since=SINCE) is (not told)


def test_the_rebate_counts_when_there_is_no_floor() -> None:
    margin = replace(MARGIN, floor=Decimal(0))
    for amount, within in (("1114.20", True), ("1114.19", False)):
        assert fits(margin, claimed=CLAIMED, amount=Decimal(amount), days=DAYS, since=SINCE) is within


def test_every_bound_passed_is_told() -> None:
    days = tuple(date(2027, month, 5) for month in range(1, 6))
    passed = beyond(MARGIN, claimed=CLAIMED, amount=Decimal(10), days=days, since=SINCE)
    assert [plain(one) for one in passed] == [
        "5 échéances, pour 3 au plus",
        "dernier paiement le 5 mai 2027, pour le 28 février 2027 au plus tard",
        "1 204,20 € de remise, pour 100,00 € au plus",
        "10,00 € en tout, pour 1 150,00 € au moins",
    ]


COUNT = "Le nombre d'échéances va de 1 à 360."
MONTHS = "La durée va de 1 à 360 mois."
REBATE = "La remise va de zéro à moins de la créance (1 214,20 €)."
FLOOR = "Le plancher va de zéro à la créance (1 214,20 €)."


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"instalments": 1}, ""),
        ({"instalments": 0}, COUNT),
        ({"instalments": 360}, ""),
        ({"instalments": 361}, COUNT),
        ({"months": 1}, ""),
        ({"months": 0}, MONTHS),
        ({"months": 360}, ""),
        ({"months": 361}, MONTHS),
        ({"rebate": Decimal(0)}, ""),
        ({"rebate": Decimal("-0.01")}, REBATE),
        ({"rebate": Decimal("1214.19")}, ""),
        ({"rebate": CLAIMED}, REBATE),
        ({"floor": Decimal(0)}, ""),
        ({"floor": Decimal("-0.01")}, FLOOR),
        ({"floor": CLAIMED}, ""),
        ({"floor": Decimal("1214.21")}, FLOOR),
    ],
)
def test_bounds_that_cannot_hold_are_refused(change: dict[str, Any], told: str) -> None:
    margin = replace(MARGIN, **change)
    if not told:
        margin.check(CLAIMED)
        return
    with pytest.raises(BadMargin) as refused:
        margin.check(CLAIMED)
    assert plain(str(refused.value)) == told
