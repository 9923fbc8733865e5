"""`dument invariants`: what must hold whatever happened, looked at without changing anything."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from dument.cli._site import ready


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON.")
def command(as_json: bool) -> None:
    """Regarder les invariants I1 à I13 ; état de sortie 1 et le nom de chaque manquement s'il y en a."""
    ready()
    from dument.queries.clock import now
    from dument.queries.invariants import breaches
    from dument.queries.snapshot import reading_only
    from dument.records.reading import legal_day

    with reading_only():
        at = now()
        found = breaches(at, legal_day(at))
    if as_json:
        click.echo(
            json.dumps({"holds": not found, "breaches": [asdict(one) for one in found]}, ensure_ascii=False)
        )
    else:
        for one in found:
            click.echo(f"{one.invariant:<4} {one.where} : {one.why}")
        click.echo("Tout tient." if not found else f"{len(found)} manquement(s).")
    sys.exit(1 if found else 0)
