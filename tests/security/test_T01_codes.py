"""T1, T2: who guesses a code, who keeps the debtor out, who stays in with a dead code."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dument.actions import codes, ordinary, trials
from dument.actions.codes import WrongCode, open_case
from dument.actions.trials import TooManyTrials
from dument.procedure.states import Actor
from dument.queries import office
from dument.records import clocks
from dument.records.cases.models import Case, CodeLock, CodeTrial
from dument.web.networks import network_of
from tests import stories
from tests.postgres import Cluster

ROOT = Path(__file__).resolve().parents[2]
AT = stories.instant("2026-10-20")
WRONG = "2222 2222 2222"
HOME, ATTACKER = "198.51.100.0/24", "203.0.113.0/24"


def wrongly(reference: str, times: int = 1, network: str = "") -> None:
    """Try a wrong code that often."""
    for _ in range(times):
        with pytest.raises(WrongCode):
            open_case(reference=reference, code=WRONG, at=AT, network=network)


def judged(networks: int, tries: int, reference: Callable[[int], str], at: datetime = AT) -> int:
    """Return how many codes were looked at when each network tries that often."""
    looked_at = 0
    for number in range(networks):
        for rank in range(tries):
            try:
                open_case(reference=reference(rank), code=WRONG, at=at, network=f"192.0.{number}.0/24")
            except WrongCode:
                looked_at += 1
            except TooManyTrials:
                pass
    return looked_at


def test_no_spelling_of_the_reference_escapes_the_throttle(people: stories.People) -> None:
    reference = stories.case_in("invited", people).reference
    bare = reference.replace("-", "")
    for typed in (bare, bare.lower(), f" {bare[2:]} ", bare + "ZZZZ", "–".join(bare)):
        wrongly(typed)
    assert set(CodeTrial.objects.values_list("reference", flat=True)) == {reference}
    with pytest.raises(TooManyTrials):
        open_case(reference=reference, code=WRONG, at=AT)


def test_trials_made_at_once_count_one_another(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each starts while the former is still being judged: all of them would see an empty count."""
    reference = stories.case_in("invited", people).reference
    judged, real = [], codes.code_of

    def slow(*given: Any) -> str:
        judged.append(given)
        if len(judged) < 8:
            with pytest.raises((WrongCode, TooManyTrials)):
                open_case(reference=reference, code=WRONG, at=AT + timedelta(seconds=len(judged)))
        return real(*given)

    monkeypatch.setattr(codes, "code_of", slow)
    wrongly(reference)
    assert len(judged) == trials.TRIES_AN_HOUR


def test_a_million_guesses_open_none_of_many_cases() -> None:
    """Whoever met no throttle at all, and needed no reference: any code of any case would do."""
    symbols = {symbol: rank for rank, symbol in enumerate(codes.ALPHABET)}
    real = set()
    for number in range(20_000):
        told = codes.code_of(UUID(int=number), 1)[:-1]
        real.add(sum(symbols[symbol] << (5 * place) for place, symbol in enumerate(told)))
    assert len(real) == 20_000
    guess = random.Random(20_261_127).getrandbits  # noqa: S311  # the same guesses each time
    assert not any(guess(55) in real for _ in range(1_000_000))


def test_one_reference_is_tried_a_bounded_number_of_times_whoever_tries(people: stories.People) -> None:
    reference = stories.case_in("invited", people).reference
    assert judged(12, 8, lambda _: reference) == trials.FROM_EVERYWHERE_A_DAY


def test_one_network_tries_a_bounded_number_of_references(db: None) -> None:
    assert judged(1, 30, lambda rank: f"DU-2222-22{rank + 32}") == trials.OF_A_NETWORK_AN_HOUR
    for hour in range(1, 6):
        judged(1, 30, lambda rank: f"DU-2222-2{rank + 320}", AT + timedelta(hours=hour))
    assert CodeTrial.objects.count() == trials.OF_A_NETWORK_A_DAY


