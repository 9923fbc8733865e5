"""`dument restore`: puts a backup back on an empty platform, then proves that it is whole."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import click

from dument.cli._site import ready
from dument.cli.backups import keys
from dument.cli.backups.envelope import Envelope, Unusable, is_sealed, opening
from dument.cli.backups.keys import Kept
from dument.cli.backups.manifest import Manifest
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.faults import reached


@click.command()
@click.argument("folder", metavar="DOSSIER", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--keys", "keys_folder", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Les clés, gardées ailleurs (en production, l'environnement les donne).",
)  # fmt: skip
@click.option(
    "--identity", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Sauvegarde chiffrée : le fichier d'identité d'age qui l'ouvre.",
)  # fmt: skip
@click.option(
    "--keys-identity", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Avec --keys : le fichier d'identité d'age qui ouvre les clés.",
)  # fmt: skip
@click.option("--check", is_flag=True, help="Ne faire que vérifier les fichiers de la sauvegarde.")
def command(
    folder: Path, keys_folder: Path | None, identity: Path | None, keys_identity: Path | None, check: bool
) -> None:
    """Remettre une sauvegarde sur une base vide, puis vérifier chaînes, sceaux, titres, papiers et invariants.

    État de sortie 0 : tout tient. 1 : la plate-forme est remise, mais quelque chose ne tient pas, et c'est dit.
    """
    told = _manifest(folder)
    if damaged := told.damaged(folder):
        raise click.ClickException(
            f"La sauvegarde est abîmée : {len(damaged)} fichier(s), dont « {damaged[0]} »."
        )
    if check:
        click.echo(f"La sauvegarde du {told.made_at} est entière ({len(told.files)} fichiers).")
        return
    closed = _envelope(told, identity)
    kept = _keys(keys_folder, keys_identity)
    from dument.cli.backups import database, papers

    if kept:
        kept.tell()
    ready()
    from django.conf import settings
    from django.db import connection

    if connection.introspection.table_names():
        raise click.ClickException(
            "La base n'est pas vide : la restauration se fait sur une base neuve, sans « dument migrate »."
        )
    connection.close()
    _ask_the_store()
    if kept:  # once sure that no other platform's own are there
        kept.put_back(Path(settings.DUMENT_VAR))
    try:
        with tempfile.TemporaryDirectory(dir=settings.DUMENT_VAR, prefix=".restauration-") as made:
            name = next(
                name for name in database.NAMES.values() if str(closed.named(Path(name))) in told.files
            )
            closed.copy_out(folder / name, Path(made) / name)
            database.load(settings.DATABASES["default"], connection.vendor, Path(made) / name)
        reached("restore.database_back")
        missing = papers.load(folder, closed)
        _slips(folder, Path(settings.DUMENT_VAR), closed)
    except (database.Failed, Unusable) as failed:
        raise click.ClickException(str(failed)) from failed
    except (TryAgain, NeverAgain) as failed:
        raise click.ClickException(
            f"{failed} La base est remise, mais pas tous les papiers : recommencez sur une base neuve."
        ) from failed
    problems = [f"papier {sha256[:12]}… : il manque à la sauvegarde" for sha256 in missing] + list(
        _problems(told)
    )
    click.echo(f"{told.cases} dossier(s) remis, tels qu'au {told.made_at}.")
    for problem in problems:
        click.echo(f"NE TIENT PAS  {problem}")
    if not problems:
        click.echo("Chaînes, sceaux, titres, papiers et invariants tiennent.")
    sys.exit(1 if problems else 0)


def _manifest(folder: Path) -> Manifest:
    from dument.cli.backups import manifest

    try:
        return manifest.read(folder)
    except (FileNotFoundError, ValueError, TypeError) as unreadable:
        raise click.ClickException(
            f"« {folder} » n'est pas une sauvegarde entière : son manifeste manque ou ne se lit pas."
        ) from unreadable


def _envelope(told: Manifest, identity: Path | None) -> Envelope:
    if not is_sealed(list(told.files)):
        return Envelope()
    if identity is None:
        raise click.ClickException(
            "Cette sauvegarde est chiffrée : donnez à --identity le fichier d'identité d'age qui l'ouvre."
        )
    try:
        return opening(identity)
    except Unusable as wrong:
        raise click.ClickException(str(wrong)) from wrong


def _ask_the_store() -> None:
    """Be sure that the store of papers answers before the base is touched; what it holds does not matter."""
    from dument.ports.storage import Missing, store

    with suppress(Missing):
        store().get(sha256(b"").hexdigest())


def _keys(folder: Path | None, identity: Path | None) -> Kept | None:
    if folder is None:
        return None
    try:
        return keys.read(folder, identity)
    except Unusable as wrong:
        raise click.ClickException(str(wrong)) from wrong


def _slips(folder: Path, var: Path, closed: Envelope) -> None:
    from dument.cli.backup import SLIPS

    for slip in (folder / SLIPS).rglob(str(closed.named(Path("bordereau.json")))):
        target = var / "courrier" / slip.relative_to(folder / SLIPS).with_name("bordereau.json")
        target.parent.mkdir(parents=True, exist_ok=True)
        closed.copy_out(slip.with_name("bordereau.json"), target)


def _problems(told: Manifest) -> Iterator[str]:
    """Give what does not hold on the platform put back, the last seal told apart included."""
    from dument.jobs import checks
    from dument.queries import clock, invariants, journal
    from dument.records.journal.models import Seal
    from dument.records.reading import legal_day

    at = clock.now()
    last = Seal.objects.order_by("-number").first()
    if (last.number if last else 0, last.root if last else "") != (told.seal_number, told.seal_root):
        yield "le dernier sceau n'est pas celui de la sauvegarde"
    for broken in journal.verify().broken:
        yield f"{broken.where} : {broken.why}"
    if bad := checks.titles(at):
        yield f"{bad} titre(s) ou copie(s) ne valent plus"
    for breach in invariants.breaches(at, legal_day(at)):
        if breach.invariant != "I5":  # the journal has just been told
            yield f"{breach.invariant} {breach.where} : {breach.why}"
