"""`dument law check`: what must be read again in the law library."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

import click

from dument.law.parameters import day_in_french
from dument.law.upkeep import remarks

_HEADINGS = {
    "gap": "Jours sans valeur",
    "overlap": "Valeurs qui se chevauchent",
    "ending": "Valeurs terminées ou qui prennent fin dans les 45 jours",
    "not_reread": "Lectures de plus d'un an",
    "unconfirmed": "Non confirmé",
}


@click.group()
def command() -> None:
    """La bibliothèque de droit : ce qu'elle contient, ce qu'il faut relire."""


@command.command()
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Jour de l'examen (aujourd'hui à Paris)."
)
@click.option("--json", "as_json", is_flag=True, help="Un seul objet JSON.")
def check(day: datetime | None, *, as_json: bool) -> None:
    """Examiner les valeurs datées ; issue 1 quand un tableau a un trou ou un chevauchement."""
    on = (day or datetime.now(ZoneInfo("Europe/Paris"))).date()
    found = remarks(on)
    if as_json:
        grouped: dict[str, list[dict[str, str]]] = {kind: [] for kind in _HEADINGS}
        for remark in found:
            line = asdict(remark)
            grouped[line.pop("kind")].append(line)
        click.echo(json.dumps({"on": on.isoformat(), **grouped}, ensure_ascii=False))
    else:
        click.echo(f"Bibliothèque de droit, examinée au {day_in_french(on)}.")
        for kind, group in groupby(found, key=lambda remark: remark.kind):
            lines = [f"  {remark.message}" for remark in group]
            click.echo("\n".join([f"\n{_HEADINGS[kind]} ({len(lines)})", *lines]))
    sys.exit(1 if any(remark.kind in {"gap", "overlap"} for remark in found) else 0)
