"""A PostgreSQL server of its own for drills, durable as in production, which they may kill."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import psycopg

from tests.postgres import Cluster, PostgresUnavailableError, throwaway_cluster


class Server:
    """A cluster as drills know it."""

    def __init__(self, cluster: Cluster) -> None:
        """Keep the cluster."""
        self.cluster = cluster

    def fresh(self, template: str = "") -> str:
        """Make a database, a copy of another when one is named, and return its address."""
        name = f"p{uuid4().hex[:12]}"
        copied = f" TEMPLATE {template.rpartition('/')[2]}" if template else ""
        with psycopg.connect(self.cluster.url, autocommit=True) as opened:
            opened.execute(f"CREATE DATABASE {name}{copied}".encode())
        return self.cluster.url_of(name)

    def kill(self) -> None:
        """Kill the server and all its children at once, as a power cut does."""
        server = self.cluster.pid
        children = children_of(server)
        for pid in (server, *children):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def start(self) -> None:
        """Start again; the first try may come while orphans still hold the lock file."""
        for _ in range(20):
            with suppress(PostgresUnavailableError):
                self.cluster.start()
                return
            time.sleep(0.5)
        self.cluster.start()


def children_of(server: int) -> list[int]:
    """Return the processes of a server, from /proc."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == server:
                found.append(int(stat.parent.name))
    return found


@contextmanager
def durable() -> Iterator[Server]:
    """Yield a throw-away server whose commits reach the disk. Raises PostgresUnavailableError."""
    with throwaway_cluster() as cluster:
        cluster.stop()
        cluster.configure(fsync="on", synchronous_commit="on", full_page_writes="on")
        cluster.start()
        yield Server(cluster)
