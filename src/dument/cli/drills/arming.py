"""How a process of a drill kills itself at a point: `DUMENT_FAULT=point:n`, the n-th time that it is reached."""

from __future__ import annotations

import os
import signal
from collections import Counter

from dument.ports.faults import POINTS, arm


def arm_from_environment() -> None:
    """Arm the fault named in DUMENT_FAULT; nothing when there is none. Raises ValueError for an unknown point."""
    asked = os.environ.get("DUMENT_FAULT", "")
    if not asked:
        return
    point, _, times = asked.partition(":")
    if point not in POINTS:
        raise ValueError(f"Le point « {point} » n'existe pas ; ceux-ci existent : {', '.join(POINTS)}.")
    seen: Counter[str] = Counter()

    def told(reached: str) -> None:
        seen[reached] += 1
        if reached == point and seen[reached] == int(times or 1):
            os.kill(os.getpid(), signal.SIGKILL)

    arm(told)
