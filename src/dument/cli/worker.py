"""`dument worker`: the drain loop of the embedded database."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import click

from dument.cli._site import ready


@click.command()
@click.option("--every", default=5.0, show_default=True, help="Secondes entre deux passages.")
@click.option("--once", is_flag=True, help="Un seul passage.")
def command(every: float, once: bool) -> None:
    """Livrer sans cesse ce que les actes ont laissé à faire, et sceller le journal (une fois la minute au plus)."""
    ready()
    from dument.actions import seals
    from dument.jobs.expiry import make_tasks
    from dument.jobs.outbox import drain
    from dument.queries.clock import now
    from dument.records.reading import legal_day

    sealed_at = datetime.min.replace(tzinfo=UTC)
    while True:
        at = now()
        make_tasks(legal_day(at))
        drain(at)
        if (datetime.now(UTC) - sealed_at).total_seconds() >= 60:
            seals.seal(at)
            sealed_at = datetime.now(UTC)
        if once:
            return
        time.sleep(every)
