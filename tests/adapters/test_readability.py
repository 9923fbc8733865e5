"""The letter's first page reads easily, and what docs/readability.md tells of it is true."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from dument.adapters.pdf.typst import TypstTypesetter
from tests.adapters.pdf_samples import sample
from tests.adapters.readability import lix
from tests.needs import program

TOLD = Path("docs/readability.md")
MOST = 38.0  # under a newspaper
EASY = 25.0  # under the 30 of a book for children


def letter(page: int) -> str:
    """Return the sentences of a page of the letter, without its head and its foot."""
    arguments = ["-f", str(page), "-l", str(page), "-", "-"]
    pdf = TypstTypesetter().render("invitation", sample("invitation"))
    read = subprocess.run([program("pdftotext"), *arguments], input=pdf, capture_output=True, check=True)
    text = read.stdout.decode()
    return text[text.index("Une somme vous" if page == 1 else "Madame") : text.rindex("Dossier ")]


def easy() -> str:
    """Return the sentences of the easy page, without its head and its feet."""
    pdf = TypstTypesetter().render("easy_letter", sample("easy_letter"))
    read = subprocess.run([program("pdftotext"), "-", "-"], input=pdf, capture_output=True, check=True)
    text = read.stdout.decode()
    text = text[text.index("Cette feuille") :]
    return re.sub(r"Dossier D-.*|Page \d/\d|DÉMONSTRATION.*", "", text)


def test_the_formula_counts_what_it_says() -> None:
    assert lix("Vous devez payer. Vous pouvez refuser.") == pytest.approx(6 / 2 + 100 * 1 / 6)
    assert lix("Qui\n\nPourquoi") == pytest.approx(1 + 50)
    assert lix("L'étude répond") == pytest.approx(3)


def test_the_first_page_reads_easier_than_a_newspaper() -> None:
    assert lix(letter(1)) <= MOST
    assert lix(letter(2)) > MOST, "the official letter, whose words are the decree's: the formula sees it"


def test_the_easy_page_reads_as_a_childrens_book_and_keeps_its_sentences_short() -> None:
    text = easy()
    assert lix(text) <= EASY
    said = re.split(r"(?<=[.?!:])\s+", text.replace("\n", " "))
    assert max(len(one.split()) for one in said) <= 16, max(said, key=lambda one: len(one.split()))


def test_the_figure_of_the_easy_page_is_the_one_measured() -> None:
    told = re.search(r"\| easy French.*\| (\d+) \|", TOLD.read_text("utf-8"))
    assert told
    assert int(told[1]) == round(lix(easy()))


@pytest.mark.parametrize(("page", "line"), [(1, "first page"), (2, "official letter")])
def test_the_figure_told_is_the_one_measured(page: int, line: str) -> None:
    told = re.search(rf"\| {line}.*\| (\d+) \|", TOLD.read_text("utf-8"))
    assert told
    assert int(told[1]) == round(lix(letter(page)))
