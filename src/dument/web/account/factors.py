"""What a second factor's secret is in the database: encrypted, under a key that no backup holds."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.translation import gettext

from dument.web.account.refused import ToldRefusals


class Factors(ToldRefusals, DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Encrypts the secrets of applications and the seed of recovery codes (DUMENT_FACTOR_KEY)."""

    def encrypt(self, text: str) -> str:
        """Return the secret encrypted and authenticated under the first key."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; raises InvalidToken for what none of the keys encrypted."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the site to which a passkey is bound: its host, under the name that the device shows."""
        bound: dict[str, str] = super().get_public_key_credential_rp_entity()
        return bound | {"name": "Dûment"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  # allauth's word
        """Return a first name for a passkey, which its owner may change before adding it."""
        return gettext("Ma clé d'accès")


def _cipher() -> MultiFernet:
    keys = settings.DUMENT_FACTOR_KEY.split(",")
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(key.strip().encode()).digest())) for key in keys])
