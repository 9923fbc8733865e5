"""The procedures known: one table each, over the same vocabulary."""

from __future__ import annotations

from importlib import import_module

from dument.procedure.machine import Pack

PACKS = ("l125",)


def pack(name: str) -> Pack:
    """Return the table of that name; raise LookupError for a procedure that is not known."""
    if name not in PACKS:
        raise LookupError(f"La procédure « {name} » n'est pas connue : {', '.join(PACKS)}.")
    found: Pack = import_module(f"dument.procedure.packs.{name}").PACK
    return found
