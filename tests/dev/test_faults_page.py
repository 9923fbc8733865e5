"""The page of the fault matrix tells what was killed, where, and how often it held; it names what was never reached."""

from __future__ import annotations

from datetime import UTC, datetime

from dument.cli.drills.matrix import MATRIX
from dument.ports.faults import POINTS
from scripts.dev.faults import Verdict, page


def verdict(name: str, database: str, held: bool | None, *killed: str) -> Verdict:
    """Return a verdict of the first pass."""
    return {"database": database, "pass": 1, "name": name, "held": held, "seconds": 4.2, "killed": killed}


def test_the_page_tells_each_drill() -> None:
    seen = [
        verdict("act_killed", "sqlite", True, "act.judged:1 (lives)", "act.judged:11 (lives)"),
        verdict("act_killed", "postgresql", False, "act.written:3 (lives)"),
        verdict("database_killed", "sqlite", None),
    ]
    told = page(seen, datetime(2026, 11, 28, tzinfo=UTC)).splitlines()
    rows = {name: next(line for line in told if line.startswith(f"| `{name}` |")) for name in MATRIX}
    assert "sqlite 1 of 1, postgresql 0 of 1" in rows["act_killed"]
    assert "`act.judged` n° 1-11 (lives), `act.written` n° 3 (lives)" in rows["act_killed"]
    assert "sqlite not played" in rows["database_killed"]
    [never] = [line for line in told if line.startswith("Points at which nothing was killed")]
    assert [point for point in POINTS if f"`{point}`" not in never] == ["act.judged", "act.written"]
