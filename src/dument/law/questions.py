"""A question put in JSON words: one object, each field written once; what is wrong is said in French."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any


class UnreadableQuestion(ValueError):
    """A text that is not one JSON object, or that gives the same field twice."""


def read_object(text: str, *, parse_float: Callable[[str], Any]) -> dict[str, Any]:
    """Return the fields of a JSON object; `parse_float` makes the numbers with a point.

    Of a field written twice, JSON readers keep the last value without a word: an amount would change unseen, so
    it is refused. Raises UnreadableQuestion.
    """
    try:
        found = json.loads(text, parse_float=parse_float, object_pairs_hook=_each_once)
    except UnreadableQuestion:
        raise
    except json.JSONDecodeError as reason:
        raise UnreadableQuestion(
            f"Ce n'est pas du JSON lisible, à partir de la ligne {reason.lineno}, caractère {reason.colno}."
        ) from reason
    except (ValueError, RecursionError) as reason:
        raise UnreadableQuestion(
            "Ce n'est pas du JSON lisible : trop d'imbrications, ou un nombre trop long."
        ) from reason
    if not isinstance(found, dict):
        raise UnreadableQuestion("Un objet JSON est attendu : des champs entre accolades.")
    return found


def shown(value: Any) -> str:
    """Return a value as the person wrote it: a text between guillemets, the rest in JSON words; always printable."""
    words = f"« {value} »" if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    # A lone surrogate, legal in JSON, cannot be printed.
    return words.encode(errors="replace").decode()


def _each_once(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in fields:
        if name in found:
            raise UnreadableQuestion(
                f"{shown(name)} est écrit deux fois : ne garder qu'une des deux valeurs."
            )
        found[name] = value
    return found
