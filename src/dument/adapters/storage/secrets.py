"""How every store encrypts what it hides: under the key of letters, which never lies beside them."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet
from django.conf import settings


def cipher() -> Fernet:
    """Return the cipher of the settings' key (`DUMENT_LETTER_KEY`), which who hides nothing may lack."""
    return Fernet(urlsafe_b64encode(sha256(settings.DUMENT_LETTER_KEY.encode()).digest()))
