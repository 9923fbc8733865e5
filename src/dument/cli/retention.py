"""`dument retention`: erases what was kept long enough, or tells what it would erase."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from datetime import datetime, time

import click

from dument.cli._site import ready


@click.command()
@click.option("--dry-run", is_flag=True, help="Ne rien effacer : dire ce qui le serait.")
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Avec --dry-run : le jour dont on veut le plan."
)
@click.option(
    "--database",
    "url",
    default="",
    help="Adresse PostgreSQL du rôle dument_retention (défaut : DATABASE_URL).",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Un objet JSON par dossier, ou le compte de ce qui est fait."
)
def command(*, dry_run: bool, day: datetime | None, url: str, as_json: bool) -> None:
    """Effacer ce qui a été gardé assez longtemps : mots, contenus du journal, fichiers. Jamais un dossier ouvert.

    Les fichiers sont effacés dans l'heure par les ouvriers, qui seuls ont accès au stockage.
    """
    if day and not dry_run:
        raise click.UsageError("--on ne va qu'avec --dry-run : l'effacement se fait au jour d'aujourd'hui.")
    if url:
        os.environ["DATABASE_URL"] = url
    ready()
    from dument.queries import clock
    from dument.records.reading import PARIS

    if dry_run:
        _tell(datetime.combine(day.date(), time(6), PARIS) if day else clock.now(), as_json=as_json)
        return
    from dument.jobs import reconcilers

    at = clock.now()
    reconcilers.enter(at)
    waiting = reconcilers.run("retention", at)
    from dument.records.keeping.models import Purge
    from dument.records.outbox.models import ReconcilerRun

    problem = ReconcilerRun.objects.get(name="retention").problem
    told = {"erased": Purge.objects.filter(at=at).count(), "unconfirmed": waiting, "problem": problem}
    sentence = f"{told['erased']} dossier(s) effacé(s)."
    if waiting:
        sentence += f" {waiting} attendent : leur durée n'est confirmée par aucun texte (production)."
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else problem or sentence)
    sys.exit(1 if problem else 0)


def _tell(at: datetime, *, as_json: bool) -> None:
    from dument.queries.retention import LABELS, planned

    found = planned(at)
    for one in found:
        if as_json:
            click.echo(json.dumps(asdict(one), ensure_ascii=False, default=str))
            continue
        unsure = "" if one.certainty == "confirmed" else f", durée non confirmée ({one.certainty})"
        click.echo(
            f"{one.reference}  {LABELS[one.kind].lower()} : depuis le {one.since:%d/%m/%Y}, {one.months} mois "
            f"({one.basis}{unsure}), gardé jusqu'au {one.last_day:%d/%m/%Y}, {one.files} fichier(s)"
        )
    if not as_json:
        click.echo(f"{len(found)} dossier(s) seraient effacés. Rien ne l'a été.")
