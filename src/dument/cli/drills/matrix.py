"""The fault matrix: each drill breaks one thing on a fresh platform and looks at what is left.

A drill returns nothing; it raises Broken when something acknowledged was lost, done twice, or does not hold.
`thorough` goes through every point and rank instead of the few chosen ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from subprocess import Popen

from dument.cli.drills.platform import Broken, Platform, until
from dument.cli.drills.stage import Stage
from dument.ports.faults import POINTS

Drill = Callable[[Stage, bool], None]
KILLED = -9
LIFE = 11  # acts of one life


def act_killed(stage: Stage, thorough: bool) -> None:
    """kill -9 pendant un acte : tout acte annoncé fait est au journal, aucun n'y est à moitié."""
    points = [point for point in POINTS if point.startswith("act.")]
    ranks = range(1, LIFE + 1) if thorough else (3,)
    platform = stage.platform()
    for point in points if thorough else ("act.in_transaction", "act.committed"):
        for rank in ranks if point != "act.papers_kept" else (1, 2):
            done = platform.act("lives", "2", fault=f"{point}:{rank}")
            _expect(done.returncode == KILLED, f"{point}:{rank} n'a pas tué ({done.stderr[-300:]})")
            _nothing_lost(platform, done.stdout)
    _still_works(platform)


def delivery_killed(stage: Stage, thorough: bool) -> None:
    """kill -9 pendant un envoi : repris par un autre processus, chaque lettre est imprimée une fois."""
    points = [point for point in POINTS if point.startswith("delivery.")]
    platform = stage.platform()
    for point in points if thorough else ("delivery.done_by_provider", "delivery.in_transaction"):
        for rank in (1, 2) if thorough else (2,):  # 1: the notice of the filing; 2: the letter
            platform.must(platform.act("letters", "1"))
            done = platform.act("drain", fault=f"{point}:{rank}")
            _expect(done.returncode == KILLED, f"{point}:{rank} n'a pas tué")
    platform.must(platform.act("drain"))
    _each_letter_once(platform, (len(points) * 2 if thorough else 2))
    _holds(platform)


def seal_killed(stage: Stage, thorough: bool) -> None:
    """kill -9 pendant un sceau : le suivant reprend, la suite des sceaux n'a ni trou ni fourche."""
    platform = stage.platform()
    for point in ("seal.stamped", "seal.in_transaction"):
        platform.must(platform.act("letters", "1"))
        _expect(platform.act("seal", fault=f"{point}:1").returncode == KILLED, f"{point} n'a pas tué")
    platform.must(platform.act("seal"))
    platform.must(platform.act("drain"))
    _holds(platform)


def worker_killed(stage: Stage, thorough: bool) -> None:
    """kill -9 d'un travailleur au milieu d'un envoi : un autre le reprend."""
    platform = stage.platform()
    try:
        for point in (
            ("delivery.done_by_provider", "delivery.begun") if thorough else ("delivery.done_by_provider",)
        ):
            before = len(platform.letters())
            platform.must(platform.act("letters", "2"))
            _killed(platform.start_act("worker", fault=f"{point}:1"))
            platform.start_act("worker")
            until("les lettres partent", lambda n=before + 2: _sent(platform, n), 90)  # type: ignore[misc]
        _each_letter_once(platform, len(platform.letters()))
        _holds(platform)
    finally:
        platform.stop()


def carrier_faults(stage: Stage, thorough: bool) -> None:
    """Transporteur en panne, lent, ou dont la réponse se perd : une lettre chacune, jamais deux."""
    platform = stage.platform()
    for behaviour in ("down", "lost", "slow"):
        platform.must(platform.act("letters", "1"))
        platform.script(carrier=behaviour)
        platform.must(platform.act("drain"))
    platform.script()
    platform.must(platform.act("drain", "60"))
    _each_letter_once(platform, 3)
    _holds(platform)


def stamps_down(stage: Stage, thorough: bool) -> None:
    """Horodatage en panne : aucun titre ni sceau, le dossier reste « accord » ; au retour, le titre vient."""
    platform = stage.platform()
    [case] = platform.must(platform.act("agreed", "1")).split()
    platform.script(stamps="down")
    _expect(platform.act("title", case).stdout.split()[0] == "refused", "un titre est venu sans horodatage")
    _expect("agreed" in platform.must(platform.act("states")), "le dossier n'est plus à l'accord")
    _expect(platform.act("seal").returncode != 0, "un sceau est venu sans horodatage")
    platform.script()
    _expect(platform.act("title", case).stdout.split()[0] == "ack", "le titre n'est pas venu au retour")
    platform.must(platform.act("seal"))
    platform.must(platform.act("drain"))
    _holds(platform)


