"""Which processes are the database server's, from one of its backends."""

from __future__ import annotations

import subprocess


def server_processes(backend: int) -> list[int]:
    """Return the server that this backend belongs to, then all of its children. It must run on this machine."""
    told = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = (line.split() for line in told.splitlines())
    parent_of = {int(pid): int(parent) for pid, parent in pairs}
    server = parent_of[backend]
    return [server, *(pid for pid, parent in parent_of.items() if parent == server)]
