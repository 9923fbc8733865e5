"""The `dument` command: finds each subcommand by name and loads it only when it is called."""

from __future__ import annotations

import importlib
import logging
import os
import sys

import click

from dument.cli import french
from dument.ports.errors import NeverAgain, TryAgain

# One word per subcommand -> the module of `dument.cli` whose `command` it is. A command that needs no
# database must not pay for loading Django: `dument calc` answers in a tenth of a second.
COMMANDS = {
    "account": "account",
    "backup": "backup",
    "bench": "bench",
    "calc": "calc",
    "createsuperuser": "django",
    "demo": "demo",
    "examples": "examples",
    "faults": "faults",
    "invariants": "invariants",
    "invoice": "invoice",
    "journal": "journal",
    "law": "law",
    "migrate": "django",
    "orient": "orient",
    "readings": "readings",
    "restore": "restore",
    "retention": "retention",
    "scenario": "scenario",
    "serve": "serve",
    "tick": "tick",
    "title": "title",
    "worker": "worker",
}


class LazyCommands(click.Group):
    """A group whose members are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of every subcommand, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the subcommand of that name, or None when there is no such word."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        loaded = importlib.import_module(f"dument.cli.{module}")
        found = getattr(loaded, cmd_name if module == "django" else "command")
        assert isinstance(found, click.Command)  # noqa: S101 - a programming error, told at once
        return french.named(found)


@click.group(
    cls=LazyCommands,
    subcommand_metavar=french.SUBCOMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
def main() -> None:
    """Dûment : recouvrer une petite créance impayée, sans juge."""


def run() -> None:
    """Run the command and leave with its exit status: 0 done, 1 refused, 2 unusable arguments."""
    french.speak()
    try:
        sys.exit(main())
    except (TryAgain, NeverAgain) as failed:  # their words are written for whoever runs the command
        click.echo(str(failed), err=True)
        sys.exit(1)
    except Exception as failed:
        if os.environ.get("DUMENT_DEBUG") == "1":
            raise
        if not _without_a_database(failed):
            click.echo(_settings_refused(failed) or _broken(failed), err=True)
            sys.exit(1)
        click.echo(
            "La base de données ne répond pas, ou n'est pas à jour. « dument migrate » la prépare ; "
            "DATABASE_URL dit où elle est (sans elle, la base embarquée sous « var »).",
            err=True,
        )
        sys.exit(1)


def _settings_refused(failed: Exception) -> str:
    """Return what the settings say of themselves when they are refused, empty when they are not what failed."""
    exceptions = sys.modules.get("django.core.exceptions")
    refused = exceptions is not None and isinstance(failed, exceptions.ImproperlyConfigured)
    return str(failed) if refused else ""


def _broken(failed: Exception) -> str:
    """Return where the command broke, and nothing of the error's words: they may name somebody, and end in a log."""
    from dument.config.logs import AllowListed

    error = (type(failed), failed, failed.__traceback__)
    record = logging.LogRecord("dument.cli", logging.CRITICAL, __file__, 0, "command_failed", None, error)
    return (
        "Erreur imprévue : la commande s'est arrêtée. La ligne qui suit dit où, sans les mots de l'erreur, qui peuvent "
        f"nommer quelqu'un ; hors production, DUMENT_DEBUG=1 les montre.\n{AllowListed().format(record)}"
    )


def _without_a_database(failed: Exception) -> bool:
    """Tell whether the database is what failed; commands that never load Django do not load it for this."""
    database = sys.modules.get("django.db")
    return database is not None and isinstance(failed, database.OperationalError | database.ProgrammingError)


if __name__ == "__main__":
    run()
