"""Each morning: one task for each case whose month is over. The clock notes nothing; the officer does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from dument.records.cases.models import Case
from dument.records.outbox.models import ExpiryTask

RUNNING = ("invited", "participating", "proposed")


def lapsed(on: date) -> QuerySet[Case]:
    """Return the cases whose month is over on that day and that have no task yet, oldest first."""
    return Case.objects.filter(state__in=RUNNING, last_day__lt=on, expirytasks__isnull=True).order_by(
        "last_day", "id"
    )


def found(on: date, limit: int) -> Sequence[tuple[UUID, UUID]]:
    """Return so many of these cases at most, each with its office."""
    return list(lapsed(on).values_list("id", "office_id")[:limit])


def make_tasks(on: date, limit: int = 500) -> int:
    """Make the missing expiry tasks for that day and return how many; a missed morning is caught up.

    A case has its task from the day after its last day, never earlier and never twice.
    """
    made = 0
    while True:
        batch = found(on, limit)
        tasks = [ExpiryTask(case_id=case_id, office_id=office_id, on=on) for case_id, office_id in batch]
        if not tasks:
            return made
        made += len(ExpiryTask.objects.bulk_create(tasks, ignore_conflicts=True))
