"""`dument faults`: the fault matrix, on throw-away platforms; the real one is never touched."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence

import click

from dument.cli.drills.expecting import Skipped
from dument.cli.drills.matrix import MATRIX
from dument.cli.drills.platform import Broken
from dument.cli.drills.processes import fork_from_now_on
from dument.cli.drills.stage import Stage, stage


@click.command()
@click.argument("names", nargs=-1, metavar="[NOM…]")
@click.option("--thorough", is_flag=True, help="Tous les points, tous les rangs (long).")
@click.option("--times", default=1, show_default=True, help="Combien de fois de suite.")
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par exercice.")
def command(names: tuple[str, ...], thorough: bool, times: int, as_json: bool) -> None:
    """Jouer des pannes sur une plate-forme jetable, puis regarder les invariants. Sans nom : toutes."""
    if unknown := [name for name in names if name not in MATRIX]:
        raise click.UsageError(f"Exercice inconnu : {', '.join(unknown)}. Il y a : {', '.join(MATRIX)}.")
    fork_from_now_on()
    failed = False
    with stage() as made:
        for verdict in passes(made, names, thorough, times):
            failed = failed or verdict["held"] is False
            click.echo(json.dumps(verdict, ensure_ascii=False) if as_json else _line(verdict))
    sys.exit(1 if failed else 0)


def passes(made: Stage, names: Sequence[str], thorough: bool, times: int) -> Iterator[dict[str, object]]:
    """Give the verdict of each drill of those names, or of all, played through so many times in a row."""
    for rank in range(1, times + 1):
        for name in names or MATRIX:
            yield {"pass": rank, **play(made, name, thorough)}


def play(made: Stage, name: str, thorough: bool) -> dict[str, object]:
    """Play one drill and return its verdict: `held` is None when it could not be played here."""
    started, why = time.monotonic(), ""
    held: bool | None = True
    try:
        MATRIX[name](made, thorough)
    except Skipped as skipped:
        held, why = None, str(skipped)
    except Broken as broken:
        held, why = False, str(broken)
    seconds = round(time.monotonic() - started, 1)
    return {"name": name, "held": held, "why": why, "seconds": seconds, "killed": made.killed()}


def _line(verdict: dict[str, object]) -> str:
    word = {True: "tient", False: "NE TIENT PAS", None: "non joué"}[verdict["held"]]  # type: ignore[index]
    what = (MATRIX[str(verdict["name"])].__doc__ or "").split("\n")[0]
    return f"{verdict['name']:<18}{word:<14}{verdict['seconds']:>6} s  {verdict['why'] or what}"
