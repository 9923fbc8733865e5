"""Public references of cases: short, without look-alike characters, impossible to enumerate."""

from __future__ import annotations

import secrets

# Crockford's letters less those that a tired eye confuses: no 0, O, 1, I, L, U.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference() -> str:
    """Return a new reference such as "DU-4K7M-2QWZ": eight random symbols, about 39 bits."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"DU-{symbols[:4]}-{symbols[4:]}"
