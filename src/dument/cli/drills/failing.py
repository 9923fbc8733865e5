"""Drills of what the platform leans on: the carrier, the timestamp authority, the disk, a backup put back."""

from __future__ import annotations

from dument.cli.drills.expecting import each_letter_once, expect, holds
from dument.cli.drills.pages import Site
from dument.cli.drills.stage import Stage


def carrier_faults(stage: Stage, thorough: bool) -> None:
    """Transporteur en panne, lent, ou dont la réponse se perd : une lettre chacune, jamais deux."""
    platform = stage.platform()
    for behaviour in ("down", "lost", "slow"):
        platform.must(platform.act("letters", "1"))
        platform.script(carrier=behaviour)
        platform.must(platform.act("drain"))
    platform.script()
    platform.must(platform.act("drain", "60"))
    each_letter_once(platform, 3)
    holds(platform)


def carrier_refuses(stage: Stage, thorough: bool) -> None:
    """Le transporteur refuse pour de bon : c'est dit, une personne relance, la lettre part une fois."""
    platform = stage.platform()
    platform.must(platform.act("letters", "1"))
    platform.script(carrier="refuses")
    platform.must(platform.act("drain"))
    told = platform.dument("worker", "--failed")
    expect(told.returncode == 1 and "send_letter" in told.stdout, "l'échec définitif n'est pas dit")
    platform.script()
    platform.must(platform.act("drain", "60"))
    each_letter_once(platform, 0)  # nothing is taken up again by itself
    platform.must(platform.dument("worker", "--requeue", "tout"))
    platform.must(platform.act("drain"))
    each_letter_once(platform, 1)
    holds(platform)


def carrier_lies(stage: Stage, thorough: bool) -> None:
    """Le transporteur répond deux fois, autrement la seconde : l'écart avec la preuve gardée est dit."""
    platform = stage.platform()
    platform.must(platform.act("letters", "1"))
    platform.must(platform.act("drain"))
    holds(platform)
    platform.script(carrier="lies")
    named = [breach for breach in platform.breaches() if breach.startswith("I2 ")]
    expect(len(named) == 1, f"le mensonge n'est pas vu : {platform.breaches()}")
    platform.script()
    holds(platform)


def stamps_down(stage: Stage, thorough: bool) -> None:
    """Horodatage en panne ou menteur : ni titre ni sceau, alarme à une heure ; au retour, le titre vient."""
    platform = stage.platform()
    [case] = platform.must(platform.act("agreed", "1")).split()
    platform.script(stamps="down")
    expect(platform.act("title", case).stdout.split()[0] == "refused", "un titre est venu sans horodatage")
    expect("agreed" in platform.must(platform.act("states")), "le dossier n'est plus à l'accord")
    expect(platform.act("seal").returncode != 0, "un sceau est venu sans horodatage")
    for minutes, late in (("59", False), ("61", True)):
        told = platform.must(platform.act("seal_late", minutes))
        expect(("seal" in told) is late, f"{minutes} minutes sans sceau : l'alarme dit « {told.strip()} »")
    platform.script(stamps="lies")
    expect(platform.act("seal").returncode != 0, "un jeton qui vaut pour autre chose a scellé")
    platform.script()
    expect(platform.act("title", case).stdout.split()[0] == "ack", "le titre n'est pas venu au retour")
    platform.must(platform.act("seal"))
    platform.must(platform.act("drain"))
    holds(platform)


def disk_full(stage: Stage, thorough: bool) -> None:
    """Disque à sa limite : le site lit et n'écrit plus ; la place rendue, il écrit."""
    platform = stage.platform()
    case, cookie = platform.must(platform.act("invited_visitor")).split()
    full = Site(platform, DUMENT_DISK_LIMIT="0.000001")
    expect(full.get("/") == 200, "le site ne se lit plus")
    expect(full.accept(cookie) == 503, "le site écrit encore")
    expect(f"{case} accepted" not in platform.must(platform.act("journal")), "l'acte refusé est au journal")
    platform.stop()
    expect(Site(platform, DUMENT_DISK_LIMIT="1.1").accept(cookie) == 302, "le site n'écrit pas de nouveau")
    platform.stop()
    platform.must(platform.act("drain"))
    holds(platform)


def restored(stage: Stage, thorough: bool) -> None:
    """Une sauvegarde remise après le départ des lettres : rien ne part une seconde fois, tout tient."""
    platform = stage.platform()
    platform.must(platform.act("letters", "2"))
    folder = platform.var / "sauvegarde"
    platform.must(platform.dument("backup", str(folder)))
    platform.must(platform.act("drain"))
    each_letter_once(platform, 2)
    elsewhere = stage.empty(like=platform)
    elsewhere.must(elsewhere.dument("restore", str(folder)))
    elsewhere.must(elsewhere.act("drain"))
    each_letter_once(elsewhere, 2)
    holds(elsewhere)
