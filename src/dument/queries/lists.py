"""Lists of cases: what waits for whom, sorted then cut in pages by the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from dument.law.money import from_cents
from dument.procedure.machine import STATE_LABELS
from dument.procedure.states import MONTH_RUNNING, State
from dument.queries.exchanges import unread_by
from dument.queries.tasks import TASKS, with_tasks
from dument.records.cases.models import Case, Party
from dument.records.reading import legal_day

PAGE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One case of a list: its amount in euros, what is awaited, from whom (a word of Task.who), by when.

    `by` is the last day of the month, while it runs; `left` the number of days left until then, negative once it
    is past. `unread` counts the messages that wait for the reader.
    """

    reference: str
    debtor: str
    creditor: str
    state: State
    state_label: str
    amount: Decimal
    awaited: str
    who: str
    by: date | None
    left: int | None
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One page of a list; `pages` is at least one."""

    rows: tuple[Row, ...]
    page: int
    pages: int
    total: int


def listed(cases: QuerySet[Case], at: datetime, *, page: int, who_first: str, task: str = "") -> Listed:
    """Return a page of those cases: first what waits for `who_first`, then by day, in two queries."""
    words = [one.word for one in TASKS.values() if one.who == who_first]
    names = {
        role: Party.objects.filter(case=OuterRef("pk"), role=role).values("name")[:1]
        for role in ("debtor", "creditor")
    }
    seen = with_tasks(cases.filter(purged_on=None), legal_day(at)).annotate(
        debtor_name=Subquery(names["debtor"]),
        creditor_name=Subquery(names["creditor"]),
        unread=unread_by(who_first),
        first=Q(task__in=words),
    )
    if task:
        seen = seen.filter(task=task)
    total = seen.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    ordered = seen.order_by("-first", F("task_by").asc(nulls_last=True), "pk")
    found = ordered[(page - 1) * PAGE : page * PAGE]
    rows = tuple(_row(case, legal_day(at), office=who_first == "office") for case in found)
    return Listed(rows=rows, page=page, pages=pages, total=total)


def _row(case: Case, on: date, *, office: bool) -> Row:
    task = TASKS[case.task]  # type: ignore[attr-defined]  # annotated by with_tasks
    state = State(case.state)
    last_day = case.last_day if state in MONTH_RUNNING else None
    return Row(
        reference=case.reference,
        debtor=case.debtor_name or "",  # type: ignore[attr-defined]
        creditor=case.creditor_name or "",  # type: ignore[attr-defined]
        state=state,
        state_label=STATE_LABELS[state],
        amount=from_cents(case.principal_cents + case.interest_cents + case.other_cents),
        awaited=task.for_office if office else task.for_creditor,
        who=task.who,
        by=last_day,
        left=(last_day - on).days if last_day else None,
        unread=case.unread,  # type: ignore[attr-defined]
    )
