"""The scenarios of the project, as the articles they were written from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dument.queries.sources import articles_in

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "scenarios" / "ours"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One life of a case: the name of its file, its title, its `source` and the articles named there."""

    name: str
    title: str
    source: str
    articles: tuple[str, ...]


@cache
def scenarios() -> tuple[Scenario, ...]:
    """Return every scenario, by file name."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


def written_from(article: str) -> tuple[Scenario, ...]:
    """Return the scenarios that cite an article, as "CPCE R125-1"."""
    return tuple(one for one in scenarios() if article in one.articles)


def _read(path: Path) -> Scenario:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return Scenario(path.stem, raw["title"], raw["source"], articles_in(raw["source"]))
