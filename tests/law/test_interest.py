"""Interest: the days, the rates, the cent."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.law.interest import (
    accrue,
    accrue_at,
    agreed_late_payment,
    capitalised,
    contractual,
    outside_late_payment,
    rate_parameter,
    simple,
    year_days,
)
from dument.law.money import from_cents
from dument.law.parameters import NotInForce, parameter

amounts = st.integers(0, 10**9).map(from_cents)
days = st.dates(date(2012, 1, 1), date(2026, 12, 31))
CREDITORS = ["consumer", "landlord", "artisan", "company", "association", "social_body"]


@pytest.mark.parametrize(
    ("last_day", "amount", "count"),
    [
        (date(2026, 5, 31), "0.00", 0),
        (date(2026, 6, 1), "1.66", 1),
        (date(2026, 6, 2), "3.33", 2),
        (date(2026, 6, 4), "6.65", 4),
    ],
)
def test_both_ends_bear_interest(last_day: date, amount: str, count: int) -> None:
    found = accrue(
        principal=Decimal("4995.00"),
        first_day=date(2026, 6, 1),
        last_day=last_day,
        rate="late_payment",
        creditor="artisan",
    )
    assert str(found.amount) == amount
    assert found.days == count


def test_each_day_has_the_rate_of_its_semester() -> None:
    found = accrue(
        principal=Decimal("2500.00"),
        first_day=date(2025, 11, 21),
        last_day=date(2026, 4, 10),
        rate="legal",
        creditor="landlord",
    )
    assert [(one.days, str(one.rate_pct)) for one in found.segments] == [(41, "6.65"), (100, "6.67")]
    assert str(found.amount) == "64.36"
    assert [one.first_day for one in found.segments] == [date(2025, 11, 21), date(2026, 1, 1)]
    assert [one.last_day for one in found.segments] == [date(2025, 12, 31), date(2026, 4, 10)]
    assert found.certainty == "confirmed"
    assert "6,65\u00a0%" in found.explanation[0]
    assert [str(one) for one in found.references] == ["CMF, art. L313-2", "Service-public, F783"]


@pytest.mark.parametrize(
    ("creditor", "rate"),
    [
        ("consumer", "6.67"),
        ("landlord", "6.67"),
        ("artisan", "2.62"),
        ("liberal", "2.62"),
        ("condominium", "2.62"),
    ],
)
def test_the_creditor_makes_the_legal_rate(creditor: str, rate: str) -> None:
    assert rate_parameter("legal", creditor).on(date(2026, 1, 1)).amount == Decimal(rate)
    assert rate_parameter("late_payment", creditor).on(date(2026, 1, 1)).amount == Decimal("12.15")


def test_another_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="taux inconnu"):
        rate_parameter("usury", "company")


def test_beyond_the_semesters_known_there_is_no_interest() -> None:
    facts = {"principal": Decimal(100), "rate": "legal", "creditor": "company"}
    known = accrue(first_day=date(2026, 12, 1), last_day=date(2026, 12, 31), **facts)  # type: ignore[arg-type]
    assert known.certainty == "unconfirmed"
    with pytest.raises(NotInForce):
        accrue(first_day=date(2026, 12, 1), last_day=date(2027, 1, 1), **facts)  # type: ignore[arg-type]
    with pytest.raises(NotInForce):
        accrue(first_day=date(2011, 12, 31), last_day=date(2012, 1, 1), **facts)  # type: ignore[arg-type]


@given(
    amounts,
    days,
    st.integers(0, 3000),
    st.sampled_from(CREDITORS),
    st.sampled_from(["legal", "late_payment"]),
)
def test_agrees_with_the_day_by_day_sum_in_fractions(
    principal: Decimal, first_day: date, count: int, creditor: str, rate: str
) -> None:
    last_day = min(first_day + timedelta(days=count), date(2026, 12, 31))
    found = accrue(principal=principal, first_day=first_day, last_day=last_day, rate=rate, creditor=creditor)
    exact, day, series = Fraction(0), first_day, rate_parameter(rate, creditor)
    while day <= last_day:
        exact += Fraction(principal) * Fraction(series.on(day).amount) / 36500
        day += timedelta(days=1)
    assert found.amount == Decimal(int(exact * 100 + Fraction(1, 2))) / 100
    assert found.days == (last_day - first_day).days + 1


@given(amounts, days, days, days)
def test_interest_never_goes_down_with_time(principal: Decimal, one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    facts = {"principal": principal, "rate": "legal", "creditor": "company"}
    short = accrue(first_day=first, last_day=middle, **facts)  # type: ignore[arg-type]
    long = accrue(first_day=first, last_day=last, **facts)  # type: ignore[arg-type]
    late = accrue(first_day=middle, last_day=last, **facts)  # type: ignore[arg-type]
    assert short.amount <= long.amount
    assert late.amount <= long.amount


@given(amounts, amounts, days)
def test_interest_never_goes_down_with_the_sum(one: Decimal, other: Decimal, day: date) -> None:
    facts = {"first_day": day, "last_day": date(2026, 12, 31), "rate": "late_payment", "creditor": "artisan"}
    small = accrue(principal=min(one, other), **facts)  # type: ignore[arg-type]
    large = accrue(principal=max(one, other), **facts)  # type: ignore[arg-type]
    assert small.amount <= large.amount


@pytest.mark.parametrize(
    ("principal", "rate", "first_day", "last_day", "amount"),
    [
        ("2250.00", "legal", date(2015, 3, 24), date(2019, 3, 17), "363.20"),
        ("3.00", "late_payment", date(2024, 7, 5), date(2026, 5, 25), "0.74"),
    ],
)
def test_a_half_cent_made_of_endless_decimals_goes_up(
    principal: str, rate: str, first_day: date, last_day: date, amount: str
) -> None:
    """The exact sums are 363.195 and 0.735; dividing run by run gives 363.19499… and 0.73499…"""
    found = accrue(
        principal=Decimal(principal), first_day=first_day, last_day=last_day, rate=rate, creditor="consumer"
    )
    assert str(found.amount) == amount


def test_the_year_has_365_days_leap_or_not() -> None:
    assert year_days() == 365
    assert simple(principal=Decimal(36500), rate_pct=Decimal(1), days=1) == Decimal(1)
    assert simple(principal=Decimal(36600), rate_pct=Decimal(1), days=1, divisor=366) == Decimal(1)


def test_another_divisor_counts_in_each_run() -> None:
    found = accrue_at(
        rate_parameter("legal", "consumer"),
        principal=Decimal("1000.00"),
        first_day=date(2024, 2, 11),
        last_day=date(2024, 3, 10),
        divisor=366,
    )
    assert str(found.amount) == "6.35"
    assert str(found.segments[0].amount_unrounded).startswith("6.3467")
    assert "(100 × 366)" in found.explanation[-1]


def test_a_rate_without_end_serves_any_day() -> None:
    found = accrue_at(
        parameter("late_payment_margin"),
        principal=Decimal("365.00"),
        first_day=date(2030, 1, 1),
        last_day=date(2030, 1, 10),
    )
    assert [(one.days, str(one.amount_unrounded)) for one in found.segments] == [(10, "1.00")]


@pytest.mark.parametrize(
    ("rate", "first", "last", "low"),
    [
        ("7.86", date(2026, 1, 1), date(2026, 6, 30), []),
        ("7.85", date(2026, 1, 1), date(2026, 6, 30), ["1er janvier 2026 au 30 juin 2026"]),
        ("7.86", date(2026, 1, 1), date(2026, 7, 1), ["1er juillet 2026 au 1er juillet 2026"]),
        ("8.25", date(2026, 6, 30), date(2026, 7, 1), []),
        (
            "2",
            date(2026, 6, 30),
            date(2026, 7, 1),
            ["30 juin 2026 au 30 juin 2026", "1er juillet 2026 au 1er"],
        ),
        ("2", date(2026, 6, 30), date(2026, 6, 29), []),
    ],
)
def test_a_clause_under_three_times_the_legal_rate_is_told(
    rate: str, first: date, last: date, low: list[str]
) -> None:
    terms = {"principal": Decimal("1200.00"), "first_day": first, "last_day": last, "rate_pct": Decimal(rate)}
    found, plain = agreed_late_payment(**terms), contractual(**terms)  # type: ignore[arg-type]
    told = [line for line in found.explanation if "sous le plancher de trois fois" in line]
    assert [words in line for words, line in zip(low, told, strict=True)] == [True] * len(low)
    assert found.amount == plain.amount
    assert found.explanation[: len(plain.explanation)] == plain.explanation
    assert found.certainty == ("unconfirmed" if low else "confirmed")
    assert "C. com., art. L441-10 II" in map(str, found.references)


def test_an_agreed_rate() -> None:
    day = contractual(
        principal=Decimal(3650), first_day=date(2025, 3, 2), last_day=date(2025, 3, 2), rate_pct=Decimal(5)
    )
    assert (day.days, str(day.amount)) == (1, "0.50")
    assert [str(one) for one in day.references] == ["C. civ., art. 1343-1 al. 2", "Service-public, F783"]
    year = contractual(
        principal=Decimal(3000),
        first_day=date(2025, 3, 2),
        last_day=date(2026, 3, 1),
        rate_pct=Decimal("5.00"),
    )
    assert (year.days, str(year.amount)) == (365, "150.00")
    none = contractual(
        principal=Decimal(3000), first_day=date(2025, 3, 2), last_day=date(2025, 3, 1), rate_pct=Decimal(5)
    )
    assert (none.days, str(none.amount), none.segments) == (0, "0.00", ())
    assert none.explanation == ("Aucun jour ne porte intérêt : 0,00\u00a0€.",)


@pytest.mark.parametrize(
    ("last_day", "clause", "amount"),
    [
        (date(2026, 2, 28), True, "50.00"),
        (date(2026, 3, 1), True, "50.14"),
        (date(2027, 2, 28), True, "102.50"),
        (date(2025, 3, 1), True, "0.14"),
        (date(2027, 2, 28), False, "100.00"),
    ],
)
def test_interest_on_interest_for_whole_years_and_by_clause_only(
    last_day: date, clause: bool, amount: str
) -> None:
    found = capitalised(
        principal=Decimal(1000),
        first_day=date(2025, 3, 1),
        last_day=last_day,
        rate_pct=Decimal(5),
        clause=clause,
    )
    assert str(found.amount) == amount


def test_each_full_year_is_added_to_what_bears_interest() -> None:
    found = capitalised(
        principal=Decimal(1000),
        first_day=date(2025, 3, 1),
        last_day=date(2028, 2, 29),
        rate_pct=Decimal(10),
        clause=True,
    )
    runs = [(one.first_day, one.last_day, str(one.principal)) for one in found.segments]
    assert runs == [
        (date(2025, 3, 1), date(2026, 2, 28), "1000"),
        (date(2026, 3, 1), date(2027, 2, 28), "1100.00"),
        (date(2027, 3, 1), date(2028, 2, 29), "1210.00"),
    ]
    assert str(found.amount) == "331.33"
    assert str(found.references[0]) == "C. civ., art. 1343-2"


@given(amounts, st.integers(0, 2000), st.integers(0, 2000).map(from_cents))
def test_a_clause_never_lessens_interest(principal: Decimal, count: int, rate: Decimal) -> None:
    facts = {
        "principal": principal,
        "first_day": date(2020, 1, 1),
        "last_day": date(2020, 1, 1) + timedelta(days=count),
        "rate_pct": rate,
    }
    with_clause = capitalised(clause=True, **facts).amount  # type: ignore[arg-type]
    without = capitalised(clause=False, **facts).amount  # type: ignore[arg-type]
    # Each capitalised year is rounded once, the total without clause once in all: half a cent may differ.
    assert with_clause >= without - Decimal("0.05").quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def test_just_under_half_a_cent_nothing_is_added() -> None:
    """1 € at 1 %: 182 days earn 0,004986 €, 183 days 0,005014 €."""
    for count, amount in ((182, "0.00"), (183, "0.01")):
        last_day = date(2026, 1, 1) + timedelta(days=count - 1)
        found = contractual(
            principal=Decimal(1), first_day=date(2026, 1, 1), last_day=last_day, rate_pct=Decimal(1)
        )
        assert found.amount == Decimal(amount)


@pytest.mark.parametrize(
    ("creditor", "debtor", "who"),
    [
        ("artisan", "company", None),
        ("liberal", "association", None),
        ("social_body", "farmer", None),
        ("artisan", "consumer", "le débiteur"),
        ("company", "protected_adult", "le débiteur"),
        ("company", "minor", "le débiteur"),
        ("company", "landlord", "le débiteur"),
        ("consumer", "company", "le créancier"),
        ("landlord", "artisan", "le créancier"),
        ("consumer", "consumer", "le débiteur"),
    ],
)
def test_penalties_run_between_professionals_only(creditor: str, debtor: str, who: str | None) -> None:
    found = outside_late_payment(creditor=creditor, debtor=debtor)
    assert found == (who and f"Ces pénalités n'existent qu'entre professionnels : {who} ne l'est pas.")
