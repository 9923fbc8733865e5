"""What benchmarks judge can be found wanting: a loss, a letter handed over twice, a time that is over."""

from __future__ import annotations

import os
import subprocess
import sys
from uuid import uuid4

import pytest

from dument.cli.benchmarks import every, scaling
from dument.cli.benchmarks.processes import server_processes
from dument.cli.benchmarks.together import rate


def test_a_letter_handed_over_twice_is_counted() -> None:
    once = [("a", 0.0, 1.0), ("b", 0.0, 1.0)]
    assert scaling.twice(once) == 0
    assert scaling.twice([*once, ("a", 2.0, 3.0)]) == 1


@pytest.mark.django_db
def test_an_act_said_done_and_not_in_the_journal_is_lost() -> None:
    from dument.cli.benchmarks.recovery import lost
    from dument.cli.benchmarks.stage import prepared_case

    case = prepared_case()
    held = f"ack {case} submit\nack {case} prepared\n"
    assert lost(held) == []
    other = uuid4()
    assert lost(f"{held}ack {other} submit\nack {case} dispatched\nack {case}") == [
        f"{other} submit",
        f"{case} dispatched",
    ]


def test_what_no_time_is_left_for_is_said() -> None:
    assert every.run("", minutes=0, sizes={"life": 2}) == {"life": "pas mesuré : le temps donné est épuisé."}


def test_a_process_that_fails_is_no_measure() -> None:
    with pytest.raises(RuntimeError, match="avant de commencer"):
        rate("raise SystemExit(3)", 1, 1)
    with pytest.raises(RuntimeError, match="a échoué"):
        rate("print('ready'); input(); raise SystemExit(3)", 1, 1)
    assert rate("print('ready', flush=True); input()", 2, 10) > 0


def test_the_processes_of_a_server_are_found_from_one_of_them() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        server, *children = server_processes(child.pid)
        assert server == os.getpid()
        assert child.pid in children
    finally:
        child.kill()
        child.wait()
