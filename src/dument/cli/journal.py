"""`dument journal`: the hash chains of the cases and the seals over them, verified."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

import click

from dument.cli._site import ready


@click.group()
def command() -> None:
    """Vérifier et sceller le journal."""


@command.command()
@click.option("--case", "reference", default="", help="Référence d'un seul dossier.")
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON.")
def verify(reference: str, as_json: bool) -> None:
    """Vérifier la chaîne d'un dossier, ou toutes les chaînes et tous les sceaux ; nommer le premier maillon rompu."""
    ready()
    from dument.queries import journal
    from dument.records.cases.models import Case

    try:
        found = journal.verify(reference)
    except Case.DoesNotExist as unknown:
        raise click.UsageError(
            f"Le dossier « {reference} » n'existe pas : vérifiez sa référence (DU-XXXX-XXXX)."
        ) from unknown
    if as_json:
        told = {
            "valid": not found.broken,
            "cases": found.cases,
            "events": found.events,
            "seals": found.seals,
            "broken": [{"where": link.where, "why": link.why} for link in found.broken],
        }
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        click.echo(f"{found.cases} dossier(s), {found.events} ligne(s), {found.seals} sceau(x) relus.")
        for link in found.broken:
            click.echo(f"ROMPU  {link.where} : {link.why}")
        if not found.broken:
            click.echo("Tout tient.")
    sys.exit(1 if found.broken else 0)


@command.command()
def seal() -> None:
    """Sceller les chaînes qui ont avancé : racine de Merkle, horodatage RFC 3161."""
    ready()
    from dument.actions import seals

    made = seals.seal(datetime.now(UTC))
    click.echo(
        f"Sceau n° {made.number} : {made.root}" if made else "Rien n'a avancé depuis le dernier sceau."
    )
