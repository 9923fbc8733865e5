"""Drills that kill: a process at each point that the code passes, the site, the database."""

from __future__ import annotations

from dument.cli.drills.expecting import (
    KILLED,
    Skipped,
    each_letter_once,
    expect,
    gone,
    holds,
    nothing_lost,
    nothing_waits,
    sent,
    still_works,
)
from dument.cli.drills.pages import Site
from dument.cli.drills.platform import until
from dument.cli.drills.stage import Stage
from dument.ports.faults import POINTS

LIFE = 11  # acts of one life


def act_killed(stage: Stage, thorough: bool) -> None:
    """kill -9 pendant un acte : tout acte annoncé fait est au journal, aucun n'y est à moitié."""
    points = [point for point in POINTS if point.startswith("act.")]
    ranks = range(1, LIFE + 1) if thorough else (3,)
    platform = stage.platform()
    for point in points if thorough else ("act.in_transaction", "act.committed"):
        for rank in ranks if point != "act.papers_kept" else (1, 2):
            done = platform.act("lives", "2", fault=f"{point}:{rank}")
            expect(done.returncode == KILLED, f"{point}:{rank} n'a pas tué ({done.stderr[-300:]})")
            nothing_lost(platform, done.stdout)
    still_works(platform)


def delivery_killed(stage: Stage, thorough: bool) -> None:
    """kill -9 pendant un envoi : repris par un autre processus, chaque lettre est imprimée une fois."""
    points = [point for point in POINTS if point.startswith("delivery.")]
    platform = stage.platform()
    for point in points if thorough else ("delivery.done_by_provider", "delivery.in_transaction"):
        for rank in (1, 2) if thorough else (2,):  # 1: the notice of the filing; 2: the letter
            platform.must(platform.act("letters", "1"))
            done = platform.act("drain", fault=f"{point}:{rank}")
            expect(done.returncode == KILLED, f"{point}:{rank} n'a pas tué")
    platform.must(platform.act("drain"))
    each_letter_once(platform, (len(points) * 2 if thorough else 2))
    holds(platform)


def seal_killed(stage: Stage, thorough: bool) -> None:
    """kill -9 pendant un sceau : le suivant reprend, la suite des sceaux n'a ni trou ni fourche."""
    platform = stage.platform()
    for point in ("seal.stamped", "seal.in_transaction"):
        platform.must(platform.act("letters", "1"))
        expect(platform.act("seal", fault=f"{point}:1").returncode == KILLED, f"{point} n'a pas tué")
    platform.must(platform.act("seal"))
    platform.must(platform.act("drain"))
    holds(platform)


def worker_killed(stage: Stage, thorough: bool) -> None:
    """kill -9 d'un travailleur au milieu d'un envoi : un autre le reprend."""
    platform = stage.platform()
    try:
        for point in (
            ("delivery.done_by_provider", "delivery.begun") if thorough else ("delivery.done_by_provider",)
        ):
            before = len(platform.letters())
            platform.must(platform.act("letters", "2"))
            gone(platform.start_act("worker", fault=f"{point}:1"))
            platform.start_act("worker")
            until("les lettres partent", lambda n=before + 2: sent(platform, n), 90)  # type: ignore[misc]
            platform.stop()  # else it takes the next letters before the one that is to die
        each_letter_once(platform, len(platform.letters()))
        holds(platform)
    finally:
        platform.stop()


def web_killed(stage: Stage, thorough: bool) -> None:
    """kill -9 du site pendant une requête : le visiteur recommence, son acte est fait une fois."""
    platform = stage.platform()
    points = [point for point in POINTS if point.startswith("act.") and point != "act.papers_kept"]
    for point in points if thorough else ("act.written", "act.committed"):
        case, cookie = platform.must(platform.act("invited_visitor")).split()
        site = Site(platform, fault=f"{point}:1")
        expect(site.accept(cookie) == 0, f"{point} : le site a répondu au lieu de mourir")
        gone(site.process)
        expect(Site(platform).accept(cookie) == 302, f"{point} : la seconde demande n'a pas abouti")
        lines = platform.must(platform.act("journal")).splitlines()
        done = lines.count(f"{case} accepted")
        expect(done == 1, f"{point} : l'acceptation est {done} fois au journal")
        platform.stop()
    platform.must(platform.act("drain"))
    holds(platform)


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
            gone(busy)
            server.start()
            nothing_lost(platform, platform.said()[mark:])
        expect(worker.poll() is None, "le travailleur est mort avec la base")
        until("les lettres partent", lambda: nothing_waits(platform), 120)
        each_letter_once(platform, len(platform.letters()))
        holds(platform)
    finally:
        platform.stop()
