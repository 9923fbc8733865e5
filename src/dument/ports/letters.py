"""The carrier of registered letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from dument.ports.provider import provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is handed over. The key is derived from the act: the same key is the same letter."""

    key: str
    recipient: tuple[str, ...]
    papers: Sequence[tuple[str, bytes]]
    registered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """The carrier's word: its number for the letter, when it took it, and whether it already had it."""

    number: str
    taken_at: datetime
    already_seen: bool


class Carrier(Protocol):
    """Takes letters. Errors are TryAgain or NeverAgain."""

    def hand_over(self, letter: Letter, at: datetime) -> Handover:
        """Hand the letter over; with a key already seen, return the first handover and send nothing."""
        ...

    def forget(self, key: str) -> bool:
        """Destroy what is kept of a letter but its number and its day; tell whether that is done.

        Asked once the deposit is proven (the letter bears a code) and again when the case is erased.
        """
        ...

    def seen(self, key: str) -> Handover | None:
        """Tell what became of a key, or None when the carrier never saw it."""
        ...


def carrier() -> Carrier:
    """Return the provider named in the settings (`DUMENT_CARRIER`)."""
    return cast(Carrier, provider("DUMENT_CARRIER"))
