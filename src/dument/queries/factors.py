"""The second factors of an account, as its owner sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """A passkey; `used_at` is None when it never served."""

    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Factors:
    """What protects an account besides its password."""

    application: bool
    passkeys: tuple[Passkey, ...]

    @property
    def any(self) -> bool:
        """Tell whether there is a second factor."""
        return self.application or bool(self.passkeys)


def of(user_id: UUID) -> Factors:
    """Return the second factors of that user, oldest first; recovery codes are none by themselves."""
    rows = list(Authenticator.objects.filter(user_id=user_id).order_by("created_at", "pk"))
    return Factors(
        application=any(row.type == Authenticator.Type.TOTP for row in rows),
        passkeys=tuple(
            Passkey(id=row.pk, name=row.data["name"], added_at=row.created_at, used_at=row.last_used_at)
            for row in rows
            if row.type == Authenticator.Type.WEBAUTHN
        ),
    )
