"""Lives of cases on PostgreSQL, by one process then by two, beside peers and beside the database's own limit."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from statistics import median

from dument.cli.benchmarks import limit
from dument.cli.benchmarks.life import STEPS, live
from dument.cli.benchmarks.report import ROUNDS, Report
from dument.cli.benchmarks.stage import draft, who
from dument.cli.benchmarks.together import READY, rate

LIVES = 40
AT = datetime(2026, 10, 13, 8, tzinfo=UTC)
OURS = READY + "from dument.cli.benchmarks.lives import one; one('{}', {})"
PEER = "from dument.cli.benchmarks.peers import viewflow; viewflow."


def run(size: int | None = None) -> Report:
    """Measure that many lives a process and a round, forty by default, one and two processes in turn."""
    live(who())
    lives = size or LIVES
    timed: dict[str, Callable[[], float]] = {
        "alone": lambda: rate(OURS.format("live", lives), 1, lives) * STEPS,
        "two": lambda: rate(OURS.format("live", lives), 2, lives) * STEPS,
        "bare": lambda: rate(OURS.format("bare", lives), 2, lives) * STEPS,
    }
    if find_spec("viewflow"):
        subprocess.run([sys.executable, "-c", f"{PEER}prepare()"], env=os.environ, check=True)
        timed["viewflow"] = lambda: rate(f"{PEER}one({lives})", 2, lives) * STEPS
    if program := limit.pgbench():
        timed["pgbench"] = lambda: limit.transactions(program, clients=2, seconds=3)
    seen: dict[str, list[float]] = {name: [] for name in timed}
    for _ in range(ROUNDS):
        for name, measure in timed.items():
            seen[name].append(measure())
    return _report({name: median(values) for name, values in seen.items()})


def _report(found: dict[str, float]) -> Report:
    report = Report(name="lives")
    report.add("actes par seconde, 1 processus", found["alone"], "actes/s")
    report.add("actes par seconde, 2 processus", found["two"], "actes/s", at_least=600)
    report.add("gain à deux processus", found["two"] / found["alone"], "×", at_least=1.9)
    bare = "Django nu, verrou, ligne chaînée et message écrits à la main, 2 processus"
    report.add(bare, found["bare"], "actes/s")
    report.add("rapport à Django nu", found["two"] / found["bare"], "×", at_least=0.75)
    if "viewflow" in found:
        report.add("django-viewflow, sans papier ni chaîne, 2 processus", found["viewflow"], "étapes/s")
        report.add("rapport à django-viewflow", found["two"] / found["viewflow"], "×", at_least=2)
    if "pgbench" in found:
        report.add("pgbench, un verrou et quatre écritures, 2 clients", found["pgbench"], "transactions/s")
        report.add("rapport à pgbench", found["two"] / found["pgbench"], "×")
    report.add("lettres en double", doubled(), "", at_most=0)
    return report


def doubled() -> int:
    """Return how many cases have two letters to send."""
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
