"""`dument demo`: one whole case, from an invoice file to a signed title, then the site."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from dument.cli._site import ready
from dument.cli.serve import require_port, serve

# The day on which the demonstration's site stands: frozen, inside known law.
SITE_DAY = "2026-11-02"


@click.command()
@click.option(
    "--invoice",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Votre facture (Factur-X, ZUGFeRD, CII, UBL). Par défaut : une facture que la démonstration fabrique.",
)
@click.option("--serve/--no-serve", "serving", default=True, help="Servir le site ensuite.")
@click.option("--port", default=8000, show_default=True, help="Où le site répond, sur cette machine.")
def command(invoice: Path | None, serving: bool, port: int) -> None:
    """Jouer un dossier entier, de la facture impayée au titre signé, puis servir le site."""
    if serving:
        require_port("127.0.0.1", port)
    os.environ.setdefault("DUMENT_DAY", SITE_DAY)
    os.environ.setdefault("DUMENT_SITE_URL", f"http://127.0.0.1:{port}")  # printed in the letters
    ready()
    from django.core.management import call_command

    from dument.cli.demonstration.playing import Stopped, play

    call_command("migrate", verbosity=0)
    try:
        play(invoice)
    except Stopped as stopped:
        click.echo(str(stopped))
        if not serving:
            sys.exit(1)
    if serving:
        from dument.cli.demonstration.accounts import lines
        from dument.cli.demonstration.waiting import leave

        click.echo("\n".join([*leave(), *lines()]))

        serve("127.0.0.1", port, workers=2, with_worker=True)
