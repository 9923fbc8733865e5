"""`dument tick`: what time does on its own: expiry tasks, messages due, the seal."""

from __future__ import annotations

from datetime import datetime, time

import click

from dument.cli._site import ready


@click.command()
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Le jour (par défaut : aujourd'hui, à Paris)."
)
def command(day: datetime | None) -> None:
    """Préparer les tâches d'expiration, livrer les messages, sceller le journal. N'accomplit aucun acte."""
    ready()
    from dument.actions import seals
    from dument.jobs.expiry import make_tasks
    from dument.jobs.outbox import drain
    from dument.queries import clock
    from dument.records.reading import PARIS, legal_day

    at = datetime.combine(day.date(), time(6), PARIS) if day else clock.now()
    tasks, done = make_tasks(legal_day(at)), drain(at)
    sealed = seals.seal(at)
    click.echo(
        f"{tasks} tâche(s) d'expiration, {done} message(s) livré(s), sceau : {sealed.number if sealed else '–'}."
    )
