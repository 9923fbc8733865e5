"""What a benchmark says: medians of interleaved runs, the ratio, the machine, and whether the target is met."""

from __future__ import annotations

import json
import os
import platform
import resource
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: its name, its value, its unit, the target if there is one, and whether it is met."""

    name: str
    value: float
    unit: str
    target: str = ""
    met: bool | None = None


@dataclass(slots=True, kw_only=True)
class Report:
    """A benchmark's figures and the machine they were measured on."""

    name: str
    figures: list[Figure] = field(default_factory=list)

    def add(
        self,
        name: str,
        value: float,
        unit: str,
        *,
        at_least: float | None = None,
        at_most: float | None = None,
    ) -> None:
        """Add a figure, judged against its target."""
        target, met = "", None
        if at_least is not None:
            target, met = f"≥ {at_least:g}", value >= at_least
        if at_most is not None:
            target, met = f"≤ {at_most:g}", value <= at_most
        self.figures.append(Figure(name=name, value=round(value, 3), unit=unit, target=target, met=met))

    def lines(self) -> list[str]:
        """Return the report as a person reads it."""
        told = [f"{self.name} · {machine()}"]
        for figure in self.figures:
            verdict = "" if figure.met is None else ("  atteint" if figure.met else "  NON ATTEINT")
            target = f"  (cible {figure.target}){verdict}" if figure.target else ""
            value = f"{figure.value:,.2f}".replace(",", "\u202f")
            told.append(f"  {figure.name:<58} {value:>12} {figure.unit}{target}")
        return told

    def write(self, folder: Path) -> Path:
        """Write the report as JSON in that folder and return its path."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.name}.json"
        path.write_text(json.dumps(self.as_json(), ensure_ascii=False, indent=1))
        return path

    def as_json(self) -> dict[str, object]:
        """Return the report as plain values."""
        return {
            "name": self.name,
            "machine": machine(),
            "day": datetime.now(UTC).date().isoformat(),
            "figures": [asdict(figure) for figure in self.figures],
        }


def machine() -> str:
    """Return the machine in one line."""
    return f"{os.cpu_count()} cœurs {platform.machine()}, Python {platform.python_version()}, {platform.system()}"


def peak_memory() -> float:
    """Return the peak memory of this process, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 if platform.system() == "Linux" else peak / 1024**2


def rates(count: int, **timed: Callable[[int], None]) -> dict[str, float]:
    """Return for each workload how many a second it does: the median of three interleaved rounds.

    Each is called with 0 to count-1 in turn, after one call that warms it up.
    """
    for do in timed.values():
        do(-1)
    seen: dict[str, list[float]] = {name: [] for name in timed}
    for _ in range(ROUNDS):
        for name, do in timed.items():
            started = time.perf_counter()
            for rank in range(count):
                do(rank)
            seen[name].append(count / (time.perf_counter() - started))
    return {name: median(values) for name, values in seen.items()}
