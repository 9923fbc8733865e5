"""Every command speaks French, click's own words too, whatever the machine's language; its exit status stays."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import polib
import pytest

from scripts.dev import messages

HOLES = re.compile(r"\{(\w+)[^}]*\}|%\((\w+)\)s")
# What click names without looking it up: kinds of value, and how usage calls subcommands.
UNTRANSLATED = ("TEXT", "INTEGER", "INTEGER RANGE", "FLOAT", "BOOLEAN", "COMMAND", "ARGS", "integer", "float")


def english() -> set[str]:
    """Return what click says in English: each run of words of its sentences that French does not say too."""
    said, catalogue = set(UNTRANSLATED), messages.renewed_click()
    french = "\n".join(one for entry in catalogue for one in (entry.msgstr, *entry.msgstr_plural.values()))
    for entry in catalogue:
        for sentence in filter(None, (entry.msgid, entry.msgid_plural)):
            runs = re.findall(r"[A-Za-z][A-Za-z' ]+[A-Za-z]", HOLES.sub("|", sentence))
            said |= {run for run in runs if run.lower() not in french.lower()}
    return said


# Runs each command given on the input, one after the other: a process takes longer to start than all to run.
EACH = """
import contextlib, io, json, sys
from dument.cli.main import run

def said(words):
    sys.argv, page = ["dument", *words], io.StringIO()
    with contextlib.redirect_stdout(page), contextlib.redirect_stderr(page):
        try:
            run()
        except SystemExit as ended:
            return ended.code, page.getvalue()

print(json.dumps([said(words) for words in json.load(sys.stdin)]))
"""


@pytest.fixture(scope="module")
def said() -> dict[tuple[str, ...], tuple[int, str]]:
    """Run every command on a machine whose language is English: how each ends, and what it says."""
    abroad = {"LANGUAGE": "en", "LC_ALL": "C.UTF-8", "COLUMNS": "200"}
    asked = [words for words, _, _ in COMMANDS]
    done = subprocess.run(
        [sys.executable, "-c", EACH],
        env={**os.environ, **abroad}, input=json.dumps(asked), capture_output=True, text=True, check=True,
        timeout=120,
    )  # fmt: skip
    told = json.loads(done.stdout)
    return {tuple(words): (status, page) for words, (status, page) in zip(asked, told, strict=True)}


COMMANDS: list[tuple[list[str], int, str]] = [
    ([], 2, "Utilisation :"),
    (["--help"], 0, "Dire ceci, puis fin."),
    (["pigeon"], 2, "La commande « pigeon » n'existe pas."),
    (["worker", "--onc"], 2, "Vouliez-vous dire"),
    (["title"], 2, "COMMANDE [ARGUMENTS]…"),
    (["title", "verify"], 2, "Il manque l'argument 'FICHIER'"),
    (["title", "--help"], 0, "Commandes"),
    (["calc", "sujet", "{}", "trop"], 2, "Un argument est de trop (trop)"),
    (["calc", "a", "{}", "b", "c"], 2, "Des arguments sont de trop (b c)"),
    (["tick", "--on", "demain"], 2, "« demain » n'a pas la forme '%Y-%m-%d'."),
    (["tick", "--hier"], 2, "L'option « --hier » n'existe pas."),
    (["tick", "--on"], 2, "L'option « --on » demande une valeur."),
    (["worker", "--once=oui"], 2, "L'option « --once » ne prend pas de valeur."),
    (["worker", "--lane", "pigeons"], 2, "« pigeons » n'est aucun de ceux-ci"),
    (["worker", "--every", "souvent"], 2, "« souvent » n'est pas un nombre."),
    (["worker", "--concurrency", "deux"], 2, "« deux » n'est pas un entier."),
    (["worker", "--help"], 0, "par défaut : 5.0"),
    (["bench", "life", "--size", "3"], 2, "3 n'est pas dans les bornes x>=10."),
    (["bench", "--help"], 0, "--size ENTIER"),
    (["scenario", "run", "absent.toml"], 2, "« absent.toml » n'existe pas."),
    (["restore", "pyproject.toml"], 2, "Dossier : « pyproject.toml » est un fichier."),
]


@pytest.mark.parametrize(
    ("words", "status", "told"), COMMANDS, ids=[" ".join(words) for words, *_ in COMMANDS]
)
def test_no_english_word_of_click_remains(
    said: dict[tuple[str, ...], tuple[int, str]], words: list[str], status: int, told: str
) -> None:
    ended, page = said[tuple(words)]
    assert ended == status, page
    assert told in page
    assert {run for run in english() if re.search(rf"(?<![\w-]){re.escape(run)}(?!\w)", page)} == set()


def test_the_catalogue_is_whole_in_step_and_compiled() -> None:
    wanted = messages.renewed_click()
    assert messages.lacking(wanted) == []
    assert str(polib.pofile(str(messages.CLICK), wrapwidth=0)) == str(wanted), "lancez ./dev messages"
    assert messages.CLICK.with_suffix(".mo").read_bytes() == wanted.to_binary(), "lancez ./dev messages"


def test_translations_have_no_hole_that_click_does_not_fill() -> None:
    for entry in messages.renewed_click():
        filled = {name for said in (entry.msgid, entry.msgid_plural) for name in HOLES.findall(said or "")}
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert set(HOLES.findall(said)) <= filled, entry.msgid
