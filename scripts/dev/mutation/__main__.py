"""Mutation testing of law and procedure: `python -m scripts.dev.mutation [words of a module's path…]`.

Each fault seeded must make a test fail, or be explained by name in tests/mutation/explained.toml. Fails on a
survivor without explanation, and on an explanation without survivor.
"""

from __future__ import annotations

import os
import sys
import time
import tomllib
from pathlib import Path

from scripts.dev.mutation import functions, tables
from scripts.dev.mutation.faults import Fault, seeded

EXPLAINED = Path("tests/mutation/explained.toml")


def explained(words: list[str]) -> set[tuple[str, str, str]]:
    """Return the faults explained for the modules tried: place, line before, line after."""
    rows = tomllib.loads(EXPLAINED.read_text("utf-8"))["fault"]
    tried = [row for row in rows if not words or any(word in path_of(row["place"]) for word in words)]
    return {(row["place"], row["was"], row["becomes"]) for row in tried}


def path_of(place: str) -> str:
    """Return the path of the module of a place, as the words given are looked for in it."""
    return "src/" + place.partition(":")[0].replace(".", "/")


def _told(name: tuple[str, str, str]) -> str:
    place, was, becomes = name
    return f"  {place}\n    - {was}\n    + {becomes}"


def main() -> int:
    """Return 0 when the faults that survive are those explained, 1 otherwise."""
    words = sys.argv[1:]
    os.environ["DJANGO_SETTINGS_MODULE"] = "dument.config.settings"
    workers = int(os.environ.get("DUMENT_TEST_WORKERS", "2"))
    start = time.monotonic()
    every = seeded(words)
    in_tables = [fault for fault in every if fault.whole]
    left = tables.survivors(in_tables, workers)  # first: the functions' trial imports the modules
    left += functions.survivors([fault for fault in every if not fault.whole], workers)
    return _compare(every, left, words, time.monotonic() - start)


def _compare(every: list[Fault], left: list[Fault], words: list[str], seconds: float) -> int:
    names = {(fault.place, fault.was, fault.becomes) for fault in left}
    known = explained(words)
    for name in sorted(names - known):
        print(f"Survit sans explication :\n{_told(name)}")
    for name in sorted(known - names):
        print(f"Expliquée, mais ne survit plus (à retirer de {EXPLAINED}) :\n{_told(name)}")
    modules = len({fault.module for fault in every})
    print(
        f"{modules} modules, {len(every)} fautes, {len(every) - len(left)} trouvées par les tests, {len(left)} qui "
        f"survivent dont {len(names & known)} expliquées ; {seconds / 60:.0f} min."
    )
    return 0 if names == known else 1


if __name__ == "__main__":
    sys.exit(main())
