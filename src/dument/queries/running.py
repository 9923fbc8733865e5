"""How the machinery runs: what failed for good, what waits, which reconciler is late. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, QuerySet, Value

from dument.records.outbox.models import Message, ReconcilerRun

FAILED = "failed"
WHAT = {
    "send_letter": "Lettre recommandée au débiteur",
    "send_code": "Nouveau code, par lettre au débiteur",
    "deliver_debtor_copy": "Copie gratuite du titre, par lettre au débiteur",
    "deliver_title": "Courriel au créancier : titre délivré",
    "tell_creditor": "Courriel au créancier",
    "tell_debtor": "Documents et courriel au débiteur",
    "tell_office": "Courriel à l'étude",
    "send_digest": "Résumé du matin",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A message that failed for good: its key, its case (none for a digest), effect, reason and tries.

    `what` is the effect in French; `since` the instant of the act that asked for it.
    """

    key: str
    reference: str
    effect: str
    what: str
    problem: str
    attempts: int
    since: datetime


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


def failed(office_id: UUID | None = None) -> list[Failed]:
    """Return what failed for good, oldest first: one office's, or everybody's and the digests."""
    rows = Message.objects.filter(state="failed", case__purged_on=None).select_related("case")
    if office_id is not None:
        rows = rows.filter(office_id=office_id)
    return [
        Failed(
            key=row.key,
            reference=row.case.reference if row.case else "",
            effect=row.effect,
            what=WHAT.get(row.effect, row.effect),
            problem=row.problem,
            attempts=row.attempts,
            since=row.created_at,
        )
        for row in rows.order_by("created_at", "id")
    ]


def failures(office_id: UUID) -> QuerySet[Message, tuple[str, int]]:
    """Return the query of one row, FAILED and how many of the office's messages failed for good, or of none."""
    failed = Message.objects.filter(state="failed", office_id=office_id, case__purged_on=None)
    grouped = failed.order_by().values("office_id").annotate(number=Count("pk"))
    return grouped.values_list(Value(FAILED), "number")


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
