"""Identifiers made by the application: UUIDv7, ordered by time."""

from __future__ import annotations

from uuid import UUID

from uuid6 import uuid7


def new_id() -> UUID:
    """Return a new identifier. It is never the control of an access."""
    return UUID(int=uuid7().int)
