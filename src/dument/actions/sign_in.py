"""Accounts made by hand (an office's members, the demonstration): ready to sign in."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction


def confirm_address(*, user: Any) -> None:
    """Hold the user's e-mail address for verified: somebody else checked who he is."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


def set_second_factor(*, user: Any, secret: str) -> None:
    """Give the user a TOTP second factor of that secret (base 32), in place of any other, and recovery codes."""
    with transaction.atomic():
        Authenticator.objects.filter(user=user).delete()
        TOTP.activate(user, secret)
        RecoveryCodes.activate(user)
