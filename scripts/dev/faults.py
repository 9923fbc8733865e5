"""The whole fault matrix, on both databases, so many times in a row: `./dev faults --times 3`.

Each verdict is written at once under var/faults.json, one a line; the page docs/faults.md once all are there.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from dument.cli.drills.matrix import MATRIX
from dument.cli.drills.processes import fork_from_now_on
from dument.cli.drills.stage import Stage, stage
from dument.cli.faults import passes
from dument.ports.faults import POINTS
from tests.faults.server import durable

ROOT = Path(__file__).resolve().parents[2]
LINES, PAGE = ROOT / "var" / "faults.json", ROOT / "docs" / "faults.md"
BOTH = ("sqlite", "postgresql")
Verdict = Mapping[str, Any]


@click.command()
@click.argument("names", nargs=-1)
@click.option("--times", default=3, show_default=True, help="How many passes in a row.")
@click.option("--on", "databases", multiple=True, type=click.Choice(BOTH), default=BOTH, show_default=True)
@click.option("--quick", is_flag=True, help="The few points of each day, not all of them.")
def main(names: tuple[str, ...], times: int, databases: tuple[str, ...], quick: bool) -> None:
    """Play the matrix (or these drills), keep what came of it, and fail if one thing did not hold."""
    fork_from_now_on()
    LINES.parent.mkdir(exist_ok=True)
    verdicts: list[Verdict] = []
    with LINES.open("w") as kept:
        for database in databases:
            for verdict in _on(database, names, times, quick):
                verdicts.append(verdict)
                line = json.dumps(verdict, ensure_ascii=False)
                click.echo(line)
                kept.write(f"{line}\n")
                kept.flush()
    if not names and not quick:
        PAGE.write_text(page(verdicts, datetime.now(UTC)))
    sys.exit(1 if any(verdict["held"] is False for verdict in verdicts) else 0)


def _on(database: str, names: Sequence[str], times: int, quick: bool) -> Iterator[Verdict]:
    with ExitStack() as opened:
        server = opened.enter_context(durable()) if database == "postgresql" else None
        made: Stage = opened.enter_context(stage(server))
        for verdict in passes(made, names, not quick, times):
            yield {"database": database, **verdict}


def page(verdicts: Sequence[Verdict], at: datetime) -> str:
    """Return the page: each drill, what it killed and where, how often it held on each database, how long it took."""
    times = max(verdict["pass"] for verdict in verdicts)
    rows, reached = [], set()
    for name, drill in MATRIX.items():
        mine = [verdict for verdict in verdicts if verdict["name"] == name]
        killed = sorted({one for verdict in mine for one in verdict["killed"]})
        reached |= {one.split(":")[0] for one in killed}
        what = (drill.__doc__ or "").split("\n")[0]
        rows.append(f"| `{name}` | {what} | {_held(mine)} | {_seconds(mine)} | {_points(killed)} |")
    never = [point for point in POINTS if point not in reached]
    return "\n".join(
        [
            "# Faults",
            "",
            "Written by `./dev faults`; each verdict, with why, is in `var/faults.json`. After each fault:",
            "nothing acknowledged is lost, nothing is done twice, and `dument invariants` holds.",
            "",
            f"{times} passes in a row of the whole matrix on each database, {at:%d %B %Y}, {os.cpu_count()} cores"
            f" (load {os.getloadavg()[2]:.1f} at the end).",
            "",
            "| drill | what is broken, and what must hold | held | seconds a pass | killed at (act) |",
            "|---|---|---|---|---|",
            *rows,
            "",
            f"Points at which nothing was killed: {', '.join(f'`{one}`' for one in never) or 'none'}.",
            "",
        ]
    )


def _held(mine: Sequence[Verdict]) -> str:
    told = []
    for database in BOTH:
        here = [verdict["held"] for verdict in mine if verdict["database"] == database]
        played = [held for held in here if held is not None]
        told.append(f"{database} {sum(played)} of {len(played)}" if played else f"{database} not played")
    return ", ".join(told)


def _seconds(mine: Sequence[Verdict]) -> str:
    return " / ".join(
        f"{min(here):.0f}-{max(here):.0f}" if here else "–"
        for here in ([verdict["seconds"] for verdict in mine if verdict["database"] == one] for one in BOTH)
    )


def _points(killed: Sequence[str]) -> str:
    """Return the points, each with the ranks at which it killed and the acts that died there."""
    ranks: dict[str, set[int]] = defaultdict(set)
    acts: dict[str, set[str]] = defaultdict(set)
    for one in killed:
        point, _, rest = one.partition(":")
        rank, _, act = rest.partition(" ")
        ranks[point].add(int(rank))
        acts[point].add(act.strip("()"))
    return ", ".join(
        f"`{point}` {_range(ranks[point])} ({', '.join(sorted(acts[point]))})"
        for point in POINTS
        if point in ranks
    )


def _range(ranks: set[int]) -> str:
    return f"n° {min(ranks)}" if len(ranks) == 1 else f"n° {min(ranks)}-{max(ranks)}"


if __name__ == "__main__":
    main()
