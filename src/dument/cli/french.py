"""The words of click in French: its catalogue is `locale`, kept in step by `./dev messages`."""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

DOMAIN = "click"
SUBCOMMANDS = "COMMANDE [ARGUMENTS]…"
# What click names in English and never looks up: the kinds of value, as shown in help and in errors.
KINDS: Mapping[type[click.ParamType[Any]], str] = {
    type(click.STRING): "texte",
    type(click.INT): "entier",
    click.IntRange: "entier",
    type(click.FLOAT): "nombre",
    click.FloatRange: "nombre",
    type(click.BOOL): "booléen",
}


def speak() -> None:
    """Have click say in French, in this process, all that it says.

    Python's gettext takes the language from the environment alone; people read French here whatever the machine's.
    """
    gettext.bindtextdomain(DOMAIN, str(Path(__file__).with_name("locale")))
    gettext.textdomain(DOMAIN)
    os.environ |= {"LANGUAGE": "fr"}
    for kind, name in KINDS.items():
        kind.name = name


def named(command: click.Command) -> click.Command:
    """Return the command, with what its help calls its own subcommands in French, down to the last."""
    if isinstance(command, click.Group):
        command.subcommand_metavar = SUBCOMMANDS
        for one in command.commands.values():
            named(one)
    return command
