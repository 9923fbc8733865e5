"""Providers that cost nothing, to measure the platform alone. They are named in the settings of a benchmark only."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime

from dument.ports.letters import Handover, Letter
from dument.ports.signature import Level

PAPER = b"%PDF-1.7\n%%EOF\n"


class NoTypesetter:
    """Gives the same empty paper for every document."""

    def render(self, kind: str, data: Mapping[str, object]) -> bytes:
        """Return an empty paper that names its kind and its case."""
        return PAPER + f"%{kind} {data['reference']} {data['day']}\n".encode()


class NoSigner:
    """Signs nothing."""

    notice = "Banc de mesure : rien n'est signé."

    def sign(
        self,
        pdf: bytes,
        *,
        officer: str,
        name: str,
        level: Level,
        reason: str,
        place: str,
        at: datetime | None = None,
    ) -> bytes:
        """Return the paper as it is."""
        return pdf


class NoCarrier:
    """Takes every letter and keeps none."""

    def hand_over(self, letter: Letter, at: datetime) -> Handover:
        """Say that the letter was taken."""
        return Handover(number="0", taken_at=at, already_seen=False)

    def forget(self, key: str) -> bool:
        """Say that nothing was kept."""
        return True

    def seen(self, key: str) -> Handover | None:
        """Say that every key was seen."""
        return Handover(number="0", taken_at=datetime(2026, 1, 1, tzinfo=UTC), already_seen=True)


class SlowCarrier(NoCarrier):
    """Takes every letter, as slowly as a service far away, and writes down which and when."""

    def hand_over(self, letter: Letter, at: datetime) -> Handover:
        """Take a fifth of a second, and say that the letter was taken."""
        from dument.cli.benchmarks import scaling

        begun = datetime.now(UTC)
        time.sleep(scaling.ANSWER)
        scaling.note(letter.key, begun)
        return Handover(number="0", taken_at=at, already_seen=False)
