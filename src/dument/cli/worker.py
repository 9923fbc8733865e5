"""`dument worker`: the workers on PostgreSQL, the drain loop on the embedded database; and what failed."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict

import click

from dument.cli._site import ready
from dument.ports.queue import LANES


@click.command()
@click.option(
    "--every", default=5.0, show_default=True, help="Base embarquée : secondes entre deux passages."
)
@click.option("--once", is_flag=True, help="Un seul passage : ce qui est dû, puis fin.")
@click.option(
    "--lane", "lanes", multiple=True, type=click.Choice([*LANES, "clock"]), help="Ces files seulement."
)
@click.option("--concurrency", default=2, show_default=True, help="PostgreSQL : travaux menés de front.")
@click.option(
    "--listen/--poll", default=True, help="PostgreSQL : --poll derrière pgbouncer (mode transaction)."
)
@click.option(
    "--failed", "show_failed", is_flag=True, help="Dire ce qui a échoué définitivement, et rien d'autre."
)
@click.option("--late", "show_late", is_flag=True, help="Dire quel réconciliateur n'a pas tourné à temps.")
@click.option("--requeue", metavar="CLÉ", help="Reprendre ce message, ou « tout » ce qui a échoué.")
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par ligne, avec --failed et --late.")
def command(
    every: float,
    once: bool,
    lanes: tuple[str, ...],
    concurrency: int,
    listen: bool,
    show_failed: bool,
    show_late: bool,
    requeue: str | None,
    as_json: bool,
) -> None:
    """Livrer sans cesse ce que les actes ont laissé à faire, et faire ce que le temps demande.

    Sur PostgreSQL, autant de processus et de machines qu'on veut ; --failed et --late sortent avec l'état 1
    quand il y a quelque chose à dire.
    """
    ready()
    from django.conf import settings

    if show_failed:
        _tell_failed(as_json)
    elif show_late:
        _tell_late(as_json)
    elif requeue:
        _requeue(requeue)
    elif settings.ON_POSTGRESQL:
        from dument.jobs.workers import work

        work(lanes=lanes, concurrency=concurrency, listen=listen, wait=not once)
    else:
        loop(every, once)


def loop(every: float, once: bool) -> None:
    """Deliver and reconcile on the embedded database, again and again, or once."""
    from dument.jobs.outbox import drain
    from dument.jobs.reconcilers import run_due
    from dument.queries.clock import now

    while True:
        at = now()
        run_due(at)
        drain(at)
        if once:
            return
        time.sleep(every)


def _tell_failed(as_json: bool) -> None:
    from dument.queries.running import failed

    found = failed()
    for one in found:
        told = f"{one.key}\n    {one.problem} ({one.attempts} essais)"
        click.echo(
            json.dumps(asdict(one) | {"since": one.since.isoformat()}, ensure_ascii=False)
            if as_json
            else told
        )
    if not found and not as_json:
        click.echo("Rien n'a échoué.")
    sys.exit(1 if found else 0)


def _tell_late(as_json: bool) -> None:
    from dument.queries.clock import now
    from dument.queries.running import late

    found = late(now())
    for one in found:
        since = one.last_run.isoformat(timespec="minutes") if one.last_run else "jamais"
        told = f"{one.name} : dernier passage {since}. {one.problem}".strip()
        click.echo(json.dumps(asdict(one) | {"last_run": since}, ensure_ascii=False) if as_json else told)
    if not found and not as_json:
        click.echo("Tout a tourné à temps.")
    sys.exit(1 if found else 0)


def _requeue(key: str) -> None:
    from dument.actions.resending import try_again
    from dument.queries.clock import now

    count = try_again(at=now(), keys=None if key == "tout" else [key])
    click.echo(f"{count} message(s) repris.")
    sys.exit(0 if count else 1)
