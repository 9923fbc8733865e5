"""Dated values: both sides of each change, nothing outside, and no gap or overlap in any table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.law.parameters import (
    NotInForce,
    Parameter,
    UnknownParameter,
    certainty_of,
    day_in_french,
    every_parameter,
    keys_of,
    parameter,
    parameter_names,
)
from dument.law.references import CERTAINTIES

ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("name", "key", "day", "amount"),
    [
        ("claim_ceiling", "", date(2016, 6, 1), "4000"),
        ("claim_ceiling", "", date(2019, 12, 31), "4000"),
        ("claim_ceiling", "", date(2020, 1, 1), "5000"),
        ("claim_ceiling", "", date(2100, 1, 1), "5000"),
        ("merchant_invoice_exclusion", "", date(2016, 6, 1), "0"),
        ("merchant_invoice_exclusion", "", date(2026, 4, 24), "0"),
        ("merchant_invoice_exclusion", "", date(2026, 4, 25), "1"),
        ("legal_rate_natural_person", "", date(2026, 6, 30), "6.67"),
        ("legal_rate_natural_person", "", date(2026, 7, 1), "6.84"),
        ("legal_rate_other", "", date(2025, 12, 31), "2.76"),
        ("legal_rate_other", "", date(2026, 1, 1), "2.62"),
        ("late_payment_rate", "", date(2026, 6, 30), "12.15"),
        ("late_payment_rate", "", date(2026, 7, 1), "12.40"),
        ("collection_flat", "", date(2024, 2, 29), "21.28"),
        ("collection_flat", "", date(2024, 3, 1), "21.50"),
        ("title_fee", "", date(2020, 12, 31), "25.00"),
        ("title_fee", "", date(2021, 1, 1), "24.80"),
        ("vat_rate", "", date(2026, 1, 1), "20"),
        ("vat_rate", "13", date(2026, 1, 1), "20"),
        ("vat_rate", "974", date(2026, 1, 1), "8.5"),
        ("vat_rate", "976", date(2026, 1, 1), "0"),
        ("overseas_increase", "971", date(2023, 6, 1), "29"),
        ("flat_indemnity", "", date(2026, 1, 1), "40"),
    ],
)
def test_value_of_a_day(name: str, key: str, day: date, amount: str) -> None:
    assert parameter(name, key).on(day).amount == Decimal(amount)


@pytest.mark.parametrize(
    ("name", "key", "day", "first", "last"),
    [
        ("claim_ceiling", "", date(2016, 5, 31), date(2016, 6, 1), None),
        ("legal_rate_other", "", date(2027, 1, 1), date(2012, 1, 1), date(2026, 12, 31)),
        ("legal_rate_other", "", date(2011, 12, 31), date(2012, 1, 1), date(2026, 12, 31)),
        ("late_payment_rate", "", date(2027, 1, 1), date(2012, 1, 1), date(2026, 12, 31)),
        ("collection_flat", "", date(2028, 3, 1), date(2016, 3, 1), date(2028, 2, 29)),
        ("overseas_increase", "975", date(2024, 3, 1), date(2021, 1, 1), date(2024, 2, 29)),
    ],
)
def test_outside_the_days_known_nothing_is_guessed(
    name: str, key: str, day: date, first: date, last: date | None
) -> None:
    with pytest.raises(NotInForce) as refusal:
        parameter(name, key).on(day)
    assert (refusal.value.name, refusal.value.day) == (name, day)
    assert (refusal.value.first, refusal.value.last) == (first, last)
    assert day_in_french(day) in str(refusal.value)
    assert "ne se devine pas" in str(refusal.value)


def test_unknown_names_and_keys_are_refused() -> None:
    with pytest.raises(UnknownParameter, match="aucune valeur de ce nom"):
        parameter("phase_of_the_moon")
    with pytest.raises(UnknownParameter, match="rien de connu"):
        parameter("limitation_period", "ELFES")


def test_the_last_confirmed_value_may_outlive_its_period() -> None:
    title = parameter("title_fee")
    assert title.on(date(2024, 7, 16)).amount == Decimal("25.05")
    assert title.last_confirmed(date(2024, 7, 16)).amount == Decimal("24.80")
    assert title.last_confirmed(date(2020, 12, 31)).amount == Decimal("25.00")
    assert title.last_confirmed(date(2021, 1, 1)).amount == Decimal("24.80")
    with pytest.raises(NotInForce, match="Délivrance du titre exécutoire") as refusal:
        title.last_confirmed(date(2016, 5, 31))
    assert (refusal.value.name, refusal.value.first, refusal.value.last) == (
        title.name,
        date(2016, 6, 1),
        None,
    )
    with pytest.raises(NotInForce, match="au 31 décembre 2026"):
        parameter("legal_rate_other").last_confirmed(date(2011, 12, 31))


def test_what_the_texts_fix_is_open_ended_and_what_is_published_by_period_is_not() -> None:
    for series in every_parameter():
        if series.by_period:
            assert series.latest.until is not None, series.name
    for name in ("claim_ceiling", "merchant_invoice_exclusion", "procedure_month", "flat_indemnity"):
        assert parameter(name).latest.until is None


@pytest.mark.parametrize("series", every_parameter(), ids=lambda one: f"{one.name}-{one.key}")
def test_walking_time_meets_no_gap_and_no_overlap(series: Parameter) -> None:
    assert series.unit
    assert series.label
    assert series.certainty in CERTAINTIES
    for value in series.values:
        assert value.certainty in CERTAINTIES
        assert value.amount >= 0
        assert value.until is None or value.since <= value.until
    for before, after in zip(series.values, series.values[1:], strict=False):
        assert before.until is not None
        assert before.until + ONE_DAY == after.since
        assert series.on(before.until) == before
        assert series.on(after.since) == after
    first, last = series.values[0], series.values[-1]
    with pytest.raises(NotInForce):
        series.on(first.since - ONE_DAY)
    if last.until:
        with pytest.raises(NotInForce):
            series.on(last.until + ONE_DAY)
    else:
        assert series.on(date.max) == last


@given(st.dates(date(2012, 1, 1), date(2026, 12, 31)))
def test_exactly_one_rate_is_in_force_each_day(day: date) -> None:
    for name in ("legal_rate_natural_person", "legal_rate_other", "late_payment_rate"):
        assert sum(value.covers(day) for value in parameter(name).values) == 1


@given(st.dates(date(2012, 1, 1), date(2026, 12, 31)))
def test_the_default_rate_is_the_bank_rate_of_the_semester_plus_ten(day: date) -> None:
    start = date(day.year, 1 if day.month < 7 else 7, 1)
    bank = parameter("ecb_rate").on(start).amount
    assert parameter("late_payment_anchor").on(day).amount == bank
    assert (
        parameter("late_payment_rate").on(day).amount
        == bank + parameter("late_payment_margin").on(day).amount
    )


def test_natural_persons_have_had_the_higher_rate_since_2015() -> None:
    for value in parameter("legal_rate_natural_person").values:
        other = parameter("legal_rate_other").on(value.since).amount
        assert value.amount > other if value.since.year >= 2015 else value.amount == other


def test_names_and_keys_are_listed() -> None:
    assert {"claim_ceiling", "vat_rate", "collection_scale"} <= set(parameter_names())
    assert "references" not in parameter_names()
    assert keys_of("claim_ceiling") == ()
    assert keys_of("payover_weeks") == ("cash", "other", "cash_by_instalments")


def test_an_answer_on_several_values_keeps_the_weakest_certainty() -> None:
    sure, unsure = parameter("claim_ceiling").latest, parameter("legal_rate_other").latest
    assert certainty_of(sure) == "confirmed"
    assert certainty_of(sure, unsure) == "unconfirmed"


def test_days_in_french() -> None:
    assert day_in_french(date(2026, 8, 1)) == "1er août 2026"
    assert day_in_french(date(2026, 12, 31)) == "31 décembre 2026"


@pytest.mark.parametrize(
    ("unit", "one", "two"),
    [
        ("EUR", "1\u00a0euro", "2\u00a0euros"),
        ("EUR HT", "1\u00a0euro hors taxe", "2\u00a0euros hors taxe"),
        ("%", "1\u00a0%", "2\u00a0%"),
        ("points", "1\u00a0point", "2\u00a0points"),
        ("day", "1\u00a0jour", "2\u00a0jours"),
        ("week", "1\u00a0semaine", "2\u00a0semaines"),
        ("month", "1\u00a0mois", "2\u00a0mois"),
        ("year", "1\u00a0an", "2\u00a0ans"),
        ("instalment", "1\u00a0échéance", "2\u00a0échéances"),
        ("1", "1", "2"),
    ],
)
def test_a_unit_is_plural_from_two_on(unit: str, one: str, two: str) -> None:
    series = replace(parameter("claim_ceiling"), unit=unit)
    value = series.values[0]
    assert series.told(replace(value, amount=Decimal(1))) == one
    assert series.told(replace(value, amount=Decimal(2))) == two


def test_every_value_is_told_with_its_unit_in_french() -> None:
    told = {series.told(value) for series in every_parameter() for value in series.values}
    wanted = {"1\u00a0an", "2\u00a0ans", "0,5", "2", "4000\u00a0euros", "12,43\u00a0euros hors taxe"}
    assert wanted <= told
    assert {
        "3\u00a0semaines",
        "6\u00a0mois",
        "120\u00a0jours",
        "2,75\u00a0%",
        "10\u00a0points",
        "24\u00a0échéances",
    } <= told
    units = {series.unit_in_french for series in every_parameter()}
    assert units == {
        "",
        "%",
        "ans",
        "euros",
        "euros hors taxe",
        "jours",
        "mois",
        "points",
        "semaines",
        "échéances",
    }
