"""Points where a drill may kill the process. Nothing is armed unless a drill's own process does it.

No setting nor variable of the platform arms a fault: only `dument.cli.drills`, in processes that it starts on
a throw-away database, calls `arm`.
"""

from __future__ import annotations

from collections.abc import Callable

# Every point that the code passes, in the order of an act, of a delivery, then of what runs by itself.
POINTS = (
    "act.judged",
    "act.papers_kept",
    "act.in_transaction",
    "act.written",
    "act.committed",
    "delivery.begun",
    "delivery.done_by_provider",
    "delivery.in_transaction",
    "delivery.committed",
    "seal.stamped",
    "seal.in_transaction",
    "discard.erased",
    "purge.emptied",
    "purge.committed",
    "digest.made",
    "backup.made",
    "backup.unnamed",
    "restore.database_back",
)

_plan: list[Callable[[str], None]] = []


def reached(point: str) -> None:
    """Tell that a point was reached; nothing happens outside a drill."""
    for told in _plan:
        told(point)


def arm(told: Callable[[str], None]) -> None:
    """Have `told` called at each point from now on, in this process."""
    _plan.append(told)
