"""Processes that work at the same time: each warms up, waits for the word, then does its share."""

from __future__ import annotations

import os
import subprocess
import sys
import time

READY = "from dument.cli._site import ready; ready(); "  # the settings come before the records


def rate(code: str, count: int, each: int) -> float:
    """Return how many a second so many processes do together, each `each` of them.

    `code` says "ready" on its own line once warm, then reads a line before it begins.
    """
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            env=os.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(count)
    ]
    try:
        for process in running:
            assert process.stdout  # noqa: S101 - asked for above
            if process.stdout.readline() != "ready\n":
                raise RuntimeError(f"un processus de mesure s'est arrêté avant de commencer : {code}")
        started = time.perf_counter()
        for process in running:
            assert process.stdin  # noqa: S101
            process.stdin.write("\n")
            process.stdin.flush()
        if max(process.wait() for process in running):
            raise RuntimeError(f"un processus de mesure a échoué : {code}")
        return count * each / (time.perf_counter() - started)
    finally:
        for process in running:
            process.kill()
