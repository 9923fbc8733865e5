"""What is kept of a secret sent in a link: its hash. It is random and long, so that no slow hash is needed."""

from __future__ import annotations

from hashlib import sha256


def hashed(secret: str) -> str:
    """Return the SHA-256 of a secret, in hexadecimal."""
    return sha256(secret.encode()).hexdigest()
