"""Workers as processes over one PostgreSQL: they deliver, are killed, are replaced; nothing is lost nor doubled."""

from __future__ import annotations

import json

import pytest

from dument.cli.drills.platform import Platform, kill, until

pytestmark = pytest.mark.postgres
WORKER = "dument.cli.main", "worker"


def test_a_job_of_a_killed_worker_is_done_by_another(platform: Platform) -> None:
    platform.must(platform.act("letters", "3"))
    armed = platform.start_act("worker", fault="delivery.done_by_provider:2")
    until("le premier travailleur est tué", lambda: armed.poll() is not None)
    workers = [platform.start(*WORKER) for _ in range(2)]
    until("les trois lettres partent", lambda: len(platform.letters()) == 3 and _pending(platform) == 0, 60)
    kill(workers[0])
    platform.must(platform.act("letters", "1"))
    until("la quatrième part", lambda: len(platform.letters()) == 4 and _pending(platform) == 0, 60)
    assert {key: len(lines) for key, lines in platform.letters().items()} == dict.fromkeys(
        platform.letters(), 1
    )
    assert platform.breaches() == []


def test_a_carrier_down_is_tried_again(platform: Platform) -> None:
    platform.script(carrier="down")
    platform.must(platform.act("letters", "1"))
    platform.start(*WORKER)
    until("un essai manqué", lambda: "ne répond pas" in _state(platform)["send_letter"]["problem"])
    assert _state(platform)["send_letter"]["state"] == "pending"
    assert platform.dument("worker", "--failed").returncode == 0


def test_what_the_carrier_refuses_is_told_and_taken_up_again(platform: Platform) -> None:
    platform.script(carrier="refuses")
    platform.must(platform.act("letters", "1"))
    platform.start(*WORKER)
    until("l'échec est dit", lambda: platform.dument("worker", "--failed").returncode == 1)
    told = json.loads(platform.dument("worker", "--failed", "--json").stdout)
    assert told["problem"] == "Le transporteur ne dessert pas cette adresse : corrigez-la."
    platform.script()
    assert platform.dument("worker", "--requeue", "une clé inconnue").returncode == 1
    platform.must(platform.dument("worker", "--requeue", told["key"]))
    until("la lettre part", lambda: list(platform.letters()) == [told["key"]])


def _state(platform: Platform) -> dict[str, dict[str, str]]:
    rows = platform.must(platform.act("messages")).splitlines()
    return {row["effect"]: row for row in map(json.loads, rows)}


def _pending(platform: Platform) -> int:
    return platform.must(platform.act("messages")).count('"pending"')
