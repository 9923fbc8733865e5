"""Drills that kill what keeps and what erases: purge, destruction, digest, backup, restore."""

from __future__ import annotations

from dument.cli.drills.expecting import KILLED, each_letter_once, expect, holds
from dument.cli.drills.platform import Platform
from dument.cli.drills.stage import Stage

YEARS = "20"  # after which no case is kept


def _dies(platform: Platform, *act: str, at: str) -> None:
    done = platform.act(*act, fault=f"{at}:1")
    expect(done.returncode == KILLED, f"{at} n'a pas tué {act[0]} ({done.stderr[-300:]})")


def purge_killed(stage: Stage, thorough: bool) -> None:
    """kill -9 d'un retrait puis d'un effacement : un dossier est effacé entier ou pas, la suite reprend."""
    platform = stage.platform()
    _dies(platform, "given_up", "1", at="discard.erased")
    platform.must(platform.act("given_up", "2" if thorough else "1"))
    platform.must(platform.act("drain"))
    holds(platform)
    count = len(platform.must(platform.act("states")).split())
    for point in ("purge.emptied", "purge.committed") if thorough else ("purge.emptied",):
        _dies(platform, "purge", YEARS, at=point)
        holds(platform)
    platform.must(platform.act("purge", YEARS))
    erased = platform.must(platform.act("erased")).split()
    expect(erased == [str(count)] * 2, f"effacés, consignés : {erased} pour {count} dossiers")
    _dies(platform, "discard", at="discard.erased")
    platform.must(platform.act("discard"))
    holds(platform)


def digest_killed(stage: Stage, thorough: bool) -> None:
    """kill -9 pendant le résumé du matin : au tour suivant il part, une fois, sans rien oublier."""
    platform = stage.platform()
    platform.must(platform.act("digest_chosen"))
    platform.must(platform.act("letters", "2"))
    platform.must(platform.act("declined", "1"))
    platform.must(platform.act("drain"))
    _dies(platform, "digest", at="digest.made")
    expect("send_digest" not in platform.must(platform.act("messages")), "un résumé à moitié fait est resté")
    for _ in range(2):  # the second of a morning makes none
        platform.must(platform.act("digest"))
    platform.must(platform.act("drain", "1"))
    told = platform.must(platform.act("messages")).count("send_digest")
    expect(told == 1, f"{told} résumés pour une matinée")
    expect(platform.must(platform.act("held")).split() == ["0"], "un avis gardé n'est dans aucun résumé")
    holds(platform)


def backup_killed(stage: Stage, thorough: bool) -> None:
    """kill -9 d'une sauvegarde : l'ancienne reste entière, ou il est dit qu'il n'y en a plus, et relancer suffit."""
    platform = stage.platform()
    folder = str(platform.var / "sauvegarde")
    platform.must(platform.act("letters", "1"))
    platform.must(platform.act("backup", folder))
    platform.must(platform.act("letters", "1"))
    for point, whole in (("backup.made", True), ("backup.unnamed", False)):
        _dies(platform, "backup", folder, at=point)
        looked = platform.dument("restore", "--check", folder)
        expect((looked.returncode == 0) is whole, f"{point} : {looked.stdout}{looked.stderr[-300:]}")
        platform.must(platform.act("backup", folder))
        platform.must(platform.dument("restore", "--check", folder))
    platform.must(platform.act("drain"))
    elsewhere = stage.empty(like=platform)
    elsewhere.must(elsewhere.dument("restore", folder))
    elsewhere.must(elsewhere.act("drain"))
    each_letter_once(elsewhere, 2)


def restore_killed(stage: Stage, thorough: bool) -> None:
    """kill -9 d'une restauration : la relancer au même endroit est refusé, ailleurs elle va au bout."""
    platform = stage.platform()
    folder = str(platform.var / "sauvegarde")
    platform.must(platform.act("lives" if thorough else "letters", "1"))
    platform.must(platform.dument("backup", folder))
    half = stage.empty(like=platform)
    _dies(half, "restore", folder, at="restore.database_back")
    again = half.dument("restore", folder)
    expect(again.returncode == 1 and "n'est pas vide" in again.stderr, f"relancée : {again.stderr[-300:]}")
    elsewhere = stage.empty(like=platform)
    elsewhere.must(elsewhere.dument("restore", folder))
    holds(elsewhere)
