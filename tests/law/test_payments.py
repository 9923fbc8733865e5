"""When the creditor receives what was collected."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dument.law.parameters import NotInForce
from dument.law.payments import pay_over


@pytest.mark.parametrize(
    ("in_cash", "by_instalments", "last_day"),
    [
        (True, False, date(2026, 3, 23)),
        (False, False, date(2026, 4, 13)),
        (True, True, date(2026, 4, 13)),
        (False, True, date(2026, 6, 2)),
    ],
)
def test_last_day_to_pay_over(in_cash: bool, by_instalments: bool, last_day: date) -> None:
    found = pay_over(collected_on=date(2026, 3, 2), in_cash=in_cash, by_instalments=by_instalments)
    assert found.last_day == last_day
    assert found.warn_on == last_day - timedelta(days=7)
    assert ("en espèces" in found.explanation[0]) is in_cash or "qu'en espèces" in found.explanation[0]
    assert ("acomptes" in found.explanation[0]) is by_instalments
    assert found.certainty == "secondary"
    assert [str(one) for one in found.references] == ["C. com., art. R444-56"]


def test_before_the_texts_read_nothing_is_answered() -> None:
    with pytest.raises(NotInForce):
        pay_over(collected_on=date(2016, 2, 29), in_cash=True)


def test_a_sum_is_paid_at_once_unless_said_otherwise() -> None:
    once = pay_over(collected_on=date(2026, 3, 2), in_cash=True, by_instalments=False)
    assert pay_over(collected_on=date(2026, 3, 2), in_cash=True) == once
