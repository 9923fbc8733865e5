"""The workers' engine on PostgreSQL (Procrastinate): what it still holds, and what a killed worker left."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import transaction

from dument.ports.queue import DELIVER
from dument.records.outbox.models import Message

DAYS_KEPT = 7
# A job interrupted that often (a worker killed while doing it) is no longer tried: a person looks at it.
INTERRUPTIONS = 3


def held(messages: Collection[UUID]) -> set[UUID]:
    """Return those of these messages for which a job waits or runs; none on the embedded database."""
    if not settings.ON_POSTGRESQL:
        return set()
    from procrastinate.contrib.django.models import ProcrastinateJob

    locks = ProcrastinateJob.objects.filter(
        status__in=("todo", "doing"), lock__in=[str(pk) for pk in messages]
    )
    return {UUID(lock) for lock in locks.values_list("lock", flat=True)}


def put_back_stalled(at: datetime) -> int:
    """Put back the jobs of workers that gave no sign of life; return how many. Nothing on the embedded database."""
    if not settings.ON_POSTGRESQL:
        return 0
    from procrastinate.contrib.django.django_connector import DjangoConnector
    from procrastinate.manager import JobManager

    manager = JobManager(DjangoConnector())
    stalled = list(
        async_to_sync(manager.get_stalled_jobs)(seconds_since_heartbeat=settings.DUMENT_WORKER_SILENCE)
    )
    for job in stalled:
        if job.task_name == DELIVER:
            _park_if_hopeless(UUID(job.lock), job.attempts)
        async_to_sync(manager.retry_job)(job)
    return len(stalled)


def _park_if_hopeless(message_id: UUID, tried: int) -> None:
    """Fail for good a message whose job was interrupted too often: tried by the engine, never answered."""
    with transaction.atomic():
        message = Message.objects.select_for_update(of=("self",)).get(pk=message_id)
        if message.state == "pending" and tried - message.attempts >= INTERRUPTIONS:
            message.state = "failed"
            message.problem = (
                f"L'envoi a été interrompu {INTERRUPTIONS} fois : à examiner avant de le relancer."
            )
            message.save(update_fields=["state", "problem"])


def forget_old_jobs(at: datetime) -> int:
    """Delete the jobs that ended a week ago, the outbox keeps the proof; return how many ended badly."""
    if not settings.ON_POSTGRESQL:
        return 0
    from procrastinate.contrib.django.django_connector import DjangoConnector
    from procrastinate.contrib.django.models import ProcrastinateJob
    from procrastinate.manager import JobManager

    failed = ProcrastinateJob.objects.filter(status="failed").count()
    delete = async_to_sync(JobManager(DjangoConnector()).delete_old_jobs)
    delete(nb_hours=24 * DAYS_KEPT, include_failed=True, include_cancelled=True, include_aborted=True)
    return failed
