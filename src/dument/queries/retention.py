"""What the retention would erase at an instant, and what it erased. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dument.records.keeping.models import LegalHold, Purge
from dument.records.time_over import cases_over, files_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A case whose time is over: since when it ran, its last day, the period in months, its source, its certainty."""

    reference: str
    kind: str
    since: date
    last_day: date
    months: int
    basis: str
    certainty: str
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An order to erase nothing of a case: by whom (an identifier), when, why."""

    reference: str
    placed_at: datetime
    placed_by: str
    reason: str


def planned(at: datetime) -> list[Planned]:
    """Return the cases that a run at that instant would erase, in the order in which it would."""
    return [
        Planned(
            reference=one.case.reference,
            kind=one.kind,
            since=one.since,
            last_day=one.kept.last_day,
            months=int(one.kept.value.amount),
            basis=str(one.kept.value.reference),
            certainty=one.kept.value.certainty,
            files=len(files_of(one.case)),
        )
        for one in cases_over(at)
    ]


def purges(office_id: UUID) -> list[Purge]:
    """Return the last hundred erasures of an office, the latest first."""
    return list(Purge.objects.filter(office_id=office_id)[:100])


def holds(office_id: UUID) -> list[Held]:
    """Return the orders of an office that stand, the latest first."""
    rows = LegalHold.objects.filter(office_id=office_id, lifted_at=None).select_related("case")
    return [
        Held(
            reference=row.case.reference,
            placed_at=row.placed_at,
            placed_by=row.placed_by,
            reason=row.reason,
        )
        for row in rows.order_by("-placed_at")
    ]
