"""What the creditor pays: the scale, its edges, the bills of each part payment, the three outcomes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.law.fees import (
    OUTCOMES,
    BeyondScale,
    collection_fee,
    collection_scale,
    cost_to_creditor,
    enforcement_scale,
    file_fee,
    instalment_fees,
    slices,
    taxed,
    title_coefficient,
    title_fee,
    unrounded_fee,
)
from dument.law.money import from_cents, rounded
from dument.law.parameters import NotInForce

TARIFF = date(2024, 3, 1)
amounts = st.integers(0, 500_000).map(from_cents)


@pytest.mark.parametrize(
    ("claim", "before_tax", "with_tax"),
    [
        ("0.01", "21.50", "25.80"),
        ("188.00", "21.50", "25.80"),
        ("188.01", "21.44", "25.73"),
        ("500.00", "54.98", "65.98"),
        ("610.00", "66.80", "80.16"),
        ("1000.00", "106.81", "128.17"),
        ("1525.00", "160.68", "192.82"),
        ("1525.01", "160.68", "192.82"),
        ("5000.00", "296.55", "355.86"),
    ],
)
def test_the_scale_of_2024(claim: str, before_tax: str, with_tax: str) -> None:
    fee = collection_fee(claim=Decimal(claim), collected=Decimal(claim), on=TARIFF)
    assert (str(fee.before_tax), str(fee.with_tax)) == (before_tax, with_tax)
    assert fee.before_tax + fee.vat == fee.with_tax
    assert fee.certainty == "confirmed"


@pytest.mark.parametrize(
    ("on", "before_tax", "certainty"),
    [
        (date(2020, 12, 31), "22.67", "confirmed"),
        (date(2021, 1, 1), "22.49", "confirmed"),
        (date(2024, 3, 1), "22.73", "confirmed"),
        (date(2026, 3, 1), "22.73", "unconfirmed"),
    ],
)
def test_each_tariff_has_its_days(on: date, before_tax: str, certainty: str) -> None:
    fee = collection_fee(claim=Decimal(200), collected=Decimal(200), on=on)
    assert (str(fee.before_tax), fee.certainty) == (before_tax, certainty)


@pytest.mark.parametrize("on", [date(2016, 2, 29), date(2028, 3, 1)])
def test_outside_the_tariffs_read_there_is_no_fee(on: date) -> None:
    with pytest.raises(NotInForce):
        collection_scale(on)


def test_nothing_collected_costs_nothing() -> None:
    assert unrounded_fee(collection_scale(TARIFF), claim=Decimal(100), collected=Decimal(0)) == 0


def test_above_the_brackets_read_no_fee_is_guessed() -> None:
    top = Decimal(52_400)
    assert unrounded_fee(collection_scale(TARIFF), claim=top, collected=top) == Decimal("2149.8915")
    with pytest.raises(BeyondScale, match="52"):
        unrounded_fee(collection_scale(TARIFF), claim=top, collected=top + 1)
    old = collection_scale(date(2021, 1, 1))
    assert unrounded_fee(old, claim=10**6 * Decimal(1), collected=Decimal(10**6)) == Decimal(5540)


def test_brackets_are_shown_one_by_one() -> None:
    four = slices(collection_scale(TARIFF), claim=Decimal(4000), collected=Decimal(4000))
    assert [str(one) for one in four] == ["14.66", "52.14", "93.88", "96.77"]
    one = slices(collection_scale(TARIFF), claim=Decimal(4000), collected=Decimal(125))
    assert [str(part) for part in one] == ["14.66"]
    assert slices(collection_scale(TARIFF), claim=Decimal(188), collected=Decimal(188)) == ()


def test_the_scale_of_the_debtor_is_for_reference() -> None:
    scale = enforcement_scale(TARIFF)
    assert [str(one) for one in slices(scale, claim=Decimal(4000), collected=Decimal(4000))] == [
        "12.21",
        "30.80",
        "31.20",
        "7.18",
    ]
    assert unrounded_fee(scale, claim=Decimal(44), collected=Decimal(44)) == Decimal("4.30")
    assert unrounded_fee(scale, claim=Decimal(10**6), collected=Decimal(10**6)) == Decimal(550)


@pytest.mark.parametrize(
    ("office_in", "on", "before_tax", "vat_pct", "with_tax", "certainty"),
    [
        ("", date(2023, 6, 1), "21.28", "20", "25.54", "confirmed"),
        ("13", date(2023, 6, 1), "21.28", "20", "25.54", "confirmed"),
        ("971", date(2023, 6, 1), "27.45", "8.5", "29.78", "confirmed"),
        ("974", date(2023, 6, 1), "29.15", "8.5", "31.63", "confirmed"),
        ("973", date(2023, 6, 1), "27.03", "0", "27.03", "confirmed"),
        ("971", date(2025, 6, 1), "26.45", "8.5", "28.70", "unconfirmed"),
        ("975", date(2023, 6, 1), "27.66", "0", "27.66", "unconfirmed"),
    ],
)
def test_overseas(
    office_in: str, on: date, before_tax: str, vat_pct: str, with_tax: str, certainty: str
) -> None:
    fee = collection_fee(claim=Decimal(150), collected=Decimal(150), on=on, office_in=office_in)
    assert (str(fee.before_tax), str(fee.vat_pct), str(fee.with_tax)) == (before_tax, vat_pct, with_tax)
    assert fee.certainty == certainty
    assert any("outre-mer" in line for line in fee.explanation) is (office_in.startswith("97"))


def test_a_vat_rate_may_be_imposed() -> None:
    fee = collection_fee(claim=Decimal(150), collected=Decimal(150), on=TARIFF, vat_pct=Decimal("10"))
    assert (str(fee.vat), str(fee.with_tax)) == ("2.15", "23.65")
    assert fee.certainty == "confirmed"
    assert "CGI, art. 278" in [str(one) for one in fee.references]


def test_part_payments_follow_the_cumulated_scale() -> None:
    bills = instalment_fees(claim=Decimal(1000), collected=[Decimal(250)] * 4, on=TARIFF)
    assert [str(one) for one in bills] == ["28.10", "26.88", "26.18", "25.65"]
    flat = instalment_fees(claim=Decimal(100), collected=[Decimal(50), Decimal(50)], on=TARIFF)
    assert [str(one) for one in flat] == ["21.50", "0.00"]


@given(st.lists(st.integers(1, 100_000).map(from_cents), min_size=1, max_size=6))
def test_bills_sum_to_the_fee_on_the_whole(parts: list[Decimal]) -> None:
    claim = sum(parts, Decimal(0))
    bills = instalment_fees(claim=claim, collected=parts, on=TARIFF)
    whole = rounded(unrounded_fee(collection_scale(TARIFF), claim=claim, collected=claim))
    assert sum(bills, Decimal(0)) == whole
    assert min(bills) >= 0


@given(amounts, amounts)
def test_collecting_more_never_costs_less(one: Decimal, other: Decimal) -> None:
    scale, claim = collection_scale(TARIFF), Decimal(5000)
    less = unrounded_fee(scale, claim=claim, collected=min(one, other))
    more = unrounded_fee(scale, claim=claim, collected=max(one, other))
    assert less <= more


def test_confirmed_fees_outlive_inferred_ones() -> None:
    assert file_fee(TARIFF).amount == file_fee(TARIFF, confirmed=True).amount == Decimal("12.43")
    assert title_fee(TARIFF).amount == Decimal("25.05")
    assert title_fee(TARIFF, confirmed=True).amount == Decimal("24.80")
    assert str(taxed(title_fee(TARIFF), TARIFF)) == "30.06"
    assert str(taxed(title_fee(TARIFF), TARIFF, "974")) == "36.97"
    assert str(taxed(title_fee(TARIFF), TARIFF, times=Decimal("0.5"))) == "15.04"


@pytest.mark.parametrize(
    ("outcome", "on", "claim", "parts", "certainty"),
    [
        ("refusal", TARIFF, "1000", ("14.92", "0.00", "0.00", "14.92"), "confirmed"),
        ("silence", TARIFF, "1000", ("14.92", "0.00", "0.00", "14.92"), "confirmed"),
        ("silence", date(2026, 10, 13), "1000", ("14.92", "0.00", "0.00", "14.92"), "unconfirmed"),
        ("agreement", TARIFF, "1000", ("14.92", "30.06", "0.00", "44.98"), "inferred"),
        ("agreement_paid", TARIFF, "1000", ("14.92", "30.06", "128.17", "173.15"), "inferred"),
        ("agreement_paid", date(2021, 1, 1), "200", ("14.92", "29.76", "26.99", "71.67"), "confirmed"),
        ("agreement_paid", date(2026, 10, 13), "1000", ("14.92", "30.06", "128.17", "173.15"), "unconfirmed"),
    ],
)
def test_cost_of_each_outcome(
    outcome: str, on: date, claim: str, parts: tuple[str, ...], certainty: str
) -> None:
    cost = cost_to_creditor(claim=Decimal(claim), outcome=outcome, on=on)
    assert tuple(str(one) for one in (cost.file, cost.title, cost.collection, cost.total)) == parts
    assert str(cost.debtor) == "0.00"
    assert cost.certainty == certainty
    assert "CPCE, art. L125-1 al. 4" in [str(one) for one in cost.references]


def test_another_outcome_is_refused() -> None:
    with pytest.raises(ValueError, match="issue inconnue"):
        cost_to_creditor(claim=Decimal(1), outcome="victory", on=TARIFF)


@pytest.mark.parametrize(
    ("claim", "coefficient", "title"),
    [
        ("0.00", "0.5", "15.04"),
        ("128.00", "0.5", "15.04"),
        ("128.01", "1", "30.06"),
        ("1280.00", "1", "30.06"),
        ("1280.01", "2", "60.12"),
    ],
)
def test_an_office_may_apply_the_coefficient_of_the_amount(claim: str, coefficient: str, title: str) -> None:
    assert title_coefficient(claim=Decimal(claim), on=TARIFF).amount == Decimal(coefficient)
    cost = cost_to_creditor(claim=Decimal(claim), outcome="agreement", on=TARIFF, coefficient=True)
    assert str(cost.title) == title
    assert cost.certainty == "unconfirmed"


@given(amounts, st.sampled_from(OUTCOMES), st.sampled_from(["", "971", "973", "974"]))
def test_the_debtor_never_pays(claim: Decimal, outcome: str, office_in: str) -> None:
    cost = cost_to_creditor(claim=claim, outcome=outcome, on=date(2022, 5, 5), office_in=office_in)
    assert cost.debtor == 0
    assert cost.file + cost.title + cost.collection == cost.total


def test_the_outcomes_known_are_listed() -> None:
    with pytest.raises(ValueError, match=r"issue inconnue ; attendu : [a-z_]+(, [a-z_]+)+\.$"):
        cost_to_creditor(claim=Decimal(1), outcome="divorce", on=date(2024, 3, 1))
