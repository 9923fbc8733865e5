"""Run a command on a throw-away PostgreSQL cluster: `python -m scripts.dev.with_postgres COMMAND…`.

The command finds the cluster's address in DATABASE_URL. For what is measured (`dument bench`), a commit reaches the
disk as in production, and a server that dies is started again at once, as a service manager does.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from tests.postgres import Cluster, PostgresUnavailableError, throwaway_cluster

SERVED = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "1GB",
    "max_wal_size": "4GB",
}


def _leave(signum: int, _frame: FrameType | None) -> None:
    sys.exit(128 + signum)  # an ordinary exit, so that the cluster is destroyed on the way out


@contextmanager
def _served(cluster: Cluster) -> Iterator[None]:
    """Make the cluster durable, and start it again whenever it died."""
    cluster.stop()
    cluster.configure(**SERVED)
    cluster.start()
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.1):
            if not _runs(cluster):
                with suppress(PostgresUnavailableError):  # orphans may still hold the lock file: again
                    cluster.start()

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()


def _runs(cluster: Cluster) -> bool:
    try:
        os.kill(cluster.pid, 0)
    except (ProcessLookupError, FileNotFoundError, IndexError, ValueError):
        return False
    except PermissionError:
        return True
    return True


def main() -> int:
    """Return the command's exit status; 1 when no server can be started and nothing may be skipped."""
    signal.signal(signal.SIGTERM, _leave)
    command = sys.argv[1:]
    try:
        with throwaway_cluster() as cluster:
            env = os.environ | {"DATABASE_URL": cluster.url}
            if command[1:2] != ["bench"]:
                return subprocess.run(command, env=env, check=False).returncode
            with _served(cluster):
                return subprocess.run(command, env=env, check=False).returncode
    except PostgresUnavailableError as why:
        print(f"Sauté : {why}\n« ./dev system » installe PostgreSQL.", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