def two_officers(stage: Stage, thorough: bool) -> None:
    """Plusieurs officiers signent en même temps : un titre par accord."""
    platform = stage.platform()
    cases = platform.must(platform.act("agreed", "20" if thorough else "4")).split()
    racing = [platform.start_act("title", *cases) for _ in range(4 if thorough else 2)]
    for process in racing:
        process.wait(240)
    said = Counter(line for line in platform.said().splitlines() if line.startswith("ack"))
    _expect(sorted(said) == sorted(f"ack {case} titled" for case in cases), "un accord est resté sans titre")
    _expect(set(said.values()) == {1}, f"{sum(said.values()) - len(cases)} titre(s) de trop")
    platform.must(platform.act("drain"))
    _holds(platform)


def double_click(stage: Stage, thorough: bool) -> None:
    """Le même formulaire deux fois : le second est refusé, une ligne au journal."""
    platform = stage.platform()
    for _ in range(5 if thorough else 1):
        case, version = platform.must(platform.act("invited_seen")).split()
        clicks = [platform.start_act("refusal_seen", case, version) for _ in range(2)]
        for click in clicks:
            click.wait(120)
    said = Counter(line.split()[0] for line in platform.said().splitlines())
    _expect(said["ack"] == said["refused"], f"{said['ack']} faits pour {said['refused']} refusés")
    platform.must(platform.act("drain"))
    _holds(platform)


def clock_jumps(stage: Stage, thorough: bool) -> None:
    """L'horloge d'une machine saute de 40 jours : le jour légal reste celui de la base, l'échéancier attend."""
    platform = stage.platform()
    platform.extra.pop("DUMENT_DAY")
    right = platform.must(platform.act("legal_day")).split()
    for days in ("40", "-40"):
        wrong = platform.must(platform.act("legal_day", days)).split()
        _expect(wrong == right, f"le jour légal est devenu {wrong} au lieu de {right}")
        told = platform.must(platform.act("sweep", days))
        _expect("horloge" in told, f"les tâches d'expiration ont été faites sous une horloge fausse : {told}")
    _expect(
        "horloge" not in platform.must(platform.act("sweep", "0")), "l'échéancier refuse une horloge juste"
    )
    _holds(platform)


def database_killed(stage: Stage, thorough: bool) -> None:
    """kill -9 de PostgreSQL en plein travail : rien d'annoncé n'est perdu, les travailleurs se reconnectent."""
    server = stage.server
    if server is None:
        raise Skipped("il faut un serveur PostgreSQL à soi (./dev test le joue)")
    platform = stage.platform()
    try:
        worker = platform.start_act("worker")
        for _ in range(5 if thorough else 1):
            mark = len(platform.said())
            busy = platform.start_act("lives", "500")
            until("quelques actes", lambda m=mark: platform.said()[m:].count("ack") > 15, 60)  # type: ignore[misc]
            server.kill()
            _killed(busy)
            server.start()
            _nothing_lost(platform, platform.said()[mark:])
        _expect(worker.poll() is None, "le travailleur est mort avec la base")
        until("les lettres partent", lambda: _nothing_waits(platform), 120)
        _each_letter_once(platform, len(platform.letters()))
        _holds(platform)
    finally:
        platform.stop()


class Skipped(Exception):
    """The drill could not be played here; the message says what it needs."""


MATRIX: Mapping[str, Drill] = {
    drill.__name__: drill
    for drill in (
        act_killed,
        delivery_killed,
        seal_killed,
        worker_killed,
        carrier_faults,
        stamps_down,
        two_officers,
        double_click,
        clock_jumps,
        database_killed,
    )
}


def _expect(holds: bool, why: str) -> None:
    if not holds:
        raise Broken(why)


def _killed(process: Popen[str]) -> None:
    until("le processus s'arrête", lambda: process.poll() is not None, 60)


def _acknowledged(said: str) -> Iterable[tuple[str, str]]:
    for line in said.splitlines():
        if line.startswith("ack ") and len(line.split()) == 3:
            _, case, act = line.split()
            yield case, act


def _nothing_lost(platform: Platform, said: str) -> None:
    """Every act said to be done is in the journal."""
    written = platform.must(platform.act("journal"))
    lost = [one for one in _acknowledged(said) if " ".join(one) not in written]
    _expect(not lost, f"{len(lost)} acte(s) annoncés faits et perdus, dont {lost[:1]}")


def _sent(platform: Platform, letters: int) -> bool:
    return len(platform.letters()) == letters and _nothing_waits(platform)


def _nothing_waits(platform: Platform) -> bool:
    return '"pending"' not in platform.must(platform.act("messages"))


def _each_letter_once(platform: Platform, count: int) -> None:
    printed = platform.letters()
    twice = [key for key, lines in printed.items() if len(lines) > 1]
    _expect(not twice, f"{len(twice)} lettre(s) imprimées deux fois, dont {twice[:1]}")
    _expect(len(printed) == count, f"{len(printed)} lettres imprimées au lieu de {count}")


def _still_works(platform: Platform) -> None:
    platform.must(platform.act("lives", "1"))
    platform.must(platform.act("drain"))
    platform.must(platform.act("seal"))
    _holds(platform)


def _holds(platform: Platform) -> None:
    found = platform.breaches()
    _expect(not found, f"{len(found)} invariant(s) rompus : {'; '.join(found[:3])}")
