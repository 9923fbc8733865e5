"""Run a command on a throw-away PostgreSQL cluster: `python -m scripts.dev.with_postgres COMMAND…`.

The command finds the cluster's address in DATABASE_URL.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from types import FrameType

from tests.postgres import PostgresUnavailableError, throwaway_cluster


def _leave(signum: int, _frame: FrameType | None) -> None:
    sys.exit(128 + signum)  # an ordinary exit, so that the cluster is destroyed on the way out


def main() -> int:
    """Return the command's exit status; 1 when no server can be started and nothing may be skipped."""
    signal.signal(signal.SIGTERM, _leave)
    try:
        with throwaway_cluster() as cluster:
            return subprocess.run(
                sys.argv[1:], env=os.environ | {"DATABASE_URL": cluster.url}, check=False
            ).returncode
    except PostgresUnavailableError as why:
        print(f"Sauté : {why}\n« ./dev system » installe PostgreSQL.", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
