"""What every command says when there is nothing to work on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


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
