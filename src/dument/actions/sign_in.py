"""Accounts made by hand (an office's members, the demonstration), and second factors that serve once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from dument.records import clocks

LAST_COUNTER = "last_counter"


def confirm_address(*, user: Any) -> None:
    """Hold the user's e-mail address for verified: somebody else checked who he is."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


def set_second_factor(*, user: Any, secret: str) -> None:
    """Give the user a TOTP second factor of that secret (base 32), in place of any other, and recovery codes."""
    with clocks.agreeing():
        Authenticator.objects.filter(user=user).delete()
        TOTP.activate(user, secret)
        RecoveryCodes.activate(user)


@dataclass(frozen=True, slots=True)
class Factors:
    """A user's second factors, held while a code is judged."""

    totp: Authenticator | None

    @property
    def encrypted_secret(self) -> str:
        """Return the application's secret as stored, empty when there is no application."""
        return str(self.totp.data["secret"]) if self.totp else ""

    @property
    def last_counter(self) -> int:
        """Return the half-minute of the last code used, -1 when none was."""
        return int(self.totp.data.get(LAST_COUNTER, -1)) if self.totp else -1

    def spend(self, counter: int) -> None:
        """Hold the code of that half-minute, and every earlier one, for used."""
        if self.totp:
            self.totp.data[LAST_COUNTER] = counter
            self.totp.save(update_fields=["data"])


@contextmanager
def factors_held(*, user: Any) -> Iterator[Factors]:
    """Yield the user's second factors, locked: no other process judges a code of his meanwhile."""
    with clocks.agreeing():
        rows = list(Authenticator.objects.select_for_update().filter(user=user).order_by("pk"))
        yield Factors(next((row for row in rows if row.type == Authenticator.Type.TOTP), None))


def end_sessions(*, user_id: UUID, here: str, only: int | None = None) -> int:
    """End the user's sessions other than the one of key `here`, or `only` that one; return how many ended."""
    with clocks.agreeing():
        ending = UserSession.objects.filter(user_id=user_id).exclude(session_key=here)
        if only is not None:
            ending = ending.filter(pk=only)
        keys = list(ending.values_list("session_key", flat=True))
        ended, _ = Session.objects.filter(session_key__in=keys).delete()
        ending.delete()
        return ended


def end_all_sessions() -> int:
    """End every session, those that letters' codes opened too; return how many ended."""
    with clocks.agreeing():
        ended, _ = Session.objects.all().delete()
        UserSession.objects.all().delete()
        return ended
