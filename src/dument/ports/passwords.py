"""What we ask of a list of leaked passwords: is this one in it, or as easy to find as if it were?"""

from __future__ import annotations

from typing import Protocol, cast

from dument.ports.provider import provider


class LeakedPasswords(Protocol):
    """Passwords that leaked elsewhere, which whoever attacks tries first."""

    def knows(self, password: str) -> bool:
        """Tell whether the password leaked, or is made of what leaked. It is neither kept nor sent anywhere.

        Raises TryAgain when the list is out of reach.
        """
        ...


def leaked() -> LeakedPasswords:
    """Return the list named in the settings (`DUMENT_PASSWORDS`, dotted path to a class)."""
    return cast(LeakedPasswords, provider("DUMENT_PASSWORDS"))
