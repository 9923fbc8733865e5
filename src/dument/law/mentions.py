"""What each printed document must mention, with its article, and what a document's data lacks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# A printed zero ("0.00") is a mention; an empty list is not, nor a blank text.
_EMPTY: tuple[object, ...] = (None, [], {}, ())


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing a document must say.

    `code` is stable; `label` is French; `article` is its source; `certainty` tells whether a text demands it
    (confirmed) or it is a drafting choice (inferred); `fields` are the dotted paths of the data that carry
    it ("a|b": one of the two is enough); `proof` are words that must be read in the printed document.
    """

    code: str
    label: str
    article: str
    certainty: str
    fields: tuple[str, ...]
    proof: tuple[str, ...]


@cache
def catalogue() -> Mapping[str, tuple[Mention, ...]]:
    """Return the mandatory mentions of every kind of document, in the order of the data file."""
    raw = tomllib.loads((files("dument.law") / "data" / "mentions.toml").read_text(encoding="utf-8"))
    rows = {
        row["code"]: Mention(
            code=row["code"],
            label=row["label"],
            article=row["article"],
            certainty=row["certainty"],
            fields=tuple(row["fields"]),
            proof=tuple(row.get("proof", ())),
        )
        for row in raw["mention"]
    }
    return {kind: tuple(rows[code] for code in codes) for kind, codes in raw["document"].items()}


def required(kind: str) -> tuple[Mention, ...]:
    """Return what a document must mention. Raises KeyError for a kind that is not in the catalogue."""
    return catalogue()[kind]


def missing(kind: str, data: Mapping[str, object]) -> tuple[Mention, ...]:
    """Return the mentions that the data of a document cannot carry, in the order of the catalogue.

    A mention is missing when any of its fields is absent, empty or blank; of "a|b", when both are. A field
    "a.*.b" must be filled in every row of `a`, which must have one row at least. Empty tuple: nothing is missing.
    """
    return tuple(m for m in required(kind) if not all(_one_filled(data, field) for field in m.fields))


def _one_filled(data: Mapping[str, object], field: str) -> bool:
    return any(_filled(data, path.split(".")) for path in field.split("|"))


def _filled(value: object, path: list[str]) -> bool:
    if not path:
        return value not in _EMPTY and not (isinstance(value, str) and not value.strip())
    head, rest = path[0], path[1:]
    if head == "*":
        return isinstance(value, list) and bool(value) and all(_filled(row, rest) for row in value)
    return isinstance(value, Mapping) and _filled(value.get(head), rest)
