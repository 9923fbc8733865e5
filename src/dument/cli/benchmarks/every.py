"""Every benchmark, one after the other, each in a process of its own and within what is left of the time given."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping

# The sizes of a machine of two cores; None is the size of the target.
SIZES: Mapping[str, int | None] = {
    "interest": None,
    "letters": None,
    "life": None,
    "lives": None,
    "scaling": None,
    "recovery": None,
    "audit": None,
    "sweep": None,
    "pages": None,
}
MINUTES = 25


def run(server: str, *, minutes: float = MINUTES, sizes: Mapping[str, int | None] = SIZES) -> dict[str, str]:
    """Run all of them and return what came of each: "" when every target is met, else one sentence.

    `server` is the address of the PostgreSQL server. What no time is left for is said, never passed over.
    """
    ends = time.monotonic() + minutes * 60
    return {name: _one(name, size, server, ends - time.monotonic()) for name, size in sizes.items()}


def _one(name: str, size: int | None, server: str, left: float) -> str:
    if left <= 0:
        return "pas mesuré : le temps donné est épuisé."
    print(f"— {name}", flush=True)
    command = [sys.executable, "-m", "dument.cli.main", "bench", name]
    command += ["--size", str(size)] if size else []
    env = os.environ | {"DUMENT_BENCH_POSTGRES": server}
    try:
        done = subprocess.run(command, env=env, timeout=left, check=False)
    except subprocess.TimeoutExpired:
        return "arrêté : le temps donné est épuisé."
    if done.returncode == 0:
        return ""
    return "une cible n'est pas atteinte." if done.returncode == 1 else "la mesure a échoué."
