"""The fault matrix: chosen points in every run, all of them three times in the long one."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from dument.cli import faults
from dument.cli.drills.arming import arm_from
from dument.cli.drills.matrix import MATRIX
from dument.cli.drills.platform import Broken
from dument.cli.drills.stage import Stage
from dument.ports.faults import POINTS
from tests.architecture.source import PACKAGE

# Few enough for a run of every day (a minute); the long run plays them all.
DAILY_EMBEDDED = ("act_killed", "web_killed", "stamps_down", "disk_full", "purge_killed")
# A killed database is for the long run: how soon a worker comes back depends on the machine.
DAILY_POSTGRESQL = ("two_officers", "restored")


@pytest.mark.parametrize("name", DAILY_EMBEDDED)
def test_daily_on_the_embedded_database(embedded: Stage, name: str) -> None:
    MATRIX[name](embedded, False)


@pytest.mark.postgres
@pytest.mark.parametrize("name", DAILY_POSTGRESQL)
def test_daily_on_postgresql(on_postgresql: Stage, name: str) -> None:
    MATRIX[name](on_postgresql, False)


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in MATRIX if name != "database_killed"])
@pytest.mark.parametrize("time", [1, 2, 3])
def test_whole_matrix_on_the_embedded_database(embedded: Stage, name: str, time: int) -> None:
    MATRIX[name](embedded, True)


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.parametrize("name", MATRIX)
@pytest.mark.parametrize("time", [1, 2, 3])
def test_whole_matrix_on_postgresql(on_postgresql: Stage, name: str, time: int) -> None:
    MATRIX[name](on_postgresql, True)


def test_a_drill_sees_a_letter_printed_twice(embedded: Stage) -> None:
    embedded.model.script(carrier="forgetful")  # platforms are copies of the model
    try:
        with pytest.raises(Broken, match="imprimées deux fois"):
            MATRIX["delivery_killed"](embedded, False)
    finally:
        embedded.model.script()


def test_every_point_is_passed_by_the_code() -> None:
    sources = [
        path.read_text() for folder in ("actions", "jobs", "cli") for path in (PACKAGE / folder).rglob("*.py")
    ]
    passed = {point for point in POINTS if any(f'reached("{point}")' in text for text in sources)}
    assert passed == set(POINTS)
    assert sum(text.count('reached("') for text in sources) == len(POINTS)


def test_only_drills_arm_a_fault() -> None:
    arming = [
        path.relative_to(PACKAGE)
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\barm(_from)?\(", path.read_text())
    ]
    assert {str(path.parent) for path in arming} == {"ports", "cli/drills"}


def test_an_unknown_point_is_refused() -> None:
    with pytest.raises(ValueError, match="n'existe pas"):
        arm_from(["--fault=act.nowhere:1"])
    assert arm_from(["drain"]) == ["drain"]


def test_an_unknown_drill_is_named() -> None:
    told = CliRunner().invoke(faults.command, ["inconnu"])
    assert told.exit_code == 2
    assert "act_killed" in told.output
