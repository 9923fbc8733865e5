"""Write docs/performance.md from what `./dev bench` measured: `python -m scripts.performance [FOLDER]`.

A figure is worth what its run was worth: the page bears the machine and the day of each, and is not written anew
by `./dev docs`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from dument.cli.bench import BENCHES

PAGE = Path("docs/performance.md")
HEAD = """# Performance

Written by `python -m scripts.performance` from the JSON that `./dev bench NAME` leaves under `var/bench`. Medians of
three interleaved rounds; a peer is measured in the same run. Read the ratios: absolute figures follow the machine.

Peers do less than we do: django-viewflow writes no paper, no chain and no message; django-simple-history's rows can be
changed without a trace; pgbench obeys no rule. Not measured here: Tryton and DBOS (not installed with the project),
several database shards, and whatever needs more than one machine.
"""
# What keeps a target from being reached, by benchmark: told beside the figure, as long as it is missed.
HELD_BACK = {
    "letters": "Typst alone takes four fifths of the time: three pages, archival and accessible.",
    "lives": (
        "an act asks the database some fifteen questions, and eight acts of the twelve put papers on the disk for "
        "good; most of the processor goes to Django's models. The peers write a few rows each, and no paper."
    ),
    "scaling": "the database and the disk that both processes write to run on the same two processors as they do.",
    "audit": "each line is read, its text written by the database, hashed and compared, on one processor.",
    "pages": (
        "of an office's twenty-seven thousand cases, eleven thousand are open: sorting and counting them in an index "
        "takes 7 ms more than a few hundred do; a part of a name is looked for in fifty-five thousand names."
    ),
}
VERDICTS = {True: "met", False: "**not met**", None: ""}


def text(reports: list[dict[str, Any]]) -> str:
    """Return the page of those reports, in the order of their names."""
    reports = sorted(reports, key=lambda one: str(one["name"]))
    return "\n".join([HEAD, _not_reached(reports), *(_section(report) for report in reports)])


def _not_reached(reports: list[dict[str, Any]]) -> str:
    """Return, before anything else, the list of the targets that are not reached."""
    missed = [
        f"- {report['name']}: {one['name']}, {one['value']:g} {one['unit']} for a target of {one['target']}."
        for report in reports
        for one in report["figures"]
        if one["met"] is False
    ]
    run = {report["name"] for report in reports}
    short = {report["name"] for report in reports for one in report["figures"] if one["met"] is False}
    why = [f"- {name}: {told}" for name, told in HELD_BACK.items() if name in short or name not in run]
    missed += [f"- {name}: not run to its end." for name in BENCHES if name not in run]
    told = ["What holds them back:", "", *why, ""] if why else []
    return "\n".join(["## Not reached", "", *(missed or ["Every target is met."]), "", *told])


def _section(report: dict[str, Any]) -> str:
    rows = [
        f"| {one['name']} | {one['value']:g} {one['unit']} | {one['target']} | {VERDICTS[one['met']]} |"
        for one in report["figures"]
    ]
    head = [f"## {report['name']}", "", f"{report['machine']}, {report['day']}.", ""]
    return "\n".join([*head, "| figure | value | target | |", "|---|---|---|---|", *rows, ""])


def main(folder: str = "var/bench") -> None:
    """Read every report of the folder and write the page."""
    PAGE.write_text(text([json.loads(path.read_text()) for path in sorted(Path(folder).glob("*.json"))]))
    print(PAGE)


if __name__ == "__main__":
    main(*sys.argv[1:])
