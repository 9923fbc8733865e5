"""Part payments: interest first, one debt before another, no cent lost."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.law.imputation import Debt, Payment, account, among_debts, impute
from dument.law.interest import accrue_at
from dument.law.money import from_cents
from dument.law.parameters import parameter

amounts = st.integers(0, 10**7).map(from_cents)
RATES = parameter("legal_rate_other")


@pytest.mark.parametrize(
    ("payment", "expected"),
    [
        ("20.00", ("20.00", "0.00", "17.40", "1000.00", "0.00")),
        ("37.40", ("37.40", "0.00", "0.00", "1000.00", "0.00")),
        ("37.41", ("37.40", "0.01", "0.00", "999.99", "0.00")),
        ("1037.40", ("37.40", "1000.00", "0.00", "0.00", "0.00")),
        ("1040.00", ("37.40", "1000.00", "0.00", "0.00", "2.60")),
    ],
)
def test_interest_then_principal(payment: str, expected: tuple[str, ...]) -> None:
    done = impute(principal=Decimal("1000.00"), interest=Decimal("37.40"), payment=Decimal(payment))
    got = (done.to_interest, done.to_principal, done.interest_left, done.principal_left, done.surplus)
    assert tuple(str(one) for one in got) == expected
    assert any("Trop-perçu" in line for line in done.explanation) is (done.surplus > 0)


@given(amounts, amounts, amounts)
def test_no_cent_is_lost(principal: Decimal, interest: Decimal, payment: Decimal) -> None:
    done = impute(principal=principal, interest=interest, payment=payment)
    assert done.to_interest + done.to_principal + done.surplus == payment
    assert done.to_interest + done.interest_left == interest
    assert done.to_principal + done.principal_left == principal
    assert min(done.to_interest, done.to_principal, done.surplus) >= 0
    assert not (done.to_principal and done.interest_left)


def test_interest_runs_on_what_a_payment_leaves() -> None:
    done = account(
        RATES,
        principal=Decimal("1000.00"),
        first_day=date(2026, 1, 1),
        last_day=date(2026, 3, 31),
        payments=[Payment(date(2026, 1, 31), Decimal("502.23"))],
    )
    # 31 days on 1 000 at 2.62 % make 2.23, paid first; 500 are left, and bear 59 days.
    assert str(done.imputations[0].to_interest) == "2.23"
    assert str(done.principal_left) == "500.00"
    assert [(one.days, str(one.principal)) for one in done.segments] == [(31, "1000.00"), (59, "500.00")]
    assert str(done.interest) == "4.34"
    assert str(done.interest_left) == "2.11"
    assert len(done.explanation) == 2


def test_several_payments_each_stop_the_interest_on_their_part() -> None:
    done = account(
        RATES,
        principal=Decimal("1000.00"),
        first_day=date(2026, 1, 1),
        last_day=date(2026, 3, 31),
        payments=[
            Payment(date(2026, 3, 31), Decimal("252.11")),
            Payment(date(2026, 1, 31), Decimal("502.23")),
        ],
    )
    assert [(one.days, str(one.principal)) for one in done.segments] == [(31, "1000.00"), (59, "500.00")]
    assert [str(one.to_interest) for one in done.imputations] == ["2.23", "2.11"]
    assert [str(one.to_principal) for one in done.imputations] == ["500.00", "250.00"]
    assert (str(done.principal_left), str(done.interest_left)) == ("250.00", "0.00")


def test_without_payment_the_account_is_the_interest() -> None:
    facts = {"principal": Decimal("1000.00"), "first_day": date(2026, 1, 1), "last_day": date(2026, 3, 31)}
    done = account(RATES, payments=[], **facts)  # type: ignore[arg-type]
    assert done.interest == done.interest_left == accrue_at(RATES, **facts).amount  # type: ignore[arg-type]


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2026, 4, 1)])
def test_a_payment_outside_the_days_counted_is_refused(day: date) -> None:
    with pytest.raises(ValueError, match="hors de la période"):
        account(
            RATES,
            principal=Decimal("1000.00"),
            first_day=date(2026, 1, 1),
            last_day=date(2026, 3, 31),
            payments=[Payment(day, Decimal("10.00"))],
        )


payments = st.lists(
    st.builds(Payment, st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(1, 10**6).map(from_cents)),
    max_size=4,
)


@given(st.integers(1, 5 * 10**5).map(from_cents), payments)
def test_payments_conserve_cents_and_never_add_interest(principal: Decimal, received: list[Payment]) -> None:
    span = {"principal": principal, "first_day": date(2025, 1, 1), "last_day": date(2026, 12, 31)}
    done = account(RATES, payments=received, **span)  # type: ignore[arg-type]
    paid = sum((one.to_interest + one.to_principal + one.surplus for one in done.imputations), Decimal(0))
    assert paid == sum((one.amount for one in received), Decimal(0))
    to_interest = sum((one.to_interest for one in done.imputations), Decimal(0))
    assert to_interest + done.interest_left == done.interest
    assert done.interest <= accrue_at(RATES, **span).amount  # type: ignore[arg-type]
    assert done.principal_left >= 0
    assert done.interest_left >= 0


def debts(*rows: tuple[str, str, str, str]) -> list[Debt]:
    return [
        Debt(name, date.fromisoformat(due), Decimal(left), Decimal(rate)) for name, due, left, rate in rows
    ]


OLD_NEW = debts(("A", "2025-01-05", "300.00", "0"), ("B", "2025-02-05", "300.00", "0"))
SAME_DAY = debts(("A", "2025-01-05", "100.00", "0"), ("B", "2025-01-05", "300.00", "0"))
THIRDS = debts(*((name, "2025-01-05", "1.00", "0") for name in "ABC"))
ONE_TWO = debts(("A", "2025-01-05", "1.00", "0"), ("B", "2025-01-05", "2.00", "0"))
DEARER = debts(("A", "2025-01-05", "300.00", "2.62"), ("B", "2025-02-05", "300.00", "12.15"))


@pytest.mark.parametrize(
    ("owed", "payment", "chosen", "parts"),
    [
        (OLD_NEW, "300.00", "B", {"A": "0.00", "B": "300.00"}),
        (OLD_NEW, "400.00", "B", {"A": "100.00", "B": "300.00"}),
        (OLD_NEW, "400.00", None, {"A": "300.00", "B": "100.00"}),
        (SAME_DAY, "200.00", None, {"A": "50.00", "B": "150.00"}),
        (THIRDS, "1.00", None, {"A": "0.34", "B": "0.33", "C": "0.33"}),
        (DEARER, "350.00", None, {"A": "50.00", "B": "300.00"}),
        (ONE_TWO, "1.00", None, {"A": "0.33", "B": "0.67"}),
    ],
)
def test_between_several_debts(
    owed: list[Debt], payment: str, chosen: str | None, parts: dict[str, str]
) -> None:
    shared = among_debts(debts=owed, payment=Decimal(payment), chosen=chosen)
    assert {name: str(part) for name, part in shared.parts.items()} == parts
    assert shared.surplus == 0


def test_debts_not_yet_due_come_after_those_due() -> None:
    owed = debts(("later", "2026-12-01", "100.00", "12.15"), ("due", "2026-01-01", "100.00", "0"))
    shared = among_debts(debts=owed, payment=Decimal("150.00"), on=date(2026, 6, 1))
    assert {name: str(part) for name, part in shared.parts.items()} == {"later": "50.00", "due": "100.00"}
    assert any("non échue" in line for line in shared.explanation)
    on_the_day = among_debts(debts=owed, payment=Decimal("100.00"), on=date(2026, 12, 1))
    assert str(on_the_day.parts["later"]) == "100.00"


def test_too_much_is_handed_back() -> None:
    shared = among_debts(debts=OLD_NEW, payment=Decimal("601.50"))
    assert str(shared.surplus) == "1.50"
    assert "Trop-perçu" in shared.explanation[-1]


def test_a_debt_already_paid_takes_nothing() -> None:
    paid = debts(("A", "2025-01-05", "0.00", "0"), ("B", "2025-02-05", "10.00", "0"))
    shared = among_debts(debts=paid, payment=Decimal("10.00"))
    assert str(shared.parts["A"]) == "0.00"
    assert str(shared.parts["B"]) == "10.00"


def test_names_are_distinct_and_known() -> None:
    with pytest.raises(ValueError, match="même nom"):
        among_debts(debts=[OLD_NEW[0], OLD_NEW[0]], payment=Decimal(1))
    with pytest.raises(ValueError, match="ne désigne aucune"):
        among_debts(debts=OLD_NEW, payment=Decimal(1), chosen="C")


several = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 10**5).map(from_cents)), min_size=1, max_size=6
).map(
    lambda rows: [
        Debt(str(rank), date(2025, 1, 1) + timedelta(days=offset), left)
        for rank, (offset, left) in enumerate(rows)
    ]
)


@given(several, amounts)
def test_sharing_conserves_cents_and_overpays_no_debt(owed: list[Debt], payment: Decimal) -> None:
    shared = among_debts(debts=owed, payment=payment)
    assert sum(shared.parts.values(), shared.surplus) == payment
    for debt in owed:
        assert 0 <= shared.parts[debt.name] <= debt.left
    if shared.surplus:
        assert all(shared.parts[debt.name] == debt.left for debt in owed)


def test_two_debts_of_one_name_are_refused() -> None:
    with pytest.raises(
        ValueError, match=r"^Deux dettes portent le même nom : leur en donner de différents\.$"
    ):
        among_debts(debts=[Debt("A", date(2025, 1, 5), Decimal(1))] * 2, payment=Decimal(1))


def test_a_payment_on_the_first_day_counts_after_one_day_of_interest() -> None:
    day = date(2026, 1, 1)
    kept = account(
        parameter("legal_rate_other"),
        principal=Decimal(10_000),
        first_day=day,
        last_day=day + timedelta(days=1),
        payments=[Payment(day, Decimal(5_000))],
    )
    assert [(one.days, one.principal) for one in kept.segments] == [
        (1, Decimal(10_000)),
        (1, 10_000 - kept.imputations[0].to_principal),
    ]
