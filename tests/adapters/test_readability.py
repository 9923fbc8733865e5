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


def letter(page: int) -> str:
    """Return the sentences of a page of the letter, without its head and its foot."""
    arguments = ["-f", str(page), "-l", str(page), "-", "-"]
    pdf = TypstTypesetter().render("invitation", sample("invitation"))
    read = subprocess.run([program("pdftotext"), *arguments], input=pdf, capture_output=True, check=True)
    text = read.stdout.decode()
    return text[text.index("Une somme vous" if page == 1 else "Madame") : text.rindex("Dossier ")]


def test_the_formula_counts_what_it_says() -> None:
    assert lix("Vous devez payer. Vous pouvez refuser.") == pytest.approx(6 / 2 + 100 * 1 / 6)
    assert lix("Qui\n\nPourquoi") == pytest.approx(1 + 50)
    assert lix("L'étude répond") == pytest.approx(3)


def test_the_first_page_reads_easier_than_a_newspaper() -> None:
    assert lix(letter(1)) <= MOST
    assert lix(letter(2)) > MOST, "the official letter, whose words are the decree's: the formula sees it"


@pytest.mark.parametrize(("page", "line"), [(1, "first page"), (2, "official letter")])
def test_the_figure_told_is_the_one_measured(page: int, line: str) -> None:
    told = re.search(rf"\| {line}.*\| (\d+) \|", TOLD.read_text("utf-8"))
    assert told
    assert int(told[1]) == round(lix(letter(page)))
