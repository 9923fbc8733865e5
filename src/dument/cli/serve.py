"""`dument serve`: the site, and beside it the drain loop of the embedded database."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import click

from dument.cli._site import ready
from dument.web.bodies import THREADS


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Processus du site.")
@click.option("--with-worker/--without-worker", default=True, help="Livrer aussi les messages.")
def command(host: str, port: int, workers: int, with_worker: bool) -> None:
    """Servir le site ; Ctrl-C l'arrête."""
    require_port(host, port)
    ready()
    from django.conf import settings
    from django.core.management import call_command

    if settings.PRODUCTION:  # there, the owner of the tables migrates, apart (docs/running.md)
        call_command("collectstatic", interactive=False, verbosity=0)
    else:
        call_command("migrate", verbosity=0)
    serve(host, port, workers, with_worker)


def require_port(host: str, port: int) -> None:
    """Leave with a sentence and the status 2 when the site could not answer there."""
    try:
        with socket.create_server((host, port)):
            return
    except OverflowError:
        why = "n'existe pas : un port va de 1 à 65535"
    except OSError as refused:
        taken = refused.errno == errno.EADDRINUSE
        why = "est déjà pris par un autre programme" if taken else "est refusé par le système"
    click.echo(f"Le port {port} de {host} {why}. Choisissez-en un autre, par exemple --port 8080.", err=True)
    sys.exit(2)


def site_command(host: str, port: int, workers: int) -> list[str]:
    """Return the command that answers the site's pages there, with so many processes (their threads: web/bodies.py)."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", str(THREADS), "--backpressure", "64", "--no-ws",
        "--log-level", "error", "dument.config.wsgi:application",  # it warns of threads that mostly wait
    ]  # fmt: skip


def serve(host: str, port: int, workers: int, with_worker: bool) -> None:
    """Run the site until it is stopped, with the drain loop beside it."""
    from django.conf import settings

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    click.echo(f"Le site répond sur http://{host}:{port} (Ctrl-C pour arrêter).")
    measures = Path(settings.DUMENT_VAR) / "mesures" / str(port)
    shutil.rmtree(measures, ignore_errors=True)  # those of processes that are gone
    measures.mkdir(parents=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # asked to stop by a supervisor, as by Ctrl-C
    site = site_command(host, port, workers)
    started = [subprocess.Popen(site, env=os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(measures)})]
    if with_worker:
        started.append(subprocess.Popen([sys.executable, "-m", "dument.cli.main", "worker"]))
    try:
        started[0].wait()
    except KeyboardInterrupt:
        click.echo("Arrêté.")
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait()
