"""A worker process on PostgreSQL: takes jobs until it is stopped, and outlives a restart of the database."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence

from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

log = logging.getLogger(__name__)
BEFORE_ANOTHER_TRY = 2.0


def work(*, lanes: Sequence[str] = (), concurrency: int = 2, listen: bool = True, wait: bool = True) -> None:
    """Take jobs of these lanes, of all when none is named, until stopped; once through when `wait` is false.

    `listen` needs a session of one's own: without it (behind pgbouncer in transaction mode) jobs are looked for
    every second.
    """
    while True:
        try:
            with app.replace_connector(DjangoConnector().get_worker_connector()) as workers:
                workers.run_worker(
                    queues=list(lanes) or None,
                    concurrency=concurrency,
                    wait=wait,
                    listen_notify=listen,
                    fetch_job_polling_interval=5.0 if listen else 1.0,
                    delete_jobs="successful",
                    update_heartbeat_interval=settings.DUMENT_WORKER_SILENCE / 3,
                    stalled_worker_timeout=settings.DUMENT_WORKER_SILENCE,
                    shutdown_graceful_timeout=30,
                )
            return
        except (ConnectorException, OSError):
            log.warning("database_lost")
            time.sleep(BEFORE_ANOTHER_TRY)
