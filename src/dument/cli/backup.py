"""`dument backup`: the database, the papers and a manifest in one folder, the keys in another."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from dument.cli._site import ready

SLIPS = "bordereaux"


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
def command(folder: Path, keys_folder: Path | None, url: str) -> None:
    """Sauvegarder dans DOSSIER ; relancé sur le même dossier, n'ajoute que les papiers nouveaux.

    Les clés ne sont prises qu'avec --keys, dans un dossier que vous gardez ailleurs que la sauvegarde.
    """
    if keys_folder and _inside(keys_folder, folder):
        raise click.UsageError(
            "Les clés se gardent ailleurs que la sauvegarde : donnez un autre dossier à --keys."
        )
    ready()
    from django.conf import settings
    from django.db import connection

    from dument.cli.backups import database, keys, manifest, papers
    from dument.config.database import database as settings_of
    from dument.queries.clock import now

    folder.mkdir(parents=True, exist_ok=True)
    (folder / manifest.NAME).unlink(missing_ok=True)  # a backup under way is not one
    told = manifest.describe(now(), connection.vendor)
    used = settings_of(url, Path(settings.DUMENT_VAR)) if url else settings.DATABASES["default"]
    try:
        files = [database.save(used, connection.vendor, folder)]
    except database.Failed as failed:
        raise click.ClickException(str(failed)) from failed
    saved, missing = papers.save(folder)
    for path in [*files, *saved, *_slips(Path(settings.DUMENT_VAR), folder)]:
        told.add(folder, path)
    told.write(folder)
    if keys_folder:
        keys.save(keys_folder)
    click.echo(
        f"{told.cases} dossier(s), {told.events} ligne(s) de journal, {len(saved)} papier(s) dans {folder}."
    )
    if not keys_folder:
        click.echo("Les clés n'y sont pas : --keys AUTRE_DOSSIER les prend à part.")
    for sha256 in missing:
        click.echo(f"MANQUE  papier {sha256[:12]}… : il n'est plus conservé, ou il a été altéré.")
    sys.exit(1 if missing else 0)


def _inside(one: Path, other: Path) -> bool:
    a, b = one.resolve(), other.resolve()
    return a == b or a.is_relative_to(b) or b.is_relative_to(a)


def _slips(var: Path, folder: Path) -> list[Path]:
    """Copy the local carrier's slips, and none of its letters, which bear the codes; return their paths."""
    copied = []
    for slip in (var / "courrier").rglob("bordereau.json"):
        path = folder / SLIPS / slip.relative_to(var / "courrier")
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(slip, path)
        copied.append(path)
    return copied
