"""What drills expect of a platform after a fault."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from dument.cli.drills.platform import Broken, Platform, until
from dument.cli.drills.processes import Process
from dument.cli.drills.stage import Stage

Drill = Callable[[Stage, bool], None]
KILLED = -9


class Skipped(Exception):
    """The drill could not be played here; the message says what it needs."""


def expect(holds: bool, why: str) -> None:
    """Raise Broken with that reason unless it holds."""
    if not holds:
        raise Broken(why)


def gone(process: Process) -> None:
    """Wait until the process is gone."""
    until("le processus s'arrête", lambda: process.poll() is not None, 60)


def acknowledged(said: str) -> Iterable[tuple[str, str]]:
    """Give each act that was said to be done: its case, its name."""
    for line in said.splitlines():
        if line.startswith("ack ") and len(line.split()) == 3:
            _, case, act = line.split()
            yield case, act


def nothing_lost(platform: Platform, said: str) -> None:
    """Every act said to be done is in the journal."""
    written = platform.must(platform.act("journal"))
    lost = [one for one in acknowledged(said) if " ".join(one) not in written]
    expect(not lost, f"{len(lost)} acte(s) annoncés faits et perdus, dont {lost[:1]}")


def sent(platform: Platform, letters: int) -> bool:
    """Tell whether that many letters were printed and nothing waits."""
    return len(platform.letters()) == letters and nothing_waits(platform)


def nothing_waits(platform: Platform) -> bool:
    """Tell whether no message of the outbox is pending."""
    return '"pending"' not in platform.must(platform.act("messages"))


def each_letter_once(platform: Platform, count: int) -> None:
    """Expect that many letters, each printed once, each asked for by a message of ours."""
    printed = platform.letters()
    twice = [key for key, lines in printed.items() if len(lines) > 1]
    expect(not twice, f"{len(twice)} lettre(s) imprimées deux fois, dont {twice[:1]}")
    asked = {json.loads(line)["key"] for line in platform.must(platform.act("messages")).splitlines()}
    strange = printed.keys() - asked
    expect(
        not strange,
        f"{len(strange)} lettre(s) imprimées que l'envoi ne connaît pas, dont {sorted(strange)[:1]}",
    )
    expect(len(printed) == count, f"{len(printed)} lettres imprimées au lieu de {count}")


def still_works(platform: Platform) -> None:
    """Expect a whole life, a delivery and a seal to pass after what happened."""
    platform.must(platform.act("lives", "1"))
    platform.must(platform.act("drain"))
    platform.must(platform.act("seal"))
    holds(platform)


def holds(platform: Platform) -> None:
    """Expect that no invariant is broken."""
    found = platform.breaches()
    expect(not found, f"{len(found)} invariant(s) rompus : {'; '.join(found[:3])}")
