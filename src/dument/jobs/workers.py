"""A worker process on PostgreSQL: takes jobs until it is stopped, and outlives a restart of the database."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

log = logging.getLogger(__name__)
BEFORE_ANOTHER_TRY = 2.0


def work(*, lanes: Sequence[str] = (), concurrency: int = 2, listen: bool = True, wait: bool = True) -> None:
    """Take jobs of these lanes, of all when none is named, until stopped; once through when `wait` is false.

    `listen` needs a session of one's own: without it (behind pgbouncer in transaction mode) jobs are looked for
    every second. The engine stops by itself when it loses its database; only a signal stops the process.
    """
    options: dict[str, Any] = {
        "queues": list(lanes) or None,
        "concurrency": concurrency,
        "wait": wait,
        "listen_notify": listen,
        "fetch_job_polling_interval": 5.0 if listen else 1.0,
        "delete_jobs": "successful",
        "update_heartbeat_interval": settings.DUMENT_WORKER_SILENCE / 3,
        "stalled_worker_timeout": settings.DUMENT_WORKER_SILENCE,
        "shutdown_graceful_timeout": 30,
        "install_signal_handlers": False,
    }
    while True:
        try:
            asked = asyncio.run(_until_stopped(options))
        except (ConnectorException, OSError):
            asked = False
        if asked or not wait:
            return
        log.warning("database_lost")
        time.sleep(BEFORE_ANOTHER_TRY)


async def _until_stopped(options: dict[str, Any]) -> bool:
    """Run the engine; return whether a signal stopped it: what was begun is ended first."""
    asked = False
    with app.replace_connector(DjangoConnector().get_worker_connector()) as workers:
        async with workers.open_async():
            running = asyncio.create_task(workers.run_worker_async(**options))

            def stop() -> None:
                nonlocal asked
                asked = True
                running.cancel()

            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, stop)
            try:
                await running
            except asyncio.CancelledError:
                log.info("stopped")
    return asked
