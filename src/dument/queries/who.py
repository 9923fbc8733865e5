"""Who is signed in: the creditors he acts for, the offices he belongs to and in which role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from dument.records.accounts.models import CreditorMember, OfficeMember


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSeat:
    """A place in an office: `role` is officer, clerk or accountant."""

    office_id: UUID
    office_name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditorSeat:
    """A creditor for whom the person acts."""

    creditor_id: UUID
    creditor_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A person signed in, and every place that is his today."""

    id: UUID
    name: str
    email: str
    creditors: tuple[CreditorSeat, ...]
    offices: tuple[OfficeSeat, ...]


def of(user: Any) -> Who:
    """Return who that signed-in user is, read once a request; memberships that ended are left out."""
    found: Who | None = getattr(user, "who_he_is", None)
    if found is None:
        found = user.who_he_is = _read(user)
    return found


def _read(user: Any) -> Who:
    creditors = CreditorMember.objects.filter(user=user).select_related("creditor").order_by("creditor__name")
    offices = (
        OfficeMember.objects.filter(user=user, ended_at=None)
        .select_related("office")
        .order_by("office__name")
    )
    return Who(
        id=user.pk,
        name=user.full_name or user.email,
        email=user.email,
        creditors=tuple(
            CreditorSeat(creditor_id=row.creditor_id, creditor_name=row.creditor.name) for row in creditors
        ),
        offices=tuple(
            OfficeSeat(office_id=row.office_id, office_name=row.office.name, role=row.role) for row in offices
        ),
    )
