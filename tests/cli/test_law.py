"""`dument law check`: what to read again, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from dument.cli.main import main
from dument.law import upkeep
from dument.law.parameters import parameter


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["law", "check", *arguments])


def test_tells_what_ends_and_what_is_not_confirmed() -> None:
    result = run("--on", "2026-11-23")
    assert result.exit_code == 0
    assert "examinée au 23 novembre 2026" in result.stdout
    assert "legal_rate_other : la dernière valeur connue prend fin le 31 décembre 2026" in result.stdout
    assert "Non confirmé (" in result.stdout
    assert "Jours sans valeur" not in result.stdout


def test_answers_one_object() -> None:
    result = run("--on", "2026-11-23", "--json")
    found = json.loads(result.stdout)
    assert found["on"] == "2026-11-23"
    assert set(found) == {"on", *upkeep.KINDS}
    assert found["gap"] == found["overlap"] == []
    assert {"name", "message"} == set(found["ending"][0])


def test_without_a_day_it_is_today() -> None:
    paris = ZoneInfo("Europe/Paris")
    before, told, after = datetime.now(paris), run("--json").stdout, datetime.now(paris)
    assert before.date().isoformat() <= json.loads(told)["on"] <= after.date().isoformat()


def test_a_gap_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    ceiling = parameter("claim_ceiling")
    first, second = ceiling.values
    torn = replace(ceiling, values=(first, replace(second, since=second.since.replace(day=2))))
    monkeypatch.setattr(upkeep, "every_parameter", lambda: (torn,))
    result = run("--on", "2026-11-23")
    assert result.exit_code == 1
    assert "Jours sans valeur (1)" in result.stdout


def test_another_day_than_a_day_is_unusable() -> None:
    assert run("--on", "demain").exit_code == 2
