"""Lists of cases: what waits for whom, sorted then cut in pages by the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField, Window
from django.db.models.functions import Coalesce

from dument.law.money import from_cents
from dument.procedure.machine import STATE_LABELS
from dument.procedure.states import MONTH_RUNNING, WITHOUT_AGREEMENT, State
from dument.queries.exchanges import unread_by
from dument.queries.tasks import TASKS, with_tasks
from dument.records.cases.models import Case, ClaimLine, Party
from dument.records.desk.models import Assignment, Preparation
from dument.records.payments import attested
from dument.records.reading import legal_day
from dument.records.solidarity import paid_of

PAGE = 25
# The law leaves nothing to be done once the month is over: within a week of it, the office's task comes first.
PRESSING = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One case of a list: its amount in euros, what is awaited, from whom (a word of Task.who), by when.

    `label` is the first element of the debt, told to the creditor alone (he knows an invoice by its number), and
    `elements` how many there are. `by` is the last day of the month, while it runs; `left` the number of days left
    until then, negative once it is past. `unread` counts the messages that wait for the reader. `paid_off`, told to
    the creditor alone: all that was agreed is attested paid or, nothing agreed, all that is claimed is paid.
    """

    reference: str
    debtor: str
    creditor: str
    label: str
    elements: int
    state: State
    state_label: str
    amount: Decimal
    task: str
    awaited: str
    who: str
    by: date | None
    left: int | None
    unread: int
    paid_off: bool
    assigned_to: UUID | None
    prepared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One page of a list; `pages` is at least one."""

    rows: tuple[Row, ...]
    page: int
    pages: int
    total: int


def listed(
    cases: QuerySet[Case], at: datetime, *, page: int, who_first: str, task: str = "", waits_for: str = ""
) -> Listed:
    """Return a page of those cases, the most urgent first, in two queries (one more past the last page).

    First what waits for `who_first` in a month that ends within a week or is over, then what else waits for him, each
    by day. A creditor's other cases come with the office's before the debtors'. `task` keeps one task; `waits_for` (a
    word of Task.who), those of one person.
    """
    seen = with_tasks(cases.filter(purged_on=None), legal_day(at))
    if task:
        seen = seen.filter(task=task)
    if waits_for:
        seen = seen.filter(task__in=_tasks_of(waits_for))
    ordered = _urgent_first(seen, legal_day(at), who_first)
    # The identifiers alone are sorted: an index holds all that it takes, however many cases there are.
    counted = ordered.annotate(all=Window(Count("*"))).values_list("pk", "all")
    page = max(1, page)
    found = list(counted[(page - 1) * PAGE : page * PAGE])
    if not found and page > 1:
        page = max(1, -(-seen.count() // PAGE))
        found = list(counted[(page - 1) * PAGE : page * PAGE])
    total = found[0][1] if found else 0
    return Listed(
        rows=_rows([pk for pk, _ in found], at, who_first),
        page=page,
        pages=max(1, -(-total // PAGE)),
        total=total,
    )


def rows_of(cases: QuerySet[Case], at: datetime, who_first: str, most: int) -> tuple[Row, ...]:
    """Return those cases as rows, the most urgent first, `most` at most, in two queries."""
    seen = with_tasks(cases.filter(purged_on=None), legal_day(at))
    first = _urgent_first(seen, legal_day(at), who_first).values_list("pk", flat=True)[:most]
    return _rows(list(first), at, who_first)


def _rows(pks: list[UUID], at: datetime, who_first: str) -> tuple[Row, ...]:
    """Return the rows of those cases, in that order."""
    if not pks:
        return ()
    cases: QuerySet[Any] = with_tasks(Case.objects.filter(pk__in=pks), legal_day(at)).annotate(
        **{
            f"{role}_name": Subquery(Party.objects.filter(case=OuterRef("pk"), role=role).values("name")[:1])
            for role in ("debtor", "creditor")
        },
        assigned_to=Subquery(
            Assignment.objects.filter(case=OuterRef("pk")).values("user")[:1], output_field=UUIDField()
        ),
        unread=unread_by(who_first),
        prepared=Exists(Preparation.objects.filter(case=OuterRef("pk"))),
    )
    if who_first == "creditor":
        cases = cases.annotate(**_told_to_the_creditor())
    found = {case.pk: case for case in cases}
    return tuple(_row(found[pk], legal_day(at), office=who_first == "office") for pk in pks)


def _tasks_of(who: str) -> list[str]:
    return [one.word for one in TASKS.values() if one.who == who]


def _told_to_the_creditor() -> dict[str, Any]:
    lines = ClaimLine.objects.filter(case=OuterRef("pk"))
    counted = lines.order_by().values("case").annotate(many=Count("pk")).values("many")
    return {
        "label": Subquery(lines.order_by("rank").values("label")[:1]),
        "elements": Subquery(counted),
        "paid_cents": Coalesce(Subquery(paid_of()), 0),
        "attested": attested(),
    }


def _urgent_first(cases: QuerySet[Any], on: date, who_first: str) -> QuerySet[Any]:
    words = _tasks_of(who_first)
    told: dict[str, Q] = {
        "pressing": Q(
            task__in=words,
            state__in=[state.value for state in MONTH_RUNNING],
            last_day__lte=on + PRESSING,
        ),
        "first": Q(task__in=words),
    }
    by_debtor = []
    if who_first == "creditor":
        told["after"] = Q(task__in=_tasks_of("debtor"))
        by_debtor = ["after"]
    ordered: QuerySet[Any] = cases.annotate(**told).order_by(
        "-pressing", "-first", *by_debtor, F("task_by").asc(nulls_last=True), "pk"
    )
    return ordered


def _row(case: Case, on: date, *, office: bool) -> Row:
    task = TASKS[case.task]  # type: ignore[attr-defined]  # annotated by with_tasks
    state = State(case.state)
    last_day = case.last_day if state in MONTH_RUNNING else None
    return Row(
        reference=case.reference,
        debtor=case.debtor_name or "",  # type: ignore[attr-defined]
        creditor=case.creditor_name or "",  # type: ignore[attr-defined]
        label=getattr(case, "label", None) or "",  # annotated for the creditor alone
        elements=getattr(case, "elements", None) or 0,
        state=state,
        state_label=STATE_LABELS[state],
        amount=from_cents(case.claimed_cents),
        task=task.word,
        awaited=task.for_office if office else task.for_creditor,
        who=task.who,
        by=last_day,
        left=(last_day - on).days if last_day else None,
        unread=case.unread,  # type: ignore[attr-defined]
        paid_off=(state in WITHOUT_AGREEMENT and getattr(case, "paid_cents", 0) >= case.claimed_cents)
        or getattr(case, "attested", False),
        assigned_to=case.assigned_to,  # type: ignore[attr-defined]  # annotated by _urgent_first
        prepared=case.prepared,  # type: ignore[attr-defined]
    )
