"""The tasks of the workers on PostgreSQL: deliver a message, run a reconciler, and the beat every ten seconds."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job
from procrastinate.manager import JobManager

from dument.jobs import outbox, reconcilers
from dument.jobs.reconcilers import STALLED
from dument.ports.queue import DELIVER
from dument.queries import clock

CLOCK = "clock"
RECONCILE, BEAT = "dument.reconcile", "dument.beat"
AFTER_A_FAULT = timedelta(seconds=10)


class Later(Exception):
    """The message stays in the outbox, which says how long to wait."""

    def __init__(self, wait: timedelta) -> None:
        """Keep how long."""
        super().__init__("à livrer plus tard")
        self.wait = wait


class AsTheOutboxSays(BaseRetryStrategy):
    """Tries again when the row of the outbox says; after any other fault (the database gone), in ten seconds."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        """Return when the job is to be tried again."""
        wait = exception.wait if isinstance(exception, Later) else AFTER_A_FAULT
        return RetryDecision(retry_in={"seconds": max(1, int(wait.total_seconds()))})


@app.task(name=DELIVER, retry=AsTheOutboxSays())
def deliver(message_id: str) -> None:
    """Deliver one message; raise Later when it has to wait."""
    at = clock.now()
    wait = outbox.deliver_or_wait(UUID(message_id), at)
    if wait is not None:
        raise Later(wait)


@app.task(name=RECONCILE, retry=False)
def reconcile(name: str) -> None:
    """Run one reconciler."""
    reconcilers.run(name, clock.now())


@app.periodic(cron="* * * * * */10")
@app.task(name=BEAT, queue=CLOCK, queueing_lock=BEAT, retry=False)
def beat(timestamp: int) -> None:
    """Every ten seconds, on one worker: hand out the reconcilers that are due, each at most once at a time.

    What killed workers left is put back here and now: were it a job, the job itself could be what they left.
    """
    at, manager = clock.now(), JobManager(DjangoConnector())
    due = reconcilers.due_at(at)
    if STALLED in due:
        reconcilers.run(STALLED, at)
    for name in due:
        if name == STALLED:
            continue
        job = Job(queue=CLOCK, lock=name, queueing_lock=name, task_name=RECONCILE, task_kwargs={"name": name})
        with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
            manager.defer_job(job)
