"""Whole answers of orientation, the calculator and the map of courts, word for word as they were approved."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.law.approved_answers import FOLDER, asked, calculations, orientations, places

ANSWERS: dict[str, Callable[[], str]] = {
    "orientation": orientations,
    "places": places,
    "calculations": lambda: calculations(asked()),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_are_those_approved(name: str) -> None:
    approved = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    assert ANSWERS[name]().split("\n") == approved, "python -m tests.law.approved_answers, then read the diff"
