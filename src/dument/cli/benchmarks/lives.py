"""Lives of cases on PostgreSQL, by one process then by two at once: twelve acts each, chain, outbox and job."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from statistics import median

from dument.cli.benchmarks.life import STEPS, live
from dument.cli.benchmarks.report import ROUNDS, Report
from dument.cli.benchmarks.stage import who

LIVES = 40
# The settings come first: this module reads the records.
ONE = "from dument.cli._site import ready; ready(); from dument.cli.benchmarks.lives import one; one()"


def run() -> Report:
    """Measure and return the report: medians of three rounds, one and two processes in turn."""
    live(who())
    seen: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(ROUNDS):
        for count, rates in seen.items():
            rates.append(_measure(count))
    alone, two = median(seen[1]) * STEPS, median(seen[2]) * STEPS
    report = Report(name="lives")
    report.add("actes par seconde, 1 processus", alone, "actes/s")
    report.add("actes par seconde, 2 processus", two, "actes/s", at_least=600)
    report.add("gain à deux processus", two / alone, "×", at_least=1.9)
    report.add("lettres en double", _doubled(), "", at_most=0)
    return report


def _measure(count: int) -> float:
    """Return how many lives a second so many processes live together."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", ONE],
            env=os.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(count)
    ]
    for process in running:
        assert process.stdout  # noqa: S101 - asked for above
        process.stdout.readline()  # it is warm
    started = time.perf_counter()
    for process in running:
        assert process.stdin  # noqa: S101
        process.stdin.write("\n")
        process.stdin.flush()
    for process in running:
        process.wait()
    return count * LIVES / (time.perf_counter() - started)


def _doubled() -> int:
    from django.db.models import Count

    from dument.records.outbox.models import Message

    sent = Message.objects.filter(effect="send_letter").values("case").annotate(n=Count("id"))
    return sent.filter(n__gt=1).count()


def one() -> None:
    """Be one of the processes: warm up, wait for the word, live."""
    acting = who()
    live(acting)
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(LIVES):
        live(acting)
