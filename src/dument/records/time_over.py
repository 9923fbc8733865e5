"""Which cases have been kept long enough: drafts that nobody touched, closed cases, never an open or a held one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from dument.law.days import add_months
from dument.law.parameters import keys_of, parameter
from dument.law.retention import PERIODS, Kept, kept
from dument.procedure.states import CLOSED, State
from dument.records.cases.models import Case, OwnedByCase
from dument.records.documents.models import Document
from dument.records.journal.models import Event
from dument.records.keeping.models import LegalHold
from dument.records.outbox.models import Message
from dument.records.reading import PARIS, legal_day

# The title and its free copy are never erased by the machine: the officer archives them.
FOR_EVER = ("title", "debtor_copy")
KINDS = {
    State.DRAFT: "draft",
    State.DECLINED: "declined",
    State.WITHDRAWN: "given_up",
    State.ENDED: "given_up",
    State.REFUSED: "refused",
    State.EXPIRED: "refused",
    State.TERMS_REFUSED: "refused",
    State.TITLE_ISSUED: "title",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """A case whose time is over: its kind (a key of the periods), the day that its period ran from, the period."""

    case: Case
    kind: str
    since: date
    kept: Kept


def cases_over(at: datetime, case_id: UUID | None = None) -> Iterator[Over]:
    """Give the cases kept long enough at that instant, or that one if it is.

    A draft's time runs from its last change, a closed case's from the last line of its journal.
    """
    today = legal_day(at)
    shortest = min(int(parameter(PERIODS, kind).on(today).amount) for kind in keys_of(PERIODS))
    born_by = datetime.combine(add_months(today, -shortest), datetime.max.time(), PARIS)
    cases = _erasable().filter(created_at__lte=born_by)
    for case in cases.filter(pk=case_id) if case_id else cases.order_by("pk").iterator(chunk_size=500):
        since = case.ended_on or (case.changed_at or case.created_at).astimezone(PARIS).date()  # type: ignore[attr-defined]
        kind = KINDS[State(case.state)]
        period = kept(kind=kind, since=since, on=today)
        if period.over(today):
            yield Over(case=case, kind=kind, since=since, kept=period)


def _erasable() -> QuerySet[Case]:
    """Return the drafts and the closed cases that nothing forbids to erase, with the day of their last line."""
    last = Event.objects.filter(case=OuterRef("pk"), number=OuterRef("last_number")).values("on")[:1]
    to_send = Message.objects.filter(case=OuterRef("pk"), state="pending")
    held = LegalHold.objects.filter(case=OuterRef("pk"), lifted_at=None)
    return (
        Case.objects.filter(Q(state__in=CLOSED) | Q(state=State.DRAFT, last_number=0), purged_on=None)
        .exclude(Exists(held))
        .exclude(Exists(to_send))
        .annotate(ended_on=Subquery(last))
    )


def owned() -> list[Any]:
    """Return the models whose rows a case owns."""
    return [*OwnedByCase.__subclasses__(), Message]


def _with_files() -> list[Any]:
    return [model for model in owned() if any(one.name == "sha256" for one in model._meta.concrete_fields)]


def files_of(case: Case) -> set[str]:
    """Return the hashes of every file of a case, but those kept for ever."""
    found: set[str] = set()
    for model in _with_files():
        rows = model._default_manager.filter(case=case).exclude(sha256="")
        rows = rows.exclude(kind__in=FOR_EVER) if model is Document else rows
        found.update(rows.exclude(sha256="").values_list("sha256", flat=True))
    return found


def _kept(model: Any) -> QuerySet[Any]:
    """Return the rows of that model whose file is still wanted."""
    alive = Q(case__purged_on=None)
    rows: QuerySet[Any] = model._default_manager.filter(
        alive | Q(kind__in=FOR_EVER) if model is Document else alive
    )
    return rows


def wanted(sha256: str) -> bool:
    """Tell whether some case still wants the bytes of that hash."""
    return any(_kept(model).filter(sha256=sha256).exists() for model in _with_files())


def kept_files() -> Iterator[str]:
    """Give the hash of every file still wanted; one that two cases share comes twice."""
    for model in _with_files():
        yield from _kept(model).exclude(sha256="").values_list("sha256", flat=True).iterator()
