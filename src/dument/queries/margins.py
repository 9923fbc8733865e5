"""The creditor's margin, for him and for his officer; for anybody else, whether terms fit it and no more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from dument.law.money import from_cents
from dument.procedure import margin as bounds
from dument.records.cases.models import Case, Margin, ReportedFact
from dument.records.reading import legal_day


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginRead:
    """The margin that counts, when it was set and how many times: `rank` 1 is the first."""

    margin: bounds.Margin
    at: datetime
    rank: int


def margin_of_creditor(*, creditor_ids: Collection[UUID], reference: str) -> MarginRead | None:
    """Return the margin of one of the creditors' cases; None when none is set, or for any other case."""
    return _last(reference=reference, claim__creditor_id__in=creditor_ids)


def margin_for_office(*, office_id: UUID, reference: str) -> MarginRead | None:
    """Return the margin of one of the office's cases; None when none is set, or for any other case."""
    return _last(reference=reference, office_id=office_id)


def would_fit(*, case_id: UUID, amount: Decimal, days: Sequence[date], at: datetime) -> bool | None:
    """Tell whether `amount` euros paid on `days` would fit the margin of that case; None when none is set.

    The only thing that the debtor's pages may ask; each answer tells a little, so whoever asks for him counts the
    askings. The months count from the last day of the procedure's month, or from the day of the asking before it
    is known. Raises Case.DoesNotExist.
    """
    case = Case.objects.get(pk=case_id)
    read = _last(pk=case_id)
    if read is None:
        return None
    claimed = from_cents(case.claimed_cents)
    since = case.last_day or legal_day(at)
    return bounds.fits(read.margin, claimed=claimed, amount=amount, days=days, since=since)


def asked(*, case_id: UUID) -> int:
    """Return how many times the debtor asked whether the office could propose something."""
    return ReportedFact.objects.filter(case_id=case_id, kind="offer").count()


def _last(**which: object) -> MarginRead | None:
    cases = Case.objects.filter(**which).values("pk")
    row = Margin.objects.filter(case__in=cases).order_by("rank").last()
    if row is None:
        return None
    margin = bounds.Margin(
        instalments=row.instalments,
        months=row.months,
        rebate=from_cents(row.rebate_cents),
        floor=from_cents(row.floor_cents),
    )
    return MarginRead(margin=margin, at=row.at, rank=row.rank)
