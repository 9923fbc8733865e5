"""More workers: letters rendered (the processor is the limit), letters handed to a slow carrier (waiting is)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from django.db import connection

from dument.cli.benchmarks.report import ROUNDS, Report
from dument.cli.benchmarks.stage import DAY, draft, morning, prepared_case, who
from dument.cli.benchmarks.together import READY, rate
from dument.procedure.states import Actor

LETTERS, WORKERS = 40, (1, 2, 4, 8)
EACH = 12  # letters a worker hands over, so that each number of workers runs as long
ANSWER = 0.2  # seconds that the carrier takes to answer: a service far away
RENDERING = READY + "from dument.cli.benchmarks.scaling import one; one({})"
SLOW = {
    "DUMENT_CARRIER": "dument.cli.benchmarks.stubs.SlowCarrier",
    "DUMENT_TYPESETTER": "dument.cli.benchmarks.stubs.NoTypesetter",
}
PATIENCE = 120


def run(size: int | None = None) -> Report:
    """Measure with that many letters rendered a process, forty by default, and return the report."""
    letters = size or LETTERS
    report = Report(name="scaling")
    rendering = _interleaved((1, 2), lambda count: rate(RENDERING.format(letters), count, letters))
    report.add("lettres rendues et gardées, 1 processus", rendering[1], "lettres/s")
    report.add("les mêmes, 2 processus", rendering[2], "lettres/s")
    report.add("gain à 2 (processeur)", rendering[2] / rendering[1], "×", at_least=1.9)
    os.environ |= SLOW
    handing = _interleaved(WORKERS, _handed_over)
    report.add(f"lettres remises, transporteur à {ANSWER:g} s, 1 travailleur", handing[1], "lettres/s")
    for count in WORKERS[1:]:
        told = f"gain à {count} travailleurs (attente)"
        report.add(told, handing[count] / handing[1], "×", at_least=7 if count == 8 else None)
    report.add("rapport au possible, 8 travailleurs", handing[8] * ANSWER / 8, "×")
    report.add("lettres remises deux fois", twice(_handed()), "", at_most=0)
    return report


def _interleaved(counts: tuple[int, ...], measure: Callable[[int], float]) -> dict[int, float]:
    seen: dict[int, list[float]] = {count: [] for count in counts}
    for _ in range(ROUNDS):
        for count, rates in seen.items():
            rates.append(measure(count))
    return {count: median(rates) for count, rates in seen.items()}


def one(letters: int) -> None:
    """Be one of the processes that render: warm up, wait for the word, seal so many letters."""
    from dument.cli.benchmarks.letters import sealing

    seal = sealing(prepared_case())
    seal(-1)
    print("ready", flush=True)
    sys.stdin.readline()
    for rank in range(letters):
        seal(rank)


def _handed_over(count: int) -> float:
    """Return how many letters a second so many workers hand over, each worker having one at a time.

    The workers start first, on an empty queue; what is timed is from the first letter taken to the last answer.
    """
    before, letters = len(_handed()), count * EACH
    command = [sys.executable, "-m", "dument.cli.main", "worker", "--lane", "letters", "--concurrency", "1"]
    workers = [subprocess.Popen(command, env=os.environ) for _ in range(count)]
    try:
        _until(lambda: _workers() >= count)
        _prepare(letters)
        _until(lambda: len(_handed()) >= before + letters)
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait()
    took = [(begun, ended) for _, begun, ended in _handed()[before:]]
    return letters / (max(ended for _, ended in took) - min(begun for begun, _ in took))


def _prepare(count: int) -> None:
    """Prepare so many letters, all let go at once: their jobs are written in one transaction."""
    from django.db import transaction

    from dument.actions import filing, letters

    acting = who()
    at = morning(DAY)
    cases = [draft(acting) for _ in range(count)]
    with transaction.atomic():
        for case_id in cases:
            filing.submit(case_id=case_id, by=acting.by(Actor.CREDITOR), at=at)
            letters.prepare(case_id=case_id, by=acting.by(Actor.OFFICER), at=at)


def _workers() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_workers")
        return int(cursor.fetchone()[0])


def _until(holds: Callable[[], bool]) -> None:
    started = time.monotonic()
    while not holds():
        if time.monotonic() - started > PATIENCE:
            raise TimeoutError("les travailleurs n'avancent pas")
        time.sleep(0.05)


def record() -> Path:
    """Return the file where the slow carrier writes each letter it is handed: key, begun, ended."""
    from django.conf import settings

    return Path(settings.DUMENT_VAR) / "handed.txt"


def note(key: str, begun: datetime) -> None:
    """Write one letter handed over, ended now, in one write that no other process cuts."""
    line = f"{key}\t{begun.timestamp()}\t{datetime.now(UTC).timestamp()}\n"
    with record().open("ab", buffering=0) as opened:
        opened.write(line.encode())


def _handed() -> list[tuple[str, float, float]]:
    path = record()
    lines = path.read_text().splitlines() if path.exists() else []
    return [(key, float(begun), float(ended)) for key, begun, ended in (line.split("\t") for line in lines)]


def twice(handed: list[tuple[str, float, float]]) -> int:
    """Return how many letters were handed over more than once."""
    return sum(times > 1 for times in Counter(key for key, _, _ in handed).values())
