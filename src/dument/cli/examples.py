"""`dument examples run FILE.csv…`, or a folder of them: does the law library find what worked examples expect?"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import click

from dument.law.calculations.examples import BadExample, Outcome, run_row


@click.group()
def command() -> None:
    """Exemples chiffrés : les rejouer."""


@command.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FICHIER.csv|DOSSIER…"
)
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par ligne d'exemple.")
def run(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Rejouer chaque ligne des fichiers ; issue 0 quand toutes tiennent, 1 sinon, 2 pour un fichier illisible.

    D'un dossier, seuls sont rejoués les fichiers CSV dont les colonnes sont celles d'exemples chiffrés.
    """
    held = total = 0
    for file in [one for given in files for one in _examples_in(given)]:
        for row, outcome in _outcomes(file):
            total += 1
            held += outcome.holds
            _tell(row, outcome, as_json=as_json)
    if not as_json:
        click.echo(f"{held} exemple(s) sur {total} tiennent.")
    sys.exit(0 if held == total else 1)


def _examples_in(given: Path) -> list[Path]:
    """Return the file itself or, of a folder, the files whose first line names the columns of an example."""
    if not given.is_dir():
        return [given]
    found = [one for one in sorted(given.glob("*.csv")) if {"topic", "input_json"} <= set(_columns(one))]
    if not found:
        _unreadable(given, "aucun fichier d'exemples dans ce dossier.")
    return found


def _columns(file: Path) -> list[str]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return next(csv.reader(lines), [])
    except (OSError, csv.Error, UnicodeDecodeError):
        return []


def _outcomes(file: Path) -> Iterator[tuple[dict[str, str | None], Outcome]]:
    empty = True
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                empty = False
                yield row, run_row(row)
    except OSError:
        _unreadable(file, "fichier absent, ou lecture interdite.")
    except UnicodeDecodeError:
        _unreadable(file, "ce n'est pas un texte en UTF-8.")
    except csv.Error:
        _unreadable(file, "ce n'est pas du CSV.")
    except BadExample as reason:
        _unreadable(file, str(reason))
    if empty:
        _unreadable(file, "aucun exemple dedans : rien ne serait vérifié.")


def _tell(row: dict[str, str | None], outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        line = {"id": outcome.identity, "holds": outcome.holds, "got": outcome.got}
        click.echo(json.dumps(line, ensure_ascii=False))
    elif not outcome.holds:
        found = json.dumps(outcome.got, ensure_ascii=False)
        click.echo(f"{outcome.identity} ne tient pas : attendu {row['expected_json']}, obtenu {found}")
    else:
        click.echo(f"{outcome.identity} tient")


def _unreadable(file: Path, why: str) -> NoReturn:
    click.echo(f"{file} ne peut pas être lu : {why} Donner un fichier CSV d'exemples (UTF-8).", err=True)
    sys.exit(2)
