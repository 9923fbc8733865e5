"""Mutation testing itself: faults are real, told by their line, and what is explained still stands in the source."""

from __future__ import annotations

import importlib
import inspect
import tomllib
from collections.abc import Iterator
from datetime import date

import pytest

from dument.law import eligibility
from scripts.dev.mutation.__main__ import EXPLAINED
from scripts.dev.mutation.faults import found, seed, seeded

TODAY = date(2026, 10, 5)
ROWS = tomllib.loads(EXPLAINED.read_text("utf-8"))["fault"]


@pytest.fixture
def due() -> Iterator[None]:
    """Put the function right again, whatever was sown in it."""
    function = found(eligibility, "due")
    code, words = function.__code__, function.__kwdefaults__
    yield
    function.__code__, function.__kwdefaults__ = code, words


def test_a_fault_sown_in_a_function_is_in_whoever_calls_it(due: None) -> None:
    held = eligibility.due
    assert not list(held(due_on=TODAY, on=TODAY))
    (fault,) = [
        one
        for one in seeded(["law/eligibility"])
        if one.function == "due" and one.becomes == "if due_on >= on:"
    ]
    assert (fault.was, fault.whole) == ("if due_on > on:", False)
    seed(fault, importlib.import_module(fault.module))
    assert [one.code for one in held(due_on=TODAY, on=TODAY)] == ["not_due"]


def test_tables_have_their_faults_too() -> None:
    rows = [one for one in seeded(["procedure/states"]) if one.whole]
    assert any((one.was, one.becomes) == ('DRAFT = "draft"', "DRAFT = None") for one in rows)
    assert all("class Actor" in one.code for one in rows), "the module whole, and not a line of it"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['place']} {row['becomes']}")
def test_what_is_explained_is_still_written(row: dict[str, str]) -> None:
    source = inspect.getsource(importlib.import_module(row["place"].partition(":")[0]))
    assert row["was"] in " ".join(line.strip() for line in source.splitlines())
    assert row["was"] != row["becomes"]
    assert row["why"].endswith(".")
