"""Pages with ten thousand then a million cases: an open loop of visitors on the site as it is deployed (PostgreSQL)."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from http.client import HTTPConnection, HTTPException
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID

from django.db import connection
from django.test import Client

from dument.cli.benchmarks.copies import copy
from dument.cli.benchmarks.report import Report
from dument.cli.benchmarks.stage import draft, who
from dument.cli.demonstration.people import People
from dument.cli.drills import story
from dument.cli.serve import site_command
from dument.records.accounts.models import User
from dument.records.cases.models import Case, Party
from dument.web.watching import security

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL, CASES, OFFICES = 10_000, 1_000_000, 36
RATE, SECONDS, WORKERS = 100, 30, 2
TOKEN = "d" * 32
# Cases shared out among the offices of every court; a fifth have their month running.
CHANGED = {
    "id": "made.id",
    "office_id": "made.office_id",
    "reference": "'DU-' || overlay(upper(lpad(to_hex(made.rank), 8, '0')) placing '-' from 5 for 0)",
    "state": "CASE WHEN made.rank %% 5 = 0 THEN 'invited' WHEN made.rank %% 5 = 1 THEN 'submitted' ELSE 'refused' END",
    "awaits": "CASE WHEN made.rank %% 5 = 0 THEN 'answer' WHEN made.rank %% 5 = 1 THEN 'check' ELSE 'closed' END",
    "dispatched_on": "DATE '2026-10-13'",
    "raw_last_day": "DATE '2026-11-13' + made.rank %% 30",
    "last_day": "DATE '2026-11-13' + made.rank %% 30",
}
MADE = """
CREATE TABLE made AS SELECT gen_random_uuid() AS id, rank, (ARRAY(SELECT id FROM accounts_office ORDER BY id))
    [1 + rank %% (SELECT count(*) FROM accounts_office)] AS office_id
FROM generate_series(%s::int, %s::int) AS rank
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request of the loop."""

    method: str
    path: str
    cookie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Seconds of each answer, from the moment it was due; how many were errors."""

    seconds: Sequence[float]
    errors: int

    def at(self, share: float) -> float:
        """Return the milliseconds within which that share of the answers came."""
        return sorted(self.seconds)[int(share * (len(self.seconds) - 1))] * 1000


def run(size: int | None = None) -> Report:
    """Measure with a hundredth of that many cases, then with all, a million by default."""
    largest = size or CASES
    smallest = min(SMALL, largest // 10)
    acting = who()
    visitors = [_visitor(acting) for _ in range(20)]
    model = draft(acting)
    report, found, there = Report(name="pages"), [], 0
    for wanted in (smallest, largest):
        _fill(model, there + 1, wanted)
        there = wanted
        with _site() as port:
            found.append(_loop(port, _requests(acting, visitors), SECONDS if largest >= CASES else 2))
        told = f"{wanted:,}".replace(",", "\u202f")
        report.add(f"{told} dossiers, médiane", found[-1].at(0.5), "ms")
        limit = 150 if wanted == largest else None
        report.add(f"{told} dossiers, 99 sur 100", found[-1].at(0.99), "ms", at_most=limit)
        report.add(f"{told} dossiers, erreurs", found[-1].errors, "", at_most=0)
    report.add("rapport des 99 sur 100", found[1].at(0.99) / found[0].at(0.99), "", at_most=1.3)
    return report


def _fill(model: UUID, first: int, last: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS made")
        cursor.execute(MADE, [first, last])
        copy(Case, model, CHANGED, source="made")
        for party in Party.objects.filter(case_id=model):
            changed = {"id": "gen_random_uuid()", "case_id": "made.id", "office_id": "made.office_id"}
            copy(Party, party.pk, changed | {"name": "model.name || made.rank"}, source="made")
        cursor.execute("VACUUM ANALYZE")  # as autovacuum does after so many insertions
        cursor.execute("CHECKPOINT")  # what they left to write is not what is measured


def _visitor(acting: People) -> str:
    """Return the cookies of a debtor who may answer."""
    from dument.cli.drills.pages import visitor_of

    return f"{visitor_of(story.invited(acting))}; csrftoken={TOKEN}"


def _signed_in(user: User) -> str:
    """Return the cookies of a member of an office who has shown his second factor."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[security.STEPS] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session[security.STEPS_OF] = str(user.pk)
    session.save()
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def _requests(acting: People, visitors: Sequence[str]) -> Callable[[int], Asked]:
    """Return the request of each rank: of twenty, sixteen read, three search (one by a name), one posts."""
    officer = _signed_in(acting.officer)
    cases = Case.objects.filter(office=acting.office, parties__role="debtor")
    own = list(cases.values_list("reference", "parties__name")[:200])
    turn = count()

    def asked(rank: int) -> Asked:
        place = rank % 20
        if place == 19:
            visitor = visitors[next(turn) % len(visitors)]
            return Asked(method="POST", path="/repondre/dossier/accepter", cookie=visitor)
        reference, name = own[rank % len(own)]
        if place in {4, 9, 14}:
            search = quote(name if place == 14 else reference)
            return Asked(method="GET", path=f"/etude/?etat=all&q={search}", cookie=officer)
        path = ("/etude/", f"/etude/dossiers/{reference}", "/", "/repondre/dossier")[rank % 4]
        return Asked(method="GET", path=path, cookie=visitors[0] if path.startswith("/repondre") else officer)

    return asked


def _loop(port: int, asked: Callable[[int], Asked], seconds: int) -> Measured:
    """Send so many requests a second whatever the answers take, and time each from when it was due."""
    ask_all = RATE * seconds
    for rank in range(40):
        _ask(port, asked(rank))
    started = time.perf_counter() + 0.5
    errors: list[int] = []

    def one(rank: int) -> float:
        due = started + rank / RATE
        time.sleep(max(0.0, due - time.perf_counter()))
        request = asked(rank)
        status = _ask(port, request)
        due_status = (
            200 if request.method == "GET" else 302
        )  # a page read is the page, not the way to another
        if status != due_status:
            errors.append(status)
        return time.perf_counter() - due

    with ThreadPoolExecutor(32) as threads:
        return Measured(seconds=list(threads.map(one, range(ask_all))), errors=len(errors))


def _ask(port: int, asked: Asked) -> int:
    link = HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": asked.cookie}
    body = None
    if asked.method == "POST":
        body = f"csrfmiddlewaretoken={TOKEN}"
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        link.request(asked.method, asked.path, body=body, headers=headers)
        answer = link.getresponse()
        answer.read()
        return answer.status
    except (OSError, HTTPException):
        return 0
    finally:
        link.close()


@contextmanager
def _site() -> Iterator[int]:
    """Serve the site by granian with two workers, as it is deployed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        site_command("127.0.0.1", port, WORKERS),
        env=os.environ | {"DUMENT_DAY": date(2026, 10, 13).isoformat()},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait = time.monotonic() + 60
        while _ask(port, Asked(method="GET", path="/sante/vivant", cookie="")) != 200:
            if time.monotonic() > wait:
                raise TimeoutError("le site ne répond pas")
            time.sleep(0.2)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
