"""What runs by itself, how often, and when it last did. The same table on both databases."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import DatabaseError, connection

from dument.jobs import checks, digests, engine, outbox, publishing, titles
from dument.jobs.rhythm import Daily, Every, Rhythm, due
from dument.ports.errors import NeverAgain, TryAgain
from dument.records.outbox.models import ReconcilerRun

log = logging.getLogger(__name__)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
STALLED = "stalled"
# The beat never falls quite on the minute: a little less, so that none is skipped.
EACH_MINUTE, EACH_BEAT = timedelta(seconds=55), timedelta(seconds=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciler:
    """One thing to do again and again: it is idempotent, and returns how many it found.

    `apart`: on PostgreSQL a command of its own runs it, under a role that workers have not; they only see it late.
    """

    name: str
    rhythm: Rhythm
    run: Callable[[datetime], int]
    apart: bool = False


def _every(period: timedelta, name: str, run: Callable[[datetime], int], grace: timedelta) -> Reconciler:
    return Reconciler(name=name, rhythm=Every(period=period, grace=grace), run=run)


def _each_night(name: str, run: Callable[[datetime], int], hour: int, minute: int = 0) -> Reconciler:
    return Reconciler(name=name, rhythm=Daily(hour=time(hour, minute)), run=run)


RECONCILERS: Sequence[Reconciler] = (
    _every(EACH_MINUTE, "outbox", outbox.put_back, 10 * MINUTE),
    _every(EACH_BEAT, STALLED, engine.put_back_stalled, 10 * MINUTE),
    # The timestamp authority down for an hour is an alarm; titles already wait for it.
    _every(EACH_MINUTE, "seal", checks.seal, HOUR),
    _every(EACH_MINUTE, "publishing", publishing.publish, HOUR),
    _each_night("expiries", checks.expiries, 0, 5),
    _each_night("last_days", checks.last_days, 0, 10),
    _each_night("awaited", checks.awaited, 0, 15),
    _each_night("chains", checks.chains, 3, 15),
    _each_night("titles", checks.titles, 3, 45),
    _each_night("unwritten_titles", titles.unwritten, 3, 50),
    _each_night("old_traces", checks.old_traces, 4, 15),
    _every(10 * MINUTE, "readings", checks.unusual_readings, HOUR),
    _every(HOUR, "discarded", checks.discarded, 25 * HOUR),
    Reconciler(name="retention", rhythm=Daily(hour=time(5, 15)), run=checks.retention, apart=True),
    _each_night("old_jobs", engine.forget_old_jobs, 4, 30),
    _each_night("digests", digests.gather, 7),
    _each_night("letters", checks.letters_without_news, 7),
)
BY_NAME = {one.name: one for one in RECONCILERS}


def enter(at: datetime) -> None:
    """Enter the reconcilers never seen, so that the first run that does not come is missed too."""
    ReconcilerRun.objects.bulk_create(
        [ReconcilerRun(name=one.name, expected_by=one.rhythm.expected_by(at)) for one in RECONCILERS],
        ignore_conflicts=True,
    )


def due_at(at: datetime) -> list[str]:
    """Return the reconcilers to run at that instant, a missed night included, and enter those never seen."""
    enter(at)
    last = dict(ReconcilerRun.objects.values_list("name", "last_run"))
    return [name for name in mine() if due(BY_NAME[name].rhythm, last[name], at)]


def mine() -> list[str]:
    """Return the reconcilers that workers run here."""
    apart = connection.vendor == "postgresql"
    return [one.name for one in RECONCILERS if not (one.apart and apart)]


def run(name: str, at: datetime) -> int:
    """Run one reconciler, note when it ran and what it found, and return that.

    A failure, a provider's or ours, is noted and leaves the run undone: it is due again, late in the end, and
    stops none of the others.
    """
    one, row = BY_NAME[name], ReconcilerRun.objects.filter(name=name)
    try:
        found = one.run(at)
    except (TryAgain, NeverAgain) as failed:
        row.update(problem=str(failed)[:300])
        return 0
    except DatabaseError:
        raise
    except Exception as broken:
        # The class alone: what an unforeseen error says may hold personal data.
        log.exception("reconciler_failed", extra={"reconciler": name})
        row.update(problem=f"Erreur imprévue ({type(broken).__name__}) : un développeur doit regarder.")
        return 0
    row.update(last_run=at, expected_by=one.rhythm.expected_by(at), found=found, problem="")
    return found


def run_due(at: datetime) -> dict[str, int]:
    """Run whatever is due, one after the other, and return what each found."""
    return {name: run(name, at) for name in due_at(at)}
