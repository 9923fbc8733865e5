"""Who is signed in: the creditors he acts for, the offices he belongs to and in which role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import UUIDField, Value

from dument.records.accounts.models import CreditorMember, OfficeMember, User


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
    """A person signed in, every place that is his today, and whether a second factor protects his account.

    `mail_refused_at` is the instant since when his mailbox refuses our e-mails, None while it takes them.
    """

    id: UUID
    name: str
    email: str
    creditors: tuple[CreditorSeat, ...]
    offices: tuple[OfficeSeat, ...]
    second_factor: bool
    mail_refused_at: datetime | None


def of(user: Any) -> Who:
    """Return who that signed-in user is, read once a request; memberships that ended are left out."""
    found: Who | None = getattr(user, "who_he_is", None)
    if found is None:
        found = user.who_he_is = _read(user)
    return found


def account_of(email: str) -> UUID | None:
    """Return the identifier of the account of that address, None when there is none."""
    return User.objects.filter(email__iexact=email).values_list("pk", flat=True).first()


def _read(user: Any) -> Who:
    """Read everything in one query: every page of an office asks it."""
    places = OfficeMember.objects.filter(user=user, ended_at=None).values_list(
        Value("office"), "office_id", "office__name", "role"
    )
    creditors = CreditorMember.objects.filter(user=user).values_list(
        Value("creditor"), "creditor_id", "creditor__name", Value("")
    )
    factors = Authenticator.objects.filter(user=user).values_list(
        Value("factor"), Value(user.pk, output_field=UUIDField()), Value(""), "type"
    )
    rows = sorted(places.union(creditors, factors, all=True), key=lambda row: row[2])
    return Who(
        id=user.pk,
        name=user.full_name or user.email,
        email=user.email,
        creditors=tuple(
            CreditorSeat(creditor_id=pk, creditor_name=name)
            for what, pk, name, _ in rows
            if what == "creditor"
        ),
        offices=tuple(
            OfficeSeat(office_id=pk, office_name=name, role=role)
            for what, pk, name, role in rows
            if what == "office"
        ),
        second_factor=any(what == "factor" for what, *_ in rows),
        mail_refused_at=user.mail_refused_at,
    )
