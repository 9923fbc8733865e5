"""Where seals are published, out of reach of whoever could rewrite the database.

A history rewritten together with its last seals agrees with itself: only what was published before contradicts it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, cast

from dument.ports.provider import provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A seal as it was published: its number, its instant (ISO), its roots in hexadecimal, its RFC 3161 token."""

    number: int
    at: str
    root: str
    previous_root: str
    token: bytes


class Witness(Protocol):
    """Keeps what is published, and lets nobody change it."""

    def publish(self, seal: Published) -> None:
        """Publish a seal for ever; again the same changes nothing.

        Raises NeverAgain when another stands under its number, TryAgain when the witness is out of reach.
        """
        ...

    def last(self) -> int:
        """Return the number of the last seal published, 0 when there is none."""
        ...

    def published(self) -> Iterator[Published]:
        """Yield every seal published, in order."""
        ...


def witness() -> Witness:
    """Return the provider named in the settings (`DUMENT_WITNESS`)."""
    return cast(Witness, provider("DUMENT_WITNESS"))
