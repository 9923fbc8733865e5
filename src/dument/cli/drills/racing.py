"""Drills of several at once, and of clocks that disagree."""

from __future__ import annotations

from collections import Counter

from dument.cli.drills.expecting import expect, holds
from dument.cli.drills.stage import Stage


def two_officers(stage: Stage, thorough: bool) -> None:
    """Plusieurs officiers signent en même temps : un titre par accord."""
    platform = stage.platform()
    cases = platform.must(platform.act("agreed", "20" if thorough else "4")).split()
    racing = [platform.start_act("title", *cases) for _ in range(4 if thorough else 2)]
    for process in racing:
        process.wait(240)
    said = Counter(line for line in platform.said().splitlines() if line.startswith("ack"))
    expect(sorted(said) == sorted(f"ack {case} titled" for case in cases), "un accord est resté sans titre")
    expect(set(said.values()) == {1}, f"{sum(said.values()) - len(cases)} titre(s) de trop")
    platform.must(platform.act("drain"))
    holds(platform)


def double_click(stage: Stage, thorough: bool) -> None:
    """Le même formulaire deux fois : le second est refusé, une ligne au journal."""
    platform = stage.platform()
    for _ in range(5 if thorough else 1):
        case, version = platform.must(platform.act("invited_seen")).split()
        clicks = [platform.start_act("refusal_seen", case, version) for _ in range(2)]
        for click in clicks:
            click.wait(120)
    said = Counter(line.split()[0] for line in platform.said().splitlines())
    expect(said["ack"] == said["refused"], f"{said['ack']} faits pour {said['refused']} refusés")
    platform.must(platform.act("drain"))
    holds(platform)


def sweeps_together(stage: Stage, thorough: bool) -> None:
    """Trois jours sans échéancier, puis trois à la fois : une tâche par mois fini, ni deux, ni aucune."""
    platform = stage.platform()
    count = 40 if thorough else 8
    platform.must(platform.act("invited", str(count)))
    platform.extra["DUMENT_DAY"] = "2026-11-18"
    racing = [platform.start_act("sweep", "0") for _ in range(3)]
    for process in racing:
        process.wait(240)
    tasks = platform.must(platform.act("tasks")).split()
    expect(tasks == ["2026-11-18"] * count, f"{len(tasks)} tâches pour {count} mois finis")
    platform.must(platform.act("drain"))
    holds(platform)


def clock_jumps(stage: Stage, thorough: bool) -> None:
    """L'horloge d'une machine saute de 40 jours : le jour légal reste celui de la base, l'échéancier attend."""
    platform = stage.platform()
    platform.extra.pop("DUMENT_DAY")
    right = platform.must(platform.act("legal_day")).split()
    for days in ("40", "-40"):
        wrong = platform.must(platform.act("legal_day", days)).split()
        expect(wrong == right, f"le jour légal est devenu {wrong} au lieu de {right}")
        told = platform.must(platform.act("sweep", days))
        expect("horloge" in told, f"les tâches d'expiration ont été faites sous une horloge fausse : {told}")
    expect(
        "horloge" not in platform.must(platform.act("sweep", "0")), "l'échéancier refuse une horloge juste"
    )
    holds(platform)
