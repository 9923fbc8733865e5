"""Each morning: one task for each case whose month is over. The clock notes nothing; the officer does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from dument.records import clocks
from dument.records.cases.models import Case
from dument.records.outbox.models import ExpiryTask

# A case whose month is over, its office, its last day.
Found = tuple[UUID, UUID, date]
RUNNING = ("invited", "participating", "proposed")


def lapsed(on: date) -> QuerySet[Case]:
    """Return the cases whose month is over on that day and that have no task yet, oldest first."""
    told = ExpiryTask.objects.filter(case=OuterRef("pk"))
    return Case.objects.filter(~Exists(told), state__in=RUNNING, last_day__lt=on).order_by("last_day", "id")


def found(on: date, limit: int, after: Found | None = None) -> Sequence[Found]:
    """Return so many of these cases at most; with `after`, only those that come after that one."""
    cases = lapsed(on)
    if after:
        case_id, _, day = after
        cases = cases.filter(Q(last_day__gt=day) | Q(id__gt=case_id), last_day__gte=day)
    # A case without a last day is never before one.
    return cast("list[Found]", list(cases.values_list("id", "office_id", "last_day")[:limit]))


def make_tasks(on: date, limit: int = 500) -> int:
    """Make the missing expiry tasks for that day and return how many; a missed morning is caught up.

    A case has its task from the day after its last day, never earlier and never twice. Each batch starts where the
    former ended: looking again at the cases already done would cost more the further it goes. Raises ClocksDisagree: a
    task made a day early would be a fault that nothing repairs, one made an hour late is caught up.
    """
    clocks.require()
    made, after = 0, None
    while batch := found(on, limit, after):
        tasks = [ExpiryTask(case_id=case_id, office_id=office_id, on=on) for case_id, office_id, _ in batch]
        made += len(ExpiryTask.objects.bulk_create(tasks, ignore_conflicts=True))
        after = batch[-1]
    return made
