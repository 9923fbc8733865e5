"""How the machinery runs: what failed for good, what waits, which reconciler is late. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from dument.records.outbox.models import Message, ReconcilerRun


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A message that failed for good: its key, its case (none for a digest), effect, reason and tries."""

    key: str
    reference: str
    effect: str
    problem: str
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A reconciler that did not run in time: its name, when it last ran, the problem it met."""

    name: str
    last_run: datetime | None
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many messages are in each state, and since when the oldest pending one has been due."""

    counts: dict[str, int]
    oldest: datetime | None


def failed() -> list[Failed]:
    """Return what failed for good, oldest first."""
    rows = Message.objects.filter(state="failed").select_related("case").order_by("created_at", "id")
    return [
        Failed(
            key=row.key,
            reference=row.case.reference if row.case else "",
            effect=row.effect,
            problem=row.problem,
            attempts=row.attempts,
        )
        for row in rows
    ]


def late(at: datetime) -> list[Late]:
    """Return the reconcilers that should have run by that instant and did not."""
    rows = ReconcilerRun.objects.filter(expected_by__lt=at).order_by("name")
    return [Late(name=row.name, last_run=row.last_run, problem=row.problem) for row in rows]


def runs() -> list[ReconcilerRun]:
    """Return every reconciler's last run, by name."""
    return list(ReconcilerRun.objects.order_by("name"))


def waiting() -> Waiting:
    """Return how the outbox stands."""
    counted = Message.objects.values("state").annotate(n=Count("id"))
    oldest = Message.objects.filter(state="pending").aggregate(oldest=Min("next_at"))["oldest"]
    return Waiting(counts={row["state"]: row["n"] for row in counted}, oldest=oldest)
