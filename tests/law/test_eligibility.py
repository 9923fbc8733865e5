"""Which claims may take this road: each rule on both sides of its bound, and who may bind himself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest

from dument.law import capacity, conflicts, eligibility
from dument.law.findings import Finding
from dument.law.limitation import CAUSES
from dument.law.parameters import NotInForce

ON = date(2026, 10, 5)


def codes(found: Iterable[Finding]) -> list[tuple[str, bool]]:
    """Return the code of each finding, and whether the officer may decide it; each is a sentence with articles."""
    listed = list(found)
    assert all(one.message.endswith(".") and one.basis for one in listed)
    return [(one.code, one.decidable) for one in listed]


def test_causes_are_a_contract_or_a_statute() -> None:
    taken = {cause for cause in CAUSES if not codes(eligibility.cause(cause=cause))}
    assert taken == eligibility.CONTRACT_OR_STATUTE
    assert taken | eligibility.OTHER_CAUSES == CAUSES
    assert codes(eligibility.cause(cause="wage")) == [("not_contractual_or_statutory", False)]


@pytest.mark.parametrize(
    ("principal", "interest", "other", "on", "expected"),
    [
        ("5000.00", "0.00", "0.00", ON, []),
        ("4999.99", "0.01", "0.00", ON, []),
        ("5000.01", "0.00", "0.00", ON, [("over_ceiling", False)]),
        ("5000.00", "0.01", "0.00", ON, [("over_ceiling", False)]),
        ("5000.00", "0.01", "40.00", ON, [("over_ceiling", False)]),
        ("4960.00", "0.00", "40.00", ON, []),
        ("4960.00", "0.00", "40.01", ON, [("over_ceiling_with_accessories", True)]),
        ("4000.00", "0.00", "0.00", date(2019, 12, 31), []),
        ("4000.01", "0.00", "0.00", date(2019, 12, 31), [("over_ceiling", False)]),
        ("4000.01", "0.00", "0.00", date(2020, 1, 1), []),
    ],
)
def test_ceiling(
    principal: str, interest: str, other: str, on: date, expected: list[tuple[str, bool]]
) -> None:
    amounts = {"principal": Decimal(principal), "interest": Decimal(interest), "other": Decimal(other)}
    assert codes(eligibility.ceiling(**amounts, on=on)) == expected


def test_ceiling_is_unknown_before_the_procedure() -> None:
    amounts = {"principal": Decimal(1), "interest": Decimal(0), "other": Decimal(0)}
    with pytest.raises(NotInForce):
        codes(eligibility.ceiling(**amounts, on=date(2016, 5, 31)))


@pytest.mark.parametrize(
    ("invoiced", "on", "expected"),
    [
        (True, date(2026, 4, 24), []),
        (None, date(2026, 4, 24), []),
        (True, date(2026, 4, 25), [("between_merchants", False)]),
        (None, date(2026, 4, 25), [("quality_unknown", True)]),
        (False, date(2026, 4, 25), []),
    ],
)
def test_merchants(invoiced: bool | None, on: date, expected: list[tuple[str, bool]]) -> None:
    assert codes(eligibility.merchants(invoiced_between_merchants=invoiced, on=on)) == expected


@pytest.mark.parametrize(("due_on", "expected"), [(ON, []), (date(2026, 10, 6), [("not_due", False)])])
def test_due(due_on: date, expected: list[tuple[str, bool]]) -> None:
    assert codes(eligibility.due(due_on=due_on, on=ON)) == expected


OVER, LOST = [("limitation_expired", True)], [("limitation_expired", False)]


@pytest.mark.parametrize(
    ("cause", "debtor", "due_on", "expected"),
    [
        ("service", "consumer", date(2024, 10, 5), []),
        ("service", "consumer", date(2024, 10, 4), OVER),
        ("service", "company", date(2021, 10, 5), []),
        ("service", "company", date(2021, 10, 4), OVER),
        ("consumer_credit", "consumer", date(2024, 10, 5), []),
        ("consumer_credit", "consumer", date(2024, 10, 4), LOST),
    ],
)
def test_limitation(cause: str, debtor: str, due_on: date, expected: list[tuple[str, bool]]) -> None:
    found = eligibility.limitation(cause=cause, creditor="artisan", debtor=debtor, due_on=due_on, on=ON)
    assert codes(found) == expected


@pytest.mark.parametrize(
    ("cause", "suspended_on", "expected"),
    [
        ("service", date(2026, 10, 4), []),
        ("service", date(2026, 10, 5), OVER),
        ("service", None, OVER),
        ("consumer_credit", date(2026, 10, 4), LOST),
    ],
)
def test_suspension_stops_a_limitation_on_its_last_day_at_the_latest(
    cause: str, suspended_on: date | None, expected: list[tuple[str, bool]]
) -> None:
    found = eligibility.limitation(
        cause=cause,
        creditor="artisan",
        debtor="consumer",
        due_on=date(2024, 10, 4),
        on=date(2026, 12, 1),
        suspended_on=suspended_on,
    )
    assert codes(found) == expected


@pytest.mark.parametrize(
    ("mandate_on", "expected"),
    [(ON, []), (date(2026, 10, 6), [("no_mandate", False)]), (None, [("no_mandate", False)])],
)
def test_mandate(mandate_on: date | None, expected: list[tuple[str, bool]]) -> None:
    assert codes(eligibility.mandate(mandate_on=mandate_on, on=ON)) == expected


@pytest.mark.parametrize(
    ("insolvency", "expected"),
    [("none", []), ("collective", [("insolvency", False)]), ("overindebted", [("insolvency", False)])],
)
def test_insolvency(insolvency: str, expected: list[tuple[str, bool]]) -> None:
    assert codes(eligibility.insolvency(insolvency=insolvency)) == expected


def test_two_insolvencies_say_different_things() -> None:
    collective, overindebted = (
        next(eligibility.insolvency(insolvency=kind)) for kind in ("collective", "overindebted")
    )
    assert "mandataire" in collective.message
    assert "commission" in overindebted.message


INCAPABLE = [("incapacity", False)]


@pytest.mark.parametrize(
    ("debtor", "invited", "alone", "assisted"),
    [
        ("consumer", [], [], []),
        ("protected_adult", [], INCAPABLE, []),
        ("minor", INCAPABLE, INCAPABLE, INCAPABLE),
    ],
)
def test_capacity(
    debtor: str,
    invited: list[tuple[str, bool]],
    alone: list[tuple[str, bool]],
    assisted: list[tuple[str, bool]],
) -> None:
    assert codes(capacity.may_be_invited(debtor=debtor)) == invited
    assert codes(capacity.may_bind_himself(debtor=debtor, assisted=False)) == alone
    assert codes(capacity.may_bind_himself(debtor=debtor, assisted=True)) == assisted


@pytest.mark.parametrize(
    ("conflict", "family", "doubt"),
    [
        ("none", [], []),
        ("family_tie", [("family_tie", False)], []),
        ("doubt", [], [("conflict_doubt", True)]),
    ],
)
def test_conflicts(conflict: str, family: list[tuple[str, bool]], doubt: list[tuple[str, bool]]) -> None:
    assert codes(conflicts.family(conflict=conflict)) == family
    assert codes(conflicts.doubt(conflict=conflict)) == doubt


@pytest.mark.parametrize(
    ("office", "expected"), [(None, []), ("other", []), ("same", [("same_office_enforcement", False)])]
)
def test_the_office_of_the_title_does_not_enforce_it(
    office: str | None, expected: list[tuple[str, bool]]
) -> None:
    assert codes(conflicts.enforcement(office=office)) == expected
