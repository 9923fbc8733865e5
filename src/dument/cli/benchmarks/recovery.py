"""Everything killed at once under load, again and again: how soon it answers, and whether anything said was lost."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median, quantiles

import psycopg
from django.db import close_old_connections

from dument.cli.benchmarks.processes import server_processes
from dument.cli.benchmarks.report import Report
from dument.cli.drills.platform import Platform, kill, until
from dument.cli.drills.processes import Process
from dument.cli.drills.stage import DAY

ROUNDS, LOAD = 20, 15
PATIENCE = 60.0


@dataclass(slots=True, kw_only=True)
class Running:
    """What runs over the database: a site, a worker, people who act; each acknowledged act is written by them."""

    platform: Platform
    port: int
    cookie: str
    processes: list[Process] = field(default_factory=list)

    def start(self) -> None:
        """Start the site and the worker, as their service manager does after a death."""
        site = self.platform.start(
            "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port), "--workers", "1",
            "--no-ws", "--log-level", "error", "dument.config.wsgi:application",
        )  # fmt: skip
        self.processes = [site, self.platform.start_act("worker")]

    def answers(self) -> bool:
        """Tell whether a debtor reads his case: the site, its session, the case, from the database."""
        link = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            link.request("GET", "/repondre/dossier", headers={"Cookie": self.cookie})
            return link.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            link.close()


def run(size: int | None = None) -> Report:
    """Kill everything that many times, twenty by default, and return the report.

    The server is started again by whoever keeps it (`scripts.dev.with_postgres`, a service manager in production).
    """
    rounds = size or ROUNDS
    platform = Platform(
        var=Path(os.environ["DUMENT_VAR"]), url=os.environ["DATABASE_URL"], extra={"DUMENT_DAY": DAY}
    )
    platform.must(platform.act("people"))
    _, cookie = platform.must(platform.act("invited_visitor")).split()
    running = Running(platform=platform, port=_free_port(), cookie=cookie.replace(";", "; "))
    running.start()
    try:
        until("le site répond", running.answers, PATIENCE)
        seconds = [_kill_everything(running) for _ in range(rounds)]
        until("la base et les travailleurs ont tout livré", lambda: _waiting() == 0, PATIENCE)
        return _report(platform, seconds)
    finally:
        platform.stop()


def _kill_everything(running: Running) -> float:
    """Let people act, kill all of it, start all of it; return the seconds until a debtor reads his case again."""
    platform = running.platform
    mark = platform.said().count("ack")
    people = platform.start_act("lives", "500")
    until("des actes", lambda: platform.said().count("ack") >= mark + LOAD, PATIENCE)
    with psycopg.connect(platform.url) as opened:
        backend = opened.info.backend_pid
        doomed = list(server_processes(backend))
    started = time.perf_counter()
    for pid in doomed:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for process in (*running.processes, people):
        kill(process)
    running.start()
    while not running.answers():
        if time.perf_counter() - started > PATIENCE:
            raise TimeoutError(
                "rien ne répond plus : la base est-elle relancée (scripts.dev.with_postgres) ?"
            )
        time.sleep(0.05)
    return time.perf_counter() - started


def _report(platform: Platform, seconds: Sequence[float]) -> Report:
    close_old_connections()  # ours may have died with the server
    said = platform.said()
    report = Report(name="recovery")
    worst = quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
    report.add("de la mort de tout à la première réponse, médiane", median(seconds), "s")
    report.add(f"la même, 95 sur 100 de {len(seconds)} morts", worst, "s", at_most=5)
    report.add("actes confirmés à quelqu'un", said.count("ack"), "")
    report.add("actes confirmés et perdus", len(lost(said)), "", at_most=0)
    report.add("lettres imprimées deux fois", _twice(platform), "", at_most=0)
    report.add("invariants rompus", len(platform.breaches()), "", at_most=0)
    return report


def lost(said: str) -> list[str]:
    """Return those of the acknowledgements ("ack CASE ACT", a line each) that the journal does not hold."""
    from dument.cli.drills.story import WORD_OF
    from dument.records.journal.models import Event

    held = {f"{case} {WORD_OF.get(act, act)}" for case, act in Event.objects.values_list("case_id", "type")}
    told: Iterator[str] = (line.removeprefix("ack ") for line in said.splitlines() if line.startswith("ack "))
    return [line for line in told if len(line.split()) == 2 and line not in held]


def _waiting() -> int:
    from dument.records.outbox.models import Message

    close_old_connections()
    return Message.objects.filter(state="pending").count()


def _twice(platform: Platform) -> int:
    return sum(len(lines) > 1 for lines in platform.letters().values())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
