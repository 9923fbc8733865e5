"""`dument bench`: what the platform does in a second, beside its limit or its peer."""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path

import click

from dument.cli._site import throwaway

# Those that need PostgreSQL (`DUMENT_BENCH_POSTGRES`) say so when there is none.
BENCHES = ("audit", "interest", "letters", "life", "lives", "pages", "recovery", "scaling", "sweep")
ON_POSTGRESQL = {"audit", "lives", "pages", "recovery", "scaling", "sweep"}
STUBS = {
    "DUMENT_TYPESETTER": "dument.cli.benchmarks.stubs.NoTypesetter",
    "DUMENT_SIGNER": "dument.cli.benchmarks.stubs.NoSigner",
    "DUMENT_CARRIER": "dument.cli.benchmarks.stubs.NoCarrier",
}


@click.command()
@click.argument("name", metavar="MESURE", type=click.Choice([*BENCHES, "all"]))
@click.option("--size", type=click.IntRange(min=10), help="Combien (défaut : la taille de la cible).")
@click.option("--minutes", default=25.0, show_default=True, help="all : le temps donné à l'ensemble.")
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON.")
def command(name: str, size: int | None, minutes: float, as_json: bool) -> None:
    """Mesurer, sur une base jetable.

    audit : vérifier un million de lignes de journal ; pages : les pages à 10 000 puis un million de dossiers ;
    interest : un million d'intérêts ; letters : lettres scellées ; life : vie d'un dossier ; lives : la même sur
    PostgreSQL, à un et deux processus ; recovery : tout est tué, vingt fois ; scaling : de un à huit travailleurs ;
    sweep : l'échéancier du matin sur un million de dossiers ; all : toutes, l'une après l'autre.
    """
    if name == "all":
        _all(minutes, size)
    folder = Path(os.environ.get("DUMENT_VAR", "var")).resolve() / "bench"
    if name in {"life", "lives", "pages"}:
        os.environ |= STUBS
    # The peer of the interest benchmark; the platform itself is measured on a throw-away embedded database.
    os.environ.setdefault("DUMENT_BENCH_POSTGRES", os.environ.get("DATABASE_URL", ""))
    server = os.environ["DUMENT_BENCH_POSTGRES"] if name in ON_POSTGRESQL else ""
    if name in ON_POSTGRESQL and not server:
        raise click.UsageError(
            f"« {name} » se mesure sur PostgreSQL : donnez un serveur à DUMENT_BENCH_POSTGRES, ou lancez "
            "« python -m scripts.dev.with_postgres dument bench … »."
        )
    try:
        with throwaway(server):
            report = importlib.import_module(f"dument.cli.benchmarks.{name}").run(size)
    except ModuleNotFoundError as peer:
        raise click.UsageError(
            f"« {name} » se mesure auprès de {peer.name}, que la production n'a pas : lancez « ./dev bench {name} »."
        ) from peer
    path = report.write(folder)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        click.echo("\n".join(report.lines()))
        click.echo(f"  → {path}")
    sys.exit(0 if all(figure.met is not False for figure in report.figures) else 1)


def _all(minutes: float, size: int | None) -> None:
    """Run every benchmark, tell what came of each, and leave with 1 when a target is not reached."""
    from dument.cli.benchmarks import every

    sizes = dict.fromkeys(every.SIZES, size) if size else every.SIZES
    server = os.environ.get("DUMENT_BENCH_POSTGRES") or os.environ.get("DATABASE_URL", "")
    found = every.run(server, minutes=minutes, sizes=sizes)
    for name, problem in found.items():
        click.echo(f"{name:<10} {problem or 'toutes les cibles atteintes.'}")
    sys.exit(1 if any(found.values()) else 0)
