"""Reads the text of a scenario file, and says in French why it is not TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_WHERE = re.compile(r"at line (\d+), column (\d+)")
_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot redefine", "Duplicate", "Cannot mutate")


class UnreadableFile(ValueError):
    """A file that is not there, is not text, or is not TOML."""


def read_toml(path: Path) -> Mapping[str, Any]:
    """Return the tables of that file; a byte order mark is no obstacle. Raises UnreadableFile."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as reason:
        raise UnreadableFile("fichier illisible : il est absent, ou sa lecture est interdite") from reason
    except UnicodeDecodeError as reason:
        raise UnreadableFile(
            "fichier illisible : ce n'est pas un texte en UTF-8 ; l'enregistrer en UTF-8"
        ) from reason
    except tomllib.TOMLDecodeError as reason:
        raise UnreadableFile(f"fichier illisible : {_why(str(reason))}{_where(str(reason))}") from reason
    except (ValueError, RecursionError) as reason:
        raise UnreadableFile("fichier illisible : trop d'imbrications, ou un nombre trop long") from reason


def _why(told: str) -> str:
    if told.startswith(_TWICE):
        return "une clé ou une table y est écrite deux fois"
    if told.startswith("Invalid date"):
        return "une date n'existe pas"
    return "ce n'est pas du TOML"


def _where(told: str) -> str:
    found = _WHERE.search(told)
    return f", ligne {found[1]}, caractère {found[2]}" if found else ", à la fin du fichier"
