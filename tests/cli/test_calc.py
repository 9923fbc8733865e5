"""`dument calc`: JSON on the output, French on the errors, statuses 0, 1, 2."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from dument.cli.main import main
from dument.law.calculations import TOPICS


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["calc", *arguments])


def test_prints_an_object_with_its_reasons() -> None:
    result = run("paques", '{"year": 2027}')
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["paques"] == "2027-03-28"
    assert {"explanation", "references", "certainty"} <= set(found)
    assert "Pâques" in result.stdout


def test_prints_on_one_line_when_asked() -> None:
    result = run("paques", '{"year": 2027}', "--json")
    assert result.stdout.count("\n") == 1
    assert json.loads(result.stdout)["lundi_paques"] == "2027-03-29"


@pytest.mark.parametrize(
    ("topic", "question", "status", "words"),
    [
        ("l441_10_taux", '{"semestre": "2027-S1"}', 1, "aucune valeur connue"),
        ("cour_appel", '{"code_postal": "01410"}', 1, "indiquez la commune"),
        ("paques", '{"year": 1}', 2, "entier de 1583"),
        ("paques", "{", 2, "JSON"),
        ("tarot", "{}", 2, "sujet inconnu"),
    ],
)
def test_says_in_french_why_not(topic: str, question: str, status: int, words: str) -> None:
    result = run(topic, question)
    assert result.exit_code == status
    assert words in result.stderr
    assert result.stdout == ""
    as_object = run(topic, question, "--json")
    assert as_object.exit_code == status
    assert words in json.loads(as_object.stdout)["error"]


def test_missing_arguments_are_unusable() -> None:
    assert run("paques").exit_code == 2


def test_help_names_every_topic() -> None:
    words = run("--help").stdout.replace("\n", " ")
    assert all(topic in words.replace("  ", " ") for topic in TOPICS)
