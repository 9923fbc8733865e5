"""The small list, which needs nothing: what two packages ship, and what is made of it.

zxcvbn (MIT) ships 30 000 passwords by frequency, drawn from public leaks, with names and words, and finds them under
capitals, substitutions, repetitions, rows of keys, dates; Django (BSD) ships 20 000. A leaked password of twelve
signs is rarely in so small a list as it stands: « Motdepasse123 » is found as what it is made of.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

from django.contrib.auth import password_validation
from zxcvbn import zxcvbn

# Guesses under which a password is held for leaked: what counted tries (five by network in five minutes) let
# nobody make, and what a stolen table, hashed by argon2, would yield in days.
FEWEST_GUESSES = 10**8
LONGEST = 72  # zxcvbn takes no more; what is beyond only helps
OURS = (
    "dument",
    "dûment",
    "huissier",
    "commissaire",
    "justice",
    "etude",
    "creance",
    "motdepasse",
    "azertyuiop",
)


class LocalList:
    """Judges by the lists of the two packages."""

    def knows(self, password: str) -> bool:
        """Tell whether the password is in a list, or found in fewer than a hundred million guesses."""
        if password.lower() in _common():
            return True
        return int(zxcvbn(password[:LONGEST], user_inputs=list(OURS))["guesses"]) < FEWEST_GUESSES


@cache
def _common() -> frozenset[str]:
    path = Path(password_validation.__file__).with_name("common-passwords.txt.gz")
    return frozenset(gzip.decompress(path.read_bytes()).decode().split("\n"))
