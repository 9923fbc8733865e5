"""Delivers what the acts left in the outbox: at least once, under a key that makes it once."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from dument.jobs.effects import carry_out
from dument.ports.errors import NeverAgain, TryAgain
from dument.records.outbox.models import Message

MAX_ATTEMPTS = 55
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=2)


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after that many failures: doubled each time, two hours at most."""
    return min(FIRST_WAIT * (1 << min(attempts, 12)), LONGEST_WAIT)


def due(at: datetime, limit: int = 100) -> list[UUID]:
    """Return the messages to deliver at that instant, oldest first."""
    waiting = Message.objects.filter(state="pending", next_at__lte=at).order_by("created_at", "id")
    return list(waiting.values_list("id", flat=True)[:limit])


def deliver(message_id: UUID, at: datetime) -> bool:
    """Deliver one message and tell whether it is done.

    The provider is called outside any transaction; only then is the proof written. A process killed in between
    calls again with the same key, which the provider already knows.
    """
    message = Message.objects.get(pk=message_id)
    if message.state != "pending":
        return message.state == "done"
    try:
        proof, problem = carry_out(message, at), ""
    except (TryAgain, NeverAgain) as failed:
        proof, problem = {}, str(failed)
        never = isinstance(failed, NeverAgain)
    with transaction.atomic():
        locked = Message.objects.select_for_update(of=("self",)).get(pk=message_id)
        if locked.state != "pending":
            return locked.state == "done"
        locked.attempts += 1
        if not problem:
            locked.state, locked.proof, locked.problem = "done", dict(proof), ""
        else:
            locked.problem = problem[:300]
            locked.next_at = at + wait_after(locked.attempts)
            if never or locked.attempts >= MAX_ATTEMPTS:
                locked.state = "failed"
        locked.save()
    return not problem


def drain(at: datetime, limit: int = 1000) -> int:
    """Deliver every message due at that instant, each once, and return how many are done."""
    return sum(deliver(message_id, at) for message_id in due(at, limit))
