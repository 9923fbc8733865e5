"""`dument scenario run`: lives of cases written from the articles, played through the real actions."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from dument.cli._site import throwaway


@click.group()
def command() -> None:
    """Jouer des scénarios : la vie d'un dossier, écrite d'après les articles."""


@command.command()
@click.argument(
    "paths", metavar="FICHIER…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par fichier, un par ligne.")
def run(paths: tuple[Path, ...], as_json: bool) -> None:
    """Jouer chaque fichier et dire s'il tient (état de sortie 0), ou pourquoi non (1)."""
    files = [file for path in paths for file in (sorted(path.glob("**/*.toml")) if path.is_dir() else [path])]
    if not files:
        raise click.UsageError(
            "Aucun fichier .toml à jouer ici : donnez un fichier ou un dossier de scénarios."
        )
    with throwaway():
        held = 0
        for file in files:
            failures = play_file(file)
            held += not failures
            _tell(file, failures, as_json)
    if not as_json:
        click.echo(f"{held} scénario(s) sur {len(files)} tiennent.")
    sys.exit(0 if held == len(files) else 1)


def play_file(file: Path) -> list[str]:
    """Play one file on the database at hand and return its failures, one sentence each."""
    from dument.cli.scenarios.judging import unmet
    from dument.cli.scenarios.playing import play
    from dument.cli.scenarios.reading import BadScenario, read
    from dument.law.competence import UnknownPlace
    from dument.law.money import BadAmount

    try:
        stage = play(read(file))
        return stage.failures + unmet(stage)
    except BadScenario as bad:
        return bad.problems
    except (UnknownPlace, BadAmount, LookupError) as wrong:
        return [f"le scénario ne peut pas être joué : {wrong}"]
    except Exception as wrong:  # noqa: BLE001 a file that breaks the player must not silence the files after it
        return [f"le scénario ne peut pas être joué : erreur imprévue ({type(wrong).__name__})"]


def _tell(file: Path, failures: list[str], as_json: bool) -> None:
    if as_json:
        told = {"file": file.name, "holds": not failures, "failures": failures}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"{'tient' if not failures else 'NE TIENT PAS':<13} {file.name}")
    for failure in failures:
        click.echo(f"              – {failure}")
