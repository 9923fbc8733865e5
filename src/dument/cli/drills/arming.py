"""How a process of a drill kills itself at a point: `--fault=point:n`, the n-th time that it is reached."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from dument.ports.faults import POINTS, arm

OPTION = "--fault="


def arm_from(arguments: Sequence[str]) -> list[str]:
    """Arm the fault asked for by the first argument, if it is one, and return the others.

    Raises ValueError for an unknown point. Only a process of a drill calls this: no variable arms anything.
    """
    if not arguments or not arguments[0].startswith(OPTION):
        return list(arguments)
    point, _, times = arguments[0].removeprefix(OPTION).partition(":")
    if point not in POINTS:
        raise ValueError(f"Le point « {point} » n'existe pas ; ceux-ci existent : {', '.join(POINTS)}.")
    seen: Counter[str] = Counter()

    def told(reached: str) -> None:
        seen[reached] += 1
        if reached == point and seen[reached] == int(times or 1):
            os.kill(os.getpid(), signal.SIGKILL)

    arm(told)
    return list(arguments[1:])


def shift_clock(days: int) -> None:
    """Move this process's clock, as its own code reads it; the database keeps its own."""
    from dument.records import clocks

    class Shifted(datetime):
        """A clock that is off."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + timedelta(days=days)

    setattr(clocks, "datetime", Shifted)  # noqa: B010 - a name of another module's own
