"""The embedded database: nobody is told, the drain loop of `dument worker` finds what is due by itself."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID


class DrainLoop:
    """Leaves messages where they are: the row of the outbox is all that the loop needs."""

    def put(self, messages: Sequence[tuple[UUID, str]]) -> None:
        """Do nothing; the loop reads the outbox every few seconds."""
