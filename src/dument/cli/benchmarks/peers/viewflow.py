"""django-viewflow, in processes of its own over the same database."""

from __future__ import annotations

import os
import sys

SETTINGS = "dument.cli.benchmarks.peers.settings"


def prepare() -> None:
    """Make the peer's tables in the database of the environment."""
    _ready()
    from django.core.management import call_command

    call_command("migrate", "viewflow", verbosity=0)


def one(lives: int) -> None:
    """Be one of the processes: warm up, wait for the word, live."""
    _ready()
    from dument.cli.benchmarks.peers.flow import live

    live()
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(lives):
        live()


def _ready() -> None:
    import django

    os.environ |= {"DJANGO_SETTINGS_MODULE": SETTINGS}
    django.setup()
