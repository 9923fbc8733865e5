"""What the retention would erase at an instant, and what it erased. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from dument.law.parameters import keys_of, parameter
from dument.law.retention import PERIODS
from dument.records.accounts.models import User
from dument.records.keeping.models import LegalHold, Purge
from dument.records.reading import legal_day
from dument.records.time_over import cases_over, files_of

LABELS = {
    "draft": "Brouillon abandonné",
    "declined": "Dossier décliné",
    "given_up": "Dossier retiré ou arrêté",
    "refused": "Dossier sans accord",
    "title": "Dossier d'un titre (le titre reste)",
    "reading": "Consultations d'un dossier",
}
CERTAINTIES = {
    "confirmed": "confirmée",
    "secondary": "une seule source",
    "inferred": "déduite",
    "unconfirmed": "non confirmée",
}


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
    """An order to erase nothing of a case: by whom, when, why."""

    reference: str
    placed_at: datetime
    placed_by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """How long one kind of file or trace is kept, in months, its source and how sure it is, in French."""

    label: str
    months: int
    basis: str
    certainty: str
    confirmed: bool


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
    return _held(LegalHold.objects.filter(office_id=office_id))


def hold_of(case_id: UUID) -> Held | None:
    """Return the order that stands on a case, or None."""
    return next(iter(_held(LegalHold.objects.filter(case_id=case_id))), None)


def _held(rows: QuerySet[LegalHold]) -> list[Held]:
    standing = list(rows.filter(lifted_at=None).select_related("case").order_by("-placed_at"))
    people = User.objects.filter(pk__in=[row.placed_by for row in standing])
    names = {str(pk): name for pk, name in people.values_list("pk", "full_name")}
    return [
        Held(
            reference=row.case.reference,
            placed_at=row.placed_at,
            placed_by=names.get(row.placed_by, ""),
            reason=row.reason,
        )
        for row in standing
    ]


def periods(at: datetime) -> list[Period]:
    """Return how long each kind of file or trace is kept at that instant, and how sure that is."""
    values = {kind: parameter(PERIODS, kind).on(legal_day(at)) for kind in keys_of(PERIODS)}
    return [
        Period(
            label=LABELS[kind],
            months=int(value.amount),
            basis=str(value.reference),
            certainty=CERTAINTIES[value.certainty],
            confirmed=value.certainty == "confirmed",
        )
        for kind, value in values.items()
    ]
