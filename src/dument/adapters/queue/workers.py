"""PostgreSQL: a job of Procrastinate per message, written by the very transaction that writes the message."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job
from procrastinate.manager import JobManager

from dument.ports.queue import DELIVER, LETTERS, NOTICES

LANE_OF = {"send_letter": LETTERS, "send_code": LETTERS, "deliver_debtor_copy": LETTERS}


def job_for(message_id: UUID, effect: str) -> Job:
    """Return the job that delivers a message, in its lane; two jobs of one message never run together."""
    return Job(
        queue=LANE_OF.get(effect, NOTICES),
        lock=str(message_id),
        queueing_lock=None,
        task_name=DELIVER,
        task_kwargs={"message_id": str(message_id)},
    )


class Workers:
    """Tells the workers, wherever they run, through the database's own transaction."""

    def put(self, messages: Sequence[tuple[UUID, str]]) -> None:
        """Write one job a message on Django's own connection: rolled back, it never was."""
        if messages:
            jobs = [job_for(message_id, effect) for message_id, effect in messages]
            JobManager(DjangoConnector()).batch_defer_jobs(jobs)
