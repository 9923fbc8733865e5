"""What a unit of deploy/systemd starts, and with which environment: read from the unit itself."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

UNITS = Path(__file__).resolve().parents[2] / "deploy" / "systemd"
PROGRAM = "/opt/dument/.venv/bin/dument"
# What its service gives a process besides, of which a test has its own.
PLACES = {"DUMENT_VAR"}


def command(unit: str, instance: str = "") -> list[str]:
    """Return the arguments of `dument` that the unit runs."""
    [line] = _lines(unit, "ExecStart")
    program, *arguments = shlex.split(line.replace("%i", instance))
    assert program == PROGRAM
    return arguments


def environment(unit: str, keys: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return the variables that the unit sets, with the keys that it loads as files of a folder of its own.

    Of `keys`, the others are empty: what the unit does not load, its process has not.
    """
    told = dict(line.split("=", 1) for line in _lines(unit, "Environment"))
    loaded = [line.split(":")[0] for line in _lines(unit, "LoadCredentialEncrypted")]
    folder.mkdir()
    for name in loaded:
        (folder / name).write_text(f"{keys[name]}\n")
    own = {name: value for name, value in told.items() if name not in PLACES}
    return dict.fromkeys(keys, "") | own | {"CREDENTIALS_DIRECTORY": str(folder)}


def _lines(unit: str, name: str) -> list[str]:
    lines = (UNITS / unit).read_text().splitlines()
    return [line.removeprefix(f"{name}=") for line in lines if line.startswith(f"{name}=")]
