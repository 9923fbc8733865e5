"""What we ask of an antivirus: whether a file that somebody gives holds a known harm."""

from __future__ import annotations

from typing import Protocol, cast

from dument.ports.provider import provider


class Scanner(Protocol):
    """Looks at files before they are kept."""

    notice: str
    """What the office is told beside the files of a case: a French sentence that says who looked at them, or that
    nobody did."""

    def found(self, content: bytes) -> str:
        """Return the name of what was found, empty when nothing was.

        Raises ports.errors.TryAgain when it cannot be told now: a file that was not looked at is not kept.
        """
        ...


def scanner() -> Scanner:
    """Return the scanner named in the settings (`DUMENT_SCANNER`, dotted path to a class)."""
    return cast(Scanner, provider("DUMENT_SCANNER"))
