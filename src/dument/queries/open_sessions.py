"""The open sessions of an account, as its owner sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

# What a browser says of itself, from the most particular to the most common: the first found names it.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
UNKNOWN = "Appareil inconnu"
NAMES = (*(f"{browser} sur {system}" for _, browser in BROWSERS for _, system in SYSTEMS), UNKNOWN)
"""Every name of a device that is a sentence; the others are the browser's or the system's own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """A session: `device` is the browser and the system that it named, `address` where it was opened from."""

    id: int
    device: str
    address: str
    opened_at: datetime
    here: bool


def of(user_id: UUID, *, here: str) -> tuple[OpenSession, ...]:
    """Return the sessions of that user still open, newest first; `here` is the key of the one that asks."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=Now())
    rows = UserSession.objects.filter(Exists(alive), user_id=user_id).order_by("-created_at", "-pk")
    return tuple(
        OpenSession(
            id=row.pk,
            device=device(row.user_agent),
            address=row.ip,
            opened_at=row.created_at,
            here=row.session_key == here,
        )
        for row in rows
    )


def device(agent: str) -> str:
    """Return the browser and the system named by what a browser says of itself."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    if browser and system:
        return f"{browser} sur {system}"
    return browser or system or UNKNOWN
