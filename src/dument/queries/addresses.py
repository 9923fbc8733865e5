"""The address that opens an account: the change under way, and what was done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dument.records.accounts.models import OPEN_CHANGE, AccountEvent, AddressChange

LINES = 20
DONE = {str(word): str(label) for word, label in AccountEvent.Kind.choices}
"""What each line of the account's register says was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A change that the new mailbox has not confirmed yet, and until when it may."""

    former: str
    wanted: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the account's register."""

    at: datetime
    what: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """All that the page of the address shows."""

    waiting: Waiting | None
    lines: tuple[Line, ...]


def of(user_id: UUID, *, at: datetime) -> Addresses:
    """Return what the owner of the account reads of its address, newest line first."""
    return Addresses(
        waiting=waiting(user_id, at=at),
        lines=tuple(
            Line(at=row.at, what=row.get_kind_display(), email=row.email)
            for row in AccountEvent.objects.filter(user_id=user_id).order_by("-at", "-id")[:LINES]
        ),
    )


def waiting(user_id: UUID, *, at: datetime, change_id: UUID | None = None) -> Waiting | None:
    """Return the change of that account that waits for the new mailbox; None when there is none, or not that one."""
    found = AddressChange.objects.filter(OPEN_CHANGE, user_id=user_id, expires_at__gt=at)
    if change_id is not None:
        found = found.filter(pk=change_id)
    row = found.first()
    return Waiting(former=row.former, wanted=row.wanted, until=row.expires_at) if row else None
