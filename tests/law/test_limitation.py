"""The life of a claim: its period, its last day, and what moves it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dument.law.days import add_months, add_years
from dument.law.limitation import (
    CAUSES,
    CREDITORS,
    DEBTORS,
    Period,
    last_useful_day,
    period_for,
    period_of,
)
from dument.law.parameters import UnknownParameter

CIVIL = period_of("CIVIL")
CREDIT = period_of("CREDIT_CONSO")
days = st.dates(date(2016, 6, 1), date(2050, 12, 31))
periods = st.sampled_from(["CIVIL", "CONSO", "BAIL_HAB", "TELECOM"]).map(period_of)


@pytest.mark.parametrize(
    ("cause", "creditor", "debtor", "kind", "years", "certainty"),
    [
        ("service", "artisan", "consumer", "CONSO", 2, "confirmed"),
        ("sale", "merchant", "minor", "CONSO", 2, "confirmed"),
        ("sale", "company", "protected_adult", "CONSO", 2, "confirmed"),
        ("service", "farmer", "consumer", "CONSO", 2, "confirmed"),
        ("service", "liberal", "consumer", "HONO_CONSO", 2, "unconfirmed"),
        ("sale", "liberal", "consumer", "CONSO", 2, "confirmed"),
        ("service", "association", "consumer", "CONSO", 2, "inferred"),
        ("loan", "company", "consumer", "CONSO", 2, "inferred"),
        ("loan", "consumer", "consumer", "CIVIL", 5, "confirmed"),
        ("service", "artisan", "company", "COMMERCE", 5, "confirmed"),
        ("sale", "company", "artisan", "COMMERCE", 5, "confirmed"),
        ("service", "liberal", "artisan", "CIVIL", 5, "confirmed"),
        ("service", "landlord", "consumer", "CIVIL", 5, "confirmed"),
        ("sale", "consumer", "merchant", "COMMERCE", 5, "confirmed"),
        ("home_lease", "landlord", "consumer", "BAIL_HAB", 3, "confirmed"),
        ("consumer_credit", "company", "consumer", "CREDIT_CONSO", 2, "confirmed"),
        ("insurance", "company", "consumer", "ASSURANCE", 2, "confirmed"),
        ("coproperty", "condominium", "consumer", "COPRO", 5, "confirmed"),
        ("statutory", "social_body", "artisan", "CIVIL", 5, "unconfirmed"),
        ("statutory", "association", "liberal", "CIVIL", 5, "inferred"),
        ("telecom", "company", "consumer", "TELECOM", 1, "confirmed"),
        ("carriage", "company", "merchant", "TRANSPORT", 1, "confirmed"),
        ("tort", "consumer", "consumer", "CIVIL", 5, "unconfirmed"),
        ("fine", "company", "consumer", "CIVIL", 5, "unconfirmed"),
        ("maintenance", "consumer", "consumer", "CIVIL", 5, "unconfirmed"),
        ("cheque", "company", "consumer", "CIVIL", 5, "unconfirmed"),
        ("wage", "consumer", "company", "CIVIL", 5, "unconfirmed"),
    ],
)
def test_period_of_a_claim(
    cause: str, creditor: str, debtor: str, kind: str, years: int, certainty: str
) -> None:
    found = period_for(cause=cause, creditor=creditor, debtor=debtor)
    assert (found.kind, found.years, found.certainty) == (kind, years, certainty)
    assert found.forclusion is (kind == "CREDIT_CONSO")
    assert found.reading.endswith(".")


def test_every_claim_of_the_scenarios_has_a_period() -> None:
    for cause, creditor, debtor in product(CAUSES, CREDITORS, DEBTORS):
        assert 1 <= period_for(cause=cause, creditor=creditor, debtor=debtor).years <= 5


@pytest.mark.parametrize(
    ("cause", "creditor", "debtor"),
    [("gift", "artisan", "consumer"), ("sale", "minor", "consumer"), ("sale", "artisan", "robot")],
)
def test_other_words_are_refused(cause: str, creditor: str, debtor: str) -> None:
    with pytest.raises(ValueError, match="mot inconnu"):
        period_for(cause=cause, creditor=creditor, debtor=debtor)


def test_other_codes_are_refused() -> None:
    with pytest.raises(UnknownParameter):
        period_of("AUTRE")


@pytest.mark.parametrize(
    ("due_on", "kind", "last_day"),
    [
        (date(2021, 3, 10), "CIVIL", date(2026, 3, 10)),
        (date(2023, 2, 5), "BAIL_HAB", date(2026, 2, 5)),
        (date(2024, 2, 29), "CONSO", date(2026, 2, 28)),
        (date(2025, 11, 11), "TELECOM", date(2026, 11, 11)),
        (date(2016, 1, 31), "TITRE_1_3", date(2026, 1, 31)),
    ],
)
def test_the_last_day_is_the_anniversary_holiday_or_not(due_on: date, kind: str, last_day: date) -> None:
    found = last_useful_day(due_on=due_on, period=period_of(kind))
    assert found.last_day == last_day
    assert not found.expired_on(last_day)
    assert found.expired_on(last_day + timedelta(days=1))
    assert "Point de départ" in found.explanation[1]


def test_suspension_adds_its_days() -> None:
    found = last_useful_day(
        due_on=date(2023, 3, 10),
        period=CIVIL,
        suspended_on=date(2026, 2, 20),
        resumed_on=date(2026, 3, 5),
    )
    assert found.last_day == date(2028, 3, 23)
    assert [str(one) for one in found.references][-2:] == ["C. civ., art. 2238 al. 1", "C. civ., art. 2230"]


@pytest.mark.parametrize(
    ("due_on", "last_day", "floor"),
    [
        (date(2021, 3, 10), date(2026, 9, 5), True),
        (date(2021, 8, 22), date(2026, 9, 5), True),
        (date(2021, 8, 23), date(2026, 9, 5), False),
        (date(2021, 8, 24), date(2026, 9, 6), False),
    ],
)
def test_six_months_at_least_are_left_after_the_refusal(due_on: date, last_day: date, floor: bool) -> None:
    found = last_useful_day(
        due_on=due_on, period=CIVIL, suspended_on=date(2026, 2, 20), resumed_on=date(2026, 3, 5)
    )
    assert found.last_day == last_day
    assert any("Six mois" in line for line in found.explanation) is floor


@pytest.mark.parametrize(
    ("refused", "last_day", "certainty"),
    [(True, date(2026, 9, 5), "confirmed"), (False, date(2026, 3, 23), "inferred")],
)
def test_without_a_recorded_refusal_the_six_months_are_not_counted_on(
    refused: bool, last_day: date, certainty: str
) -> None:
    found = last_useful_day(
        due_on=date(2021, 3, 10),
        period=CIVIL,
        suspended_on=date(2026, 2, 20),
        resumed_on=date(2026, 3, 5),
        refused=refused,
    )
    assert (found.last_day, found.certainty, found.suspended) == (last_day, certainty, False)
    assert any("que pour un refus constaté" in line for line in found.explanation) is not refused


def test_a_suspension_of_the_last_day_counts_and_one_day_later_does_not() -> None:
    due_on, last = date(2021, 3, 10), date(2026, 3, 10)
    resumed = date(2026, 4, 1)
    in_time = last_useful_day(due_on=due_on, period=CIVIL, suspended_on=last, resumed_on=resumed)
    assert in_time.last_day == date(2026, 10, 1)
    late = last_useful_day(
        due_on=due_on, period=CIVIL, suspended_on=last + timedelta(days=1), resumed_on=resumed
    )
    assert late.last_day == last
    assert "sans effet" in late.explanation[-1]


def test_while_suspended_the_claim_does_not_expire() -> None:
    found = last_useful_day(due_on=date(2021, 3, 10), period=CIVIL, suspended_on=date(2026, 2, 20))
    assert found.suspended
    assert found.last_day == date(2026, 3, 10), "the six months follow a recorded refusal, not any end"
    assert not found.expired_on(date(2030, 1, 1))


def test_acknowledgement_opens_a_period_of_the_same_length() -> None:
    found = last_useful_day(due_on=date(2021, 3, 10), period=CIVIL, acknowledged_on=date(2026, 2, 25))
    assert found.last_day == date(2031, 2, 25)
    conso = last_useful_day(
        due_on=date(2024, 6, 1), period=period_of("CONSO"), acknowledged_on=date(2026, 6, 1)
    )
    assert conso.last_day == date(2028, 6, 1)


def test_acknowledgement_after_the_term_revives_nothing() -> None:
    found = last_useful_day(due_on=date(2021, 3, 10), period=CIVIL, acknowledged_on=date(2026, 3, 11))
    assert found.last_day == date(2026, 3, 10)
    assert "renonciation" in found.explanation[-1]
    assert found.certainty == "inferred"


def test_an_acknowledgement_before_the_suspension_comes_first() -> None:
    found = last_useful_day(
        due_on=date(2021, 3, 10),
        period=CIVIL,
        acknowledged_on=date(2024, 1, 10),
        suspended_on=date(2026, 2, 20),
        resumed_on=date(2026, 3, 5),
    )
    assert found.last_day == date(2029, 1, 23)


def test_an_acknowledgement_on_the_very_day_of_the_suspension_comes_first() -> None:
    day = date(2026, 2, 20)
    found = last_useful_day(due_on=date(2021, 3, 10), period=CIVIL, suspended_on=day, acknowledged_on=day)
    assert found.suspended
    assert found.last_day == date(2031, 2, 20)


def test_a_period_of_twenty_years_is_not_cut_short() -> None:
    found = last_useful_day(due_on=date(2018, 1, 1), period=period_of("BUTOIR"))
    assert found.last_day == date(2038, 1, 1)
    assert len(found.explanation) == 2


def test_an_agreement_inside_the_suspension_ends_it() -> None:
    found = last_useful_day(
        due_on=date(2021, 3, 10),
        period=CIVIL,
        suspended_on=date(2026, 2, 20),
        acknowledged_on=date(2026, 3, 1),
    )
    assert not found.suspended
    assert found.last_day == date(2031, 3, 1)


def test_a_suspension_that_outlasts_the_agreement_delays_the_new_period() -> None:
    found = last_useful_day(
        due_on=date(2021, 3, 10),
        period=CIVIL,
        suspended_on=date(2026, 2, 20),
        acknowledged_on=date(2026, 3, 1),
        resumed_on=date(2026, 3, 11),
    )
    assert found.last_day == date(2031, 3, 11)


def test_an_acknowledgement_after_the_resumption_starts_again() -> None:
    found = last_useful_day(
        due_on=date(2021, 3, 10),
        period=CIVIL,
        suspended_on=date(2026, 2, 20),
        resumed_on=date(2026, 3, 5),
        acknowledged_on=date(2026, 6, 1),
    )
    assert found.last_day == date(2031, 6, 1)


def test_nothing_moves_a_forclusion() -> None:
    bare = last_useful_day(due_on=date(2024, 5, 5), period=CREDIT)
    assert bare.last_day == date(2026, 5, 5)
    assert len(bare.explanation) == 2
    moved: list[dict[str, Any]] = [
        {"suspended_on": date(2026, 2, 1), "resumed_on": date(2026, 3, 1)},
        {"suspended_on": date(2026, 2, 1)},
        {"acknowledged_on": date(2026, 2, 1)},
    ]
    for events in moved:
        found = last_useful_day(due_on=date(2024, 5, 5), period=CREDIT, **events)
        assert (found.last_day, found.suspended) == (bare.last_day, False)
        cited = [str(one) for one in found.references]
        assert {"C. civ., art. 2220", "C. civ., art. 2241", "C. civ., art. 2244"} <= set(cited)
        assert "C. conso., art. R312-35" in cited


def test_twenty_years_at_most() -> None:
    events: dict[str, Any] = {"suspended_on": date(2021, 1, 1), "resumed_on": date(2040, 1, 1)}
    found = last_useful_day(due_on=date(2018, 1, 1), period=CIVIL, **events)
    assert found.last_day == date(2038, 1, 1)
    assert "butoir" in found.explanation[-1]
    judgment = last_useful_day(due_on=date(2018, 1, 1), period=period_of("TITRE_1_3"), **events)
    assert judgment.last_day > date(2038, 1, 1)


@pytest.mark.parametrize(
    "events",
    [
        {"resumed_on": date(2026, 3, 5)},
        {"suspended_on": date(2026, 3, 6), "resumed_on": date(2026, 3, 5)},
    ],
)
def test_a_resumption_needs_a_suspension_before_it(events: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="suit la suspension"):
        last_useful_day(due_on=date(2023, 3, 10), period=CIVIL, **events)


@given(days, periods, days, st.integers(0, 60))
def test_suspension_never_shortens(due_on: date, period: Period, suspended: date, length: int) -> None:
    resumed = suspended + timedelta(days=length)
    bare = last_useful_day(due_on=due_on, period=period)
    found = last_useful_day(due_on=due_on, period=period, suspended_on=suspended, resumed_on=resumed)
    assert found.last_day >= bare.last_day
    if suspended <= bare.last_day:
        assert found.last_day >= min(add_months(resumed, 6), add_years(due_on, 20))


@given(days, periods, days)
def test_acknowledgement_never_shortens(due_on: date, period: Period, day: date) -> None:
    assume(day >= due_on)
    bare = last_useful_day(due_on=due_on, period=period)
    found = last_useful_day(due_on=due_on, period=period, acknowledged_on=day)
    assert found.last_day == (add_years(day, period.years) if day <= bare.last_day else bare.last_day)
