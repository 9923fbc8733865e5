"""`dument readings`: who reads more cases than work asks for."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime

import click

from dument.cli._site import ready


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par personne.")
def command(*, as_json: bool) -> None:
    """Dire qui, depuis un jour, a lu trop de dossiers, ou un dossier témoin. État de sortie 1 : il y en a."""
    ready()
    from dument.queries.readings import unusual
    from dument.records.accounts.models import User

    found = unusual(datetime.now(UTC))
    for one in found:
        if as_json:
            click.echo(json.dumps(asdict(one), ensure_ascii=False))
            continue
        name = User.objects.filter(pk=one.reader).values_list("full_name", flat=True).first() or one.reader
        click.echo(
            f"{name} : {one.cases} dossier(s) en un jour{', dont un dossier témoin' if one.canary else ''}"
        )
    if not found and not as_json:
        click.echo("Aucune lecture inhabituelle depuis un jour.")
    sys.exit(1 if found else 0)
