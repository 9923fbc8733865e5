"""Delivers what the acts left in the outbox: at least once, under a key that makes it once."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, transaction

from dument.jobs import engine
from dument.jobs.effects import carry_out
from dument.jobs.notices import Proof
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.faults import reached
from dument.ports.queue import queue
from dument.records import clocks
from dument.records.outbox.models import Message

MAX_ATTEMPTS = 55
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=2)
# A message due for that long, with no job for it, was lost by the engine.
LOST_AFTER = timedelta(minutes=5)


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after that many failures, one at least: doubled each time, two hours at most."""
    return min(FIRST_WAIT * (1 << min(attempts - 1, 12)), LONGEST_WAIT)


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
    reached("delivery.begun")
    proof, problem, never = _attempt(message, at)
    reached("delivery.done_by_provider")
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
        reached("delivery.in_transaction")
    reached("delivery.committed")
    return not problem


def _attempt(message: Message, at: datetime) -> tuple[Proof, str, bool]:
    """Return the proof, or the problem and whether it is for good; nothing leaves while the clocks disagree."""
    try:
        clocks.require()
        return carry_out(message, at), "", False
    except (TryAgain, NeverAgain) as failed:
        return {}, str(failed) or "Le prestataire n'a pas dit pourquoi.", isinstance(failed, NeverAgain)
    except DatabaseError:
        raise
    except Exception as broken:  # noqa: BLE001 - one poisoned message must not stop those behind it
        # The class alone: what an unforeseen error says may hold personal data.
        return {}, f"Erreur imprévue ({type(broken).__name__}) : un développeur doit regarder.", False


def deliver_or_wait(message_id: UUID, at: datetime) -> timedelta | None:
    """Deliver one message; return how long to wait before the next try, None when there is none to make."""
    if deliver(message_id, at):
        return None
    message = Message.objects.only("state", "next_at").get(pk=message_id)
    return message.next_at - at if message.state == "pending" else None


def drain(at: datetime, limit: int = 1000) -> int:
    """Deliver every message due at that instant, each once, and return how many are done."""
    return sum(deliver(message_id, at) for message_id in due(at, limit))


def put_back(at: datetime, limit: int = 500) -> int:
    """Tell the queue again of the messages it lost and return how many; the drain loop never loses any."""
    overdue = due(at - LOST_AFTER, limit)
    lost = set(overdue) - engine.held(overdue)
    messages = list(Message.objects.filter(pk__in=lost).values_list("pk", "effect"))
    with transaction.atomic():
        queue().put(messages)
    return len(messages)
