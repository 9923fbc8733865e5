"""Naming an article: what is entered prints as the French cite it, what is not entered is refused."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dument.law.parameters import every_parameter
from dument.law.references import (
    CERTAINTIES,
    IN_FRENCH,
    UnknownReference,
    cite,
    distinct,
    registered,
    weakest,
)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("CPCE R125-1 al. 2", "CPCE, art. R125-1 al. 2"),
        ("CPCE art. R125-1 al. 2", "CPCE, art. R125-1 al. 2"),
        ("CPCE R125-2 III 4°", "CPCE, art. R125-2 III 4°"),
        ("C. civ. 2238", "C. civ., art. 2238"),
        ("CGI 302 bis Y", "CGI, art. 302 bis Y"),
        ("C. com. A444-28 (ligne 113)", "C. com., art. A444-28 (ligne 113)"),
        ("COJ annexe tableau IV", "COJ, annexe tableau IV"),
        ("CPCE livre VI", "CPCE, livre VI"),
        ("Cass. com. 18 mai 2022, n° 20-23.204", "Cass. com., 18 mai 2022, n° 20-23.204"),
    ],
)
def test_prints_as_the_french_cite(text: str, printed: str) -> None:
    assert str(cite(text)) == printed


def test_a_longer_article_number_is_not_a_place_in_a_shorter_one() -> None:
    assert cite("C. civ. 1342-10").article == "1342-10"
    assert cite("C. civ. 1342").pinpoint == ""


@pytest.mark.parametrize(
    "text",
    ["CPCE R999-1", "Code noir 1", "CPCE R125-1 alinéa deux", "CPCE R125-12", "CPCE", "", "CPCE R125-1al. 2"],
)
def test_what_is_not_entered_is_refused(text: str) -> None:
    with pytest.raises(UnknownReference, match="registre des références"):
        cite(text)


def test_every_entry_is_complete() -> None:
    entries = registered()
    assert len(entries) > 200
    for entry in entries:
        assert entry.certainty in CERTAINTIES
        assert entry.title[0].isupper() or entry.title[0].isdigit()
        assert date(2026, 1, 1) <= entry.read_on <= date(2026, 12, 31)
    assert len({str(entry) for entry in entries}) == len(entries)


def test_every_value_cites_an_article() -> None:
    for series in every_parameter():
        for value in series.values:
            assert re.fullmatch(r".+, .+", str(value.reference)), series.name


def test_an_answer_is_worth_its_weakest_step() -> None:
    assert weakest(["confirmed", "inferred", "secondary"]) == "inferred"
    assert weakest(["unconfirmed", "confirmed"]) == "unconfirmed"
    assert weakest([]) == "confirmed"
    told = ("confirmé", "source secondaire", "déduit des textes", "non confirmé")
    assert dict(zip(CERTAINTIES, told, strict=True)) == IN_FRENCH


def test_references_are_told_once_in_order() -> None:
    first, second = cite("CPC 641"), cite("CPC 640")
    assert distinct([first, second, first]) == (first, second)
