"""Lives of cases on PostgreSQL, by one process then by two, beside the same writes made by hand with bare Django."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from statistics import median

from dument.cli.benchmarks.life import STEPS, live
from dument.cli.benchmarks.report import ROUNDS, Report
from dument.cli.benchmarks.stage import draft, who

LIVES = 40
AT = datetime(2026, 10, 13, 8, tzinfo=UTC)
# The settings come first: this module reads the records.
ONE = (
    "from dument.cli._site import ready; ready(); from dument.cli.benchmarks.lives import one; one('{}', {})"
)


def run(size: int | None = None) -> Report:
    """Measure that many lives a process and a round, forty by default, one and two processes in turn."""
    live(who())
    seen: dict[tuple[str, int], list[float]] = {("live", 1): [], ("live", 2): [], ("bare", 2): []}
    for _ in range(ROUNDS):
        for (kind, count), rates in seen.items():
            rates.append(_measure(kind, count, size or LIVES))
    alone, two, bare = (median(rates) * STEPS for rates in seen.values())
    report = Report(name="lives")
    report.add("actes par seconde, 1 processus", alone, "actes/s")
    report.add("actes par seconde, 2 processus", two, "actes/s", at_least=600)
    report.add("Django nu, verrou, ligne chaînée et message écrits à la main, 2 processus", bare, "actes/s")
    report.add("rapport à Django nu", two / bare, "", at_least=0.75)
    report.add("gain à deux processus", two / alone, "×", at_least=1.9)
    report.add("lettres en double", _doubled(), "", at_most=0)
    return report


def _measure(kind: str, count: int, lives: int) -> float:
    """Return how many lives a second so many processes live together."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", ONE.format(kind, lives)],
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
    return count * lives / (time.perf_counter() - started)


def _doubled() -> int:
    from django.db.models import Count

    from dument.records.outbox.models import Message

    sent = Message.objects.filter(effect="send_letter").values("case").annotate(n=Count("id"))
    return sent.filter(n__gt=1).count()


def one(kind: str, lives: int) -> None:
    """Be one of the processes: warm up, wait for the word, live."""
    acting = who()
    do: Callable[[], None] = partial(live, acting) if kind == "live" else _bare
    do()
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(lives):
        do()


def _bare() -> None:
    """Write what a life leaves, without its rules: per act a lock, a chained line, a message, the state."""
    from django.db import transaction

    from dument.records.cases.models import Case
    from dument.records.journal.chain import Line, append
    from dument.records.outbox.models import Message

    case_id = draft(who())
    for rank in range(STEPS - 1):
        with transaction.atomic():
            case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
            case.version += 1
            line = Line(type="bench", on=AT.date(), at=AT, actor="system", actor_id="", body={"rank": rank})
            number = append(case, line).number
            key = f"{case.reference}/{number}/bench"
            Message.objects.create(case=case, key=key, effect="bench", next_at=AT, created_at=AT)
            case.save()
