"""Reading the data files of the law library: TOML for values and the registry, CSV for long tables."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_toml(name: str) -> dict[str, Any]:
    """Return the content of data/`name`.toml. Raises FileNotFoundError when there is none."""
    return tomllib.loads(_text(f"{name}.toml"))


@cache
def load_csv(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of data/`name`, each as column → text. Raises FileNotFoundError when there is none."""
    return tuple(csv.DictReader(_text(name).splitlines()))


def toml_names() -> tuple[str, ...]:
    """Return the names, without suffix, of every TOML file of data/, sorted."""
    found = (entry.name for entry in files("dument.law").joinpath("data").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


def _text(file_name: str) -> str:
    return files("dument.law").joinpath("data", file_name).read_text(encoding="utf-8")
