"""What every command says when there is nothing to work on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dument.cli import main


@pytest.mark.parametrize("words", [("journal", "verify"), ("invariants",), ("tick",)], ids=" ".join)
def test_a_database_not_made_yet_is_told_in_a_sentence(tmp_path: Path, words: tuple[str, ...]) -> None:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "dument.cli.main", *words],
        env=env | {"DUMENT_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "dument.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "dument migrate" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("debug", ["", "1"])
def test_an_error_gives_its_class_and_its_way_never_its_words(
    debug: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise ValueError("Key (name)=(Zéphyrine Canarivol) already exists.")

    monkeypatch.setattr(main, "main", broken)
    monkeypatch.setenv("DUMENT_DEBUG", debug)
    with pytest.raises(ValueError if debug else SystemExit) as left:
        main.run()
    said = capsys.readouterr().err
    if not debug:
        assert left.value.code == 1  # type: ignore[attr-defined]
        assert '"error": "ValueError"' in said
        assert "test_main.py:" in said
        assert "Canarivol" not in said


def test_settings_that_are_refused_are_told_in_their_own_words() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dument.cli.main", "invariants"],
        env=os.environ | {"DUMENT_PRODUCTION": "1", "DUMENT_DAY": "2026-10-13"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "DUMENT_DAY fige le jour" in done.stderr
    assert "Traceback" not in done.stderr
