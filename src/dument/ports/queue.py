"""Who is told that an act left messages to deliver: the workers' engine, or nobody where a loop finds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast
from uuid import UUID

from dument.ports.provider import provider

# What workers agree on with those who tell them: the name of the job, and its lanes.
DELIVER = "dument.deliver"
LETTERS, DOCUMENTS, NOTICES, IMPORTS = "letters", "documents", "notices", "imports"
LANES = (LETTERS, DOCUMENTS, NOTICES, IMPORTS)


class Queue(Protocol):
    """Is told of messages inside the transaction that writes them: what is rolled back was never told."""

    def put(self, messages: Sequence[tuple[UUID, str]]) -> None:
        """Take note of messages, each with its effect, to deliver as soon as the transaction is over."""
        ...


def queue() -> Queue:
    """Return the provider named in the settings (`DUMENT_QUEUE`)."""
    return cast(Queue, provider("DUMENT_QUEUE"))
