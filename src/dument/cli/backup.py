"""`dument backup`: the database, the papers and a manifest in one folder, the keys in another."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from dument.cli._site import ready
from dument.cli.backups import envelope, keys
from dument.cli.backups.envelope import Envelope, Unusable
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.faults import reached

SLIPS, UNDER_WAY = "bordereaux", "en-cours"


@click.command()
@click.argument("folder", metavar="DOSSIER", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--keys",
    "keys_folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Où mettre les clés : ailleurs.",
)
@click.option(
    "--database", "url", default="", help="Adresse PostgreSQL du rôle dument_backup (défaut : DATABASE_URL)."
)
@click.option(
    "--recipient", "recipients", multiple=True, metavar="age1…",
    help="Chiffrer pour ce destinataire d'age ; plusieurs fois pour plusieurs.",
)  # fmt: skip
@click.option(
    "--keys-recipient", "holders", multiple=True, metavar="age1…",
    help="Avec --keys : chiffrer les clés pour ce destinataire, jamais celui de --recipient.",
)  # fmt: skip
def command(
    folder: Path, keys_folder: Path | None, url: str, recipients: tuple[str, ...], holders: tuple[str, ...]
) -> None:
    """Sauvegarder dans DOSSIER ; relancé sur le même dossier, n'ajoute que les papiers nouveaux.

    Avec --recipient, rien ne touche DOSSIER en clair : seule l'identité du destinataire, gardée ailleurs, l'ouvre.
    Les clés ne sont prises qu'avec --keys, dans un dossier que vous gardez ailleurs que la sauvegarde, et toujours
    chiffrées, pour --keys-recipient : qui ouvre la sauvegarde n'ouvre pas les clés.
    """
    if keys_folder and _inside(keys_folder, folder):
        raise click.UsageError(
            "Les clés se gardent ailleurs que la sauvegarde : donnez un autre dossier à --keys."
        )
    _refuse_a_mixture(folder, recipients)
    try:
        apart = keys.envelope(keys_folder, holders, recipients) if keys_folder else None
        closed = envelope.sealing(recipients)
    except Unusable as refused:
        raise click.ClickException(str(refused)) from refused
    ready()
    from django.conf import settings
    from django.db import connection

    from dument.cli.backups import database, manifest, papers
    from dument.config.database import database as settings_of
    from dument.config.transport import database_in_clear
    from dument.queries.clock import now

    if settings.PRODUCTION and (why := database_in_clear(url)):
        raise click.ClickException(why)
    folder.mkdir(parents=True, exist_ok=True)
    told = manifest.describe(now(), connection.vendor)
    told.recipients = sorted(recipients)
    used = settings_of(url, Path(settings.DUMENT_VAR)) if url else settings.DATABASES["default"]
    shutil.rmtree(folder / UNDER_WAY, ignore_errors=True)  # of one that was killed
    try:
        base = database.save(used, connection.vendor, folder / UNDER_WAY, closed)
        saved, missing = papers.save(folder, closed)
    except (database.Failed, TryAgain, NeverAgain) as failed:
        shutil.rmtree(folder / UNDER_WAY, ignore_errors=True)
        raise click.ClickException(f"{failed} {_left(folder)}") from failed
    for path in saved:
        told.add(folder, path)
    made = folder / UNDER_WAY
    for path in [base, *_slips(Path(settings.DUMENT_VAR), made, closed)]:
        told.add(made, path)
    told.write(made)
    reached("backup.made")
    _publish(made, folder)
    if keys_folder and apart:
        keys.save(keys_folder, apart)
    click.echo(
        f"{told.cases} dossier(s), {told.events} ligne(s) de journal, {len(saved)} papier(s) dans {folder}."
    )
    _warn(clear=not recipients, keys_left=not keys_folder, missing=missing)
    sys.exit(1 if missing else 0)


def _publish(made: Path, folder: Path) -> None:
    """Put what was made in place of the former backup: all is ready, nothing is left but to name it.

    The manifest goes first and comes last: cut in between, this is no backup, and says so.
    """
    from dument.cli.backups import manifest

    (folder / manifest.NAME).unlink(missing_ok=True)
    reached("backup.unnamed")
    shutil.rmtree(folder / SLIPS, ignore_errors=True)
    for one in sorted(made.iterdir(), key=lambda path: path.name == manifest.NAME):
        one.replace(folder / one.name)
    made.rmdir()


def _warn(*, clear: bool, keys_left: bool, missing: list[str]) -> None:
    if clear:
        click.echo("La sauvegarde est en clair : --recipient age1… la chiffre.")
    if keys_left:
        click.echo("Les clés n'y sont pas : --keys AUTRE_DOSSIER les prend à part, chiffrées.")
    for sha256 in missing:
        click.echo(f"MANQUE  papier {sha256[:12]}… : il n'est plus conservé, ou il a été altéré.")


def _left(folder: Path) -> str:
    """Return what there is to restore once this backup has failed."""
    from dument.cli.backups import manifest

    try:
        return f"La sauvegarde n'est pas faite ; celle du {manifest.read(folder).made_at} reste entière. Relancez."
    except (FileNotFoundError, ValueError, TypeError):
        return "La sauvegarde n'est pas faite : relancez."


def _inside(one: Path, other: Path) -> bool:
    a, b = one.resolve(), other.resolve()
    return a == b or a.is_relative_to(b) or b.is_relative_to(a)


def _refuse_a_mixture(folder: Path, recipients: tuple[str, ...]) -> None:
    """Refuse a folder that holds files in clear, or for others: they would stay there, beside the new ones."""
    from dument.cli.backups import manifest

    try:
        before = manifest.read(folder).recipients
    except (FileNotFoundError, ValueError, TypeError):
        if not folder.is_dir() or not any(folder.iterdir()):
            return
        before = None
    if before is None and recipients:
        sealed = all(path.name.endswith((".age", ".part")) for path in folder.rglob("*") if path.is_file())
        before = sorted(recipients) if sealed else []
    if before is not None and before != sorted(recipients):
        raise click.ClickException(
            "Ce dossier contient une sauvegarde en clair, ou chiffrée pour d'autres : donnez un dossier neuf."
        )


def _slips(var: Path, folder: Path, closed: Envelope) -> list[Path]:
    """Copy the local carrier's slips, and none of its letters, which bear the codes; return the files kept."""
    kept = []
    for slip in (var / "courrier").rglob("bordereau.json"):
        with slip.open("rb") as opened:
            kept.append(closed.keep(folder / SLIPS / slip.relative_to(var / "courrier"), opened))
    return kept