def test_a_site_under_attack_leaves_each_network_its_first_try(
    people: stories.People, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Shutting the door to all would be what the attacker wants: silence is a refusal."""
    monkeypatch.setattr(trials, "OF_THE_SITE_AN_HOUR", 40)
    assert judged(10, 10, lambda rank: f"DU-3333-33{rank + 32}") < 40 + 10 * trials.UNDER_GUARD_AN_HOUR
    assert "codes_under_attack" in caplog.text
    assert "192.0." not in caplog.text
    case = stories.case_in("invited", people)
    wrongly(case.reference, 1, HOME)
    assert open_case(reference=case.reference, code=stories.code_of(case), at=AT, network=HOME) == case.pk


def test_what_a_visitor_says_of_his_address_counts_for_nothing(people: stories.People, settings: Any) -> None:
    """No proxy of ours adds that header: the attacker wrote it."""
    reference = stories.case_in("invited", people).reference
    typed = {"reference": reference, "code": "2222 2222 2222", "reader": "self"}
    typed["code"] = "22222222222" + codes.check_symbol("22222222222")

    def tried(client: Client) -> set[str]:
        for number in range(5):
            client.post("/repondre", typed, headers={"X-Forwarded-For": f"8.8.{number}.8"})
        told = set(CodeTrial.objects.values_list("network", flat=True))
        CodeTrial.objects.all().delete()
        return told

    assert tried(Client()) == {"127.0.0.0/24"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert tried(Client()) == {f"8.8.{number}.0/24" for number in range(5)}, "told by our proxy"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_the_network_of_an_address(address: str, network: str) -> None:
    assert network_of(address) == network


def test_an_unknown_reference_costs_what_a_wrong_code_costs(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same questions to the database: neither tells which references exist."""
    monkeypatch.setattr(clocks, "SURE", 0.0)
    asked = []
    for reference in (stories.case_in("invited", people).reference, "DU-4444-4442"):
        with CaptureQueriesContext(connection) as queries:
            wrongly(reference, network=HOME)
        told = [query["sql"].split(" WHERE ")[0].split(" VALUES ")[0] for query in queries]
        # A savepoint bears a number of its own (the tests' transaction is around).
        asked.append([sql.split(' "s')[0] if "SAVEPOINT" in sql else sql for sql in told])
    assert asked[0] == asked[1]


@pytest.mark.long
def test_an_unknown_reference_takes_as_long_as_a_wrong_code(people: stories.People) -> None:
    known = [stories.case_in("invited", people).reference for _ in range(4)]
    unknown = [f"DU-4444-444{number}" for number in range(2, 6)]
    times: dict[bool, list[float]] = {True: [], False: []}
    for rank in range(200):
        real = rank % 2 == 0
        reference = (known if real else unknown)[(rank // 2) % 4]
        CodeTrial.objects.all().delete()
        began = time.perf_counter()
        wrongly(reference, network=HOME)
        times[real].append(time.perf_counter() - began)
    # The tenth that nothing else on the machine disturbed.
    real_one, no_one = (statistics.quantiles(times[real], n=10)[0] for real in (True, False))
    assert abs(real_one - no_one) < 0.001 + 0.25 * no_one


def test_bis_locking_out_on_purpose_locks_only_oneself(people: stories.People) -> None:
    """An outsider who knows the reference spends his own trials: the debtor's home stays open."""
    case = stories.case_in("invited", people)
    wrongly(case.reference, 5, ATTACKER)
    with pytest.raises(TooManyTrials):
        open_case(reference=case.reference, code=stories.code_of(case), at=AT, network=ATTACKER)
    assert CodeLock.objects.get().case_id == case.pk
    assert Case.objects.get().awaits == "renew_code"
    assert open_case(reference=case.reference, code=stories.code_of(case), at=AT, network=HOME) == case.pk
    assert not CodeLock.objects.exists(), "the debtor got in: nobody has to call him"
    assert Case.objects.get().awaits == "answer"


@pytest.mark.parametrize("state", ["invited", "proposed"])
def test_bis_a_lock_is_a_task_of_the_office(people: stories.People, state: str) -> None:
    case, other = stories.case_in(state, people), stories.case_in(state, people)
    judged(7, 6, lambda _: case.reference)
    for _ in range(2):
        with pytest.raises(TooManyTrials):
            open_case(reference=case.reference, code=stories.code_of(case), at=AT, network=HOME)
    assert CodeLock.objects.get().office_id == people.office.pk
    waiting = {one.word: one.number for one in office.waiting(office_id=people.office.pk, at=AT).tasks}
    assert waiting["renew_code"] == 1
    first = office.queue(office_id=people.office.pk, at=AT).rows[0]
    assert (first.reference, first.who) == (case.reference, "office")
    clerk = Client()
    clerk.force_login(people.clerk)
    assert "noter son refus par téléphone" in clerk.get(f"/etude/dossiers/{case.reference}").content.decode()
    ordinary.renew_code(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT)
    assert not CodeLock.objects.exists()
    assert open_case(reference=case.reference, code=stories.code_of(case), at=AT, network=HOME) == case.pk
    assert Case.objects.get(pk=other.pk).code_rank == 1


def test_no_task_for_a_reference_of_nobody(db: None) -> None:
    wrongly("DU-2222-2222", 5)
    with pytest.raises(TooManyTrials):
        open_case(reference="DU-2222-2222", code=WRONG, at=AT)
    assert not CodeLock.objects.exists()


def test_the_office_lets_a_locked_out_debtor_in(people: stories.People) -> None:
    """An outsider who knows the reference can spend its trials: a renewed code is the way out."""
    case, other = stories.case_in("invited", people), stories.case_in("invited", people)
    wrongly(case.reference, 5)
    wrongly(other.reference, 1)
    ordinary.renew_code(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT)
    assert open_case(reference=case.reference, code=stories.code_of(case), at=AT) == case.pk
    assert CodeTrial.objects.get().reference == other.reference


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_session_dies_with_the_code_that_opened_it(people: stories.People, method: str) -> None:
    case, thief = stories.case_in("invited", people), Client()
    typed = {"reference": case.reference, "code": stories.code_of(case), "reader": "self"}
    assert thief.post("/repondre", typed)["Location"] == "/repondre/dossier"
    assert thief.get("/repondre/dossier").status_code == 200
    ordinary.renew_code(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT)
    page = "/repondre/dossier/refuser"
    assert getattr(thief, method)(page)["Location"] == "/repondre"
    assert not case.answers.exists()
    honest = Client()
    assert (
        honest.post("/repondre", typed | {"code": stories.code_of(case)})["Location"] == "/repondre/dossier"
    )


def test_a_session_left_cannot_be_replayed(people: stories.People, settings: Any) -> None:
    case, client, replay = stories.case_in("invited", people), Client(), Client()
    client.post("/repondre", {"reference": case.reference, "code": stories.code_of(case), "reader": "self"})
    name = settings.SESSION_COOKIE_NAME
    replay.cookies[name] = client.cookies[name].value
    assert replay.get("/repondre/dossier").status_code == 200
    client.post("/repondre/quitter")
    assert replay.get("/repondre/dossier")["Location"] == "/repondre"


GUESSERS = """
import sys
from threading import Barrier
import django
django.setup()
from dument.actions import codes, trials
from tests import stories
from tests.committed import at_once
case = stories.case_in("invited", stories.people())
counting, together = trials._reference_spent, Barrier(8)
def all_written_first(*given):
    together.wait(30)
    return counting(*given)
trials._reference_spent = all_written_first
def guess(case=case):
    codes.open_case(reference=case.reference, code="2222 2222 2222", at=stories.instant("2026-10-20"))
came = at_once(*[guess] * 8)
trials._reference_spent = counting
told = [type(one).__name__ for one in came]
print(told.count("WrongCode") <= trials.TRIES_AN_HOUR, sorted(set(told) - {"WrongCode", "TooManyTrials"}))
"""


def race(url: str, var: Path) -> str:
    """Return what a process on a database of its own tells of eight guesses made at the same instant."""
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DUMENT_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "tests.actions.embedded",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    for command in (["-m", "django", "migrate", "--verbosity", "0"], ["-c", GUESSERS]):
        done = subprocess.run(
            [sys.executable, *command], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_guesses_made_at_once_never_pass_the_bound(tmp_path: Path) -> None:
    """Eight are written before any is counted; one that is refused is taken away, and no longer counts."""
    assert race(f"sqlite:///{tmp_path / 'dument.sqlite3'}", tmp_path) == "True []"


@pytest.mark.postgres
def test_guesses_made_at_once_never_pass_the_bound_on_postgresql(
    tmp_path: Path, postgres_cluster: Cluster
) -> None:
    postgres_cluster.create_database("guesses")
    assert race(postgres_cluster.url_of("guesses"), tmp_path) == "True []"


def test_a_guess_is_never_counted_inside_a_transaction(people: stories.People) -> None:
    reference = stories.case_in("invited", people).reference
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        open_case(reference=reference, code=WRONG, at=AT)
    assert not CodeTrial.objects.exists()
