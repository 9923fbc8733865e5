"""The ceiling, both sides of the cent, and the total that no text settles."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dument.law.ceiling import check_ceiling
from dument.law.parameters import NotInForce


@pytest.mark.parametrize(
    ("principal", "interest", "on", "eligible"),
    [
        ("4900.00", "100.00", date(2026, 3, 2), True),
        ("4900.00", "100.01", date(2026, 3, 2), False),
        ("5000.00", "0.00", date(2020, 1, 1), True),
        ("5000.01", "0.00", date(2020, 1, 1), False),
        ("4000.00", "0.00", date(2019, 12, 31), True),
        ("4000.01", "0.00", date(2019, 12, 31), False),
    ],
)
def test_principal_and_interest_must_not_exceed(
    principal: str, interest: str, on: date, eligible: bool
) -> None:
    found = check_ceiling(principal=Decimal(principal), interest=Decimal(interest), other=Decimal(0), on=on)
    assert found.eligible is eligible
    assert found.warning is not eligible
    assert found.certainty == "confirmed"
    assert ("respecté" in found.explanation[1]) is eligible


@pytest.mark.parametrize(("other", "warning"), [("20.00", False), ("20.01", True)])
def test_accessories_warn_and_do_not_refuse(other: str, warning: bool) -> None:
    found = check_ceiling(principal=Decimal("4900.00"), interest=Decimal("80.00"), other=Decimal(other))
    assert (found.eligible, found.warning) == (True, warning)
    assert found.principal + Decimal("80.00") == found.with_interest
    assert found.everything == found.with_interest + Decimal(other)
    assert found.certainty == ("unconfirmed" if warning else "confirmed")
    assert ("l'officier décide" in found.explanation[-1]) is warning


def test_no_ceiling_before_the_procedure() -> None:
    with pytest.raises(NotInForce):
        check_ceiling(principal=Decimal(1), interest=Decimal(0), other=Decimal(0), on=date(2016, 5, 31))
