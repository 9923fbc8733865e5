"""Shares of a divided claim: they come to it to the cent, whoever shares and whatever it is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.law.codebtors import SOLIDARITY, equal_shares, taken

CENTS = st.integers(min_value=1, max_value=600_000)


@given(st.lists(CENTS, min_size=1, max_size=8), st.integers(min_value=1, max_value=10))
def test_shares_come_to_the_claim_and_to_each_element(amounts: list[int], debtors: int) -> None:
    whole = sum(amounts)
    if whole < debtors:
        return
    shares = equal_shares(whole, debtors)
    assert sum(shares) == whole
    assert min(shares) == shares[0]
    assert shares[-1] - shares[0] < debtors
    left = amounts
    for share in shares:
        parts = taken(left, share)
        assert sum(parts) == share
        left = [amount - part for amount, part in zip(left, parts, strict=True)]
        assert min(left) >= 0
        assert min(parts) >= 0
    assert sum(left) == 0


@pytest.mark.parametrize(
    ("total", "debtors", "shares"),
    [(100_000, 3, (33_333, 33_333, 33_334)), (2, 2, (1, 1)), (5, 1, (5,))],
)
def test_the_last_takes_the_cents(total: int, debtors: int, shares: tuple[int, ...]) -> None:
    assert equal_shares(total, debtors) == shares


@pytest.mark.parametrize(("total", "debtors"), [(1, 2), (100, 0)])
def test_nobody_owes_nothing(total: int, debtors: int) -> None:
    with pytest.raises(
        ValueError,
        match=r"^Une dette se divise entre un débiteur au moins, et un centime au moins pour chacun\.$",
    ):
        equal_shares(total, debtors)


@pytest.mark.parametrize(
    ("share", "parts"), [(0, (0, 0)), (1, (0, 1)), (2, (1, 1)), (3, (2, 1)), (4, (3, 1))]
)
def test_an_element_gives_in_proportion(share: int, parts: tuple[int, ...]) -> None:
    assert taken((3, 1), share) == parts


@pytest.mark.parametrize("share", [-1, 5])
def test_a_share_is_a_part_of_the_debt(share: int) -> None:
    with pytest.raises(ValueError, match=r"^Une part va de zéro à toute la dette\.$"):
        taken((3, 1), share)


def test_no_debt_gives_nothing() -> None:
    assert taken((0, 0), 0) == (0, 0)


def test_solidarity_comes_from_the_law_or_the_contract_never_from_a_presumption() -> None:
    assert SOLIDARITY == {
        "clause": "clause du contrat",
        "statute": "disposition de la loi",
        "usage": "usage entre commerçants, à apprécier par le commissaire de justice",
    }
