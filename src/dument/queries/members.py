"""Who belongs to an office, who is invited, and what was done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dument.records.accounts.models import Invitation, MemberEvent, OfficeMember
from dument.records.secrets import hashed

ROLES: tuple[tuple[str, str], ...] = tuple(
    (str(word), str(label)) for word, label in OfficeMember.Role.choices
)
DONE: dict[str, str] = {str(word): str(label) for word, label in MemberEvent.Kind.choices}
LINES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of the office today."""

    id: UUID
    name: str
    email: str
    role: str
    role_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """An invitation still open; `late` when its seven days are over."""

    id: UUID
    email: str
    role_label: str
    expires_at: datetime
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the register of members."""

    at: datetime
    by: str
    what: str
    email: str
    role_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """All that the page of members shows."""

    members: tuple[Member, ...]
    invitations: tuple[Open, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What an invitation offers, to who holds its link."""

    office_name: str
    role_label: str
    email: str


def of(office_id: UUID, *, at: datetime) -> Members:
    """Return the members of that office by name, its open invitations, and the last fifty lines of the register."""
    members = OfficeMember.objects.filter(office_id=office_id, ended_at=None).select_related("user")
    invitations = Invitation.objects.filter(office_id=office_id, accepted_at=None, revoked_at=None)
    lines = (
        MemberEvent.objects.filter(office_id=office_id).select_related("by").order_by("-at", "-id")[:LINES]
    )
    return Members(
        members=tuple(
            Member(
                id=row.pk,
                name=row.user.full_name,
                email=row.user.email,
                role=row.role,
                role_label=row.get_role_display(),
            )
            for row in members.order_by("user__full_name", "pk")
        ),
        invitations=tuple(
            Open(
                id=row.pk,
                email=row.email,
                role_label=row.get_role_display(),
                expires_at=row.expires_at,
                late=row.expires_at <= at,
            )
            for row in invitations.order_by("created_at", "pk")
        ),
        lines=tuple(
            Line(
                at=row.at,
                by=row.by.full_name,
                what=row.get_kind_display(),
                email=row.email,
                role_label=row.get_role_display(),
            )
            for row in lines
        ),
    )


def offer(secret: str, *, at: datetime) -> Offer | None:
    """Return what the invitation of that link offers; None when it is unknown, used, taken back or too old."""
    found = (
        Invitation.objects.filter(
            secret_sha256=hashed(secret),
            accepted_at=None,
            revoked_at=None,
            expires_at__gt=at,
        )
        .select_related("office")
        .first()
    )
    if found is None:
        return None
    return Offer(office_name=found.office.name, role_label=found.get_role_display(), email=found.email)
