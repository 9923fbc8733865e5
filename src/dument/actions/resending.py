"""Messages that failed for good, taken up again once somebody mended what stopped them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from dument.ports.queue import queue
from dument.records import clocks
from dument.records.outbox.models import Message


def try_again(*, at: datetime, office_id: UUID | None = None, keys: Collection[str] | None = None) -> int:
    """Take up again the messages that failed for good, those of these keys or all, and return how many.

    With `office_id`, those of that office only; without, everybody's and the digests, which are of no office. Each
    keeps its key: what the provider already did under it is not done twice. A case erased since has nothing to send.
    """
    with clocks.agreeing():
        failed = Message.objects.select_for_update(of=("self",)).filter(state="failed", case__purged_on=None)
        if office_id is not None:
            failed = failed.filter(office_id=office_id)
        if keys is not None:
            failed = failed.filter(key__in=keys)
        messages = list(failed.values_list("pk", "effect"))
        Message.objects.filter(pk__in=[pk for pk, _ in messages]).update(
            state="pending", attempts=0, next_at=at, problem=""
        )
        queue().put(messages)
    return len(messages)
