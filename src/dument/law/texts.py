"""The articles and model sentences that documents print, as dated data with their certainty."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# R125-2 II: the four articles that the letter reproduces, in the order in which they are printed.
ARTICLES = ("l125-1", "l111-2", "l111-3", "2238")
MODELS = ("model-letter", "model-forms", "executory-formula")

# Which files a document prints: articles in full, and sentences of the official models.
_PRINTED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        "invitation": (ARTICLES, ("model-letter",)),
        "acceptance_form": ((), ("model-forms",)),
        "refusal_form": ((), ("model-forms",)),
        "title": ((), ("executory-formula",)),
        "debtor_copy": ((), ("executory-formula",)),
    }
)


class UnknownText(LookupError):
    """No wording of the text was read for that day; the message says which text and which days are known."""


@dataclass(frozen=True, slots=True)
class Text:
    """One wording of one text.

    `key` is the name of its data file; `since` and `until` bound its days, both included (`until` is None for
    the last one); `certainty` is confirmed, secondary, inferred or unconfirmed; `read_on` is the state of the
    source; an unconfirmed wording holds the paragraphs of the last wording known, and `note` says so.
    """

    key: str
    title: str
    since: date
    until: date | None
    certainty: str
    read_on: date
    source: str
    note: str
    paragraphs: tuple[str, ...]
    sentences: Mapping[str, str]

    def as_data(self) -> dict[str, object]:
        """Return what a document needs to print this article, as plain JSON values."""
        return {
            "key": self.key,
            "title": self.title,
            "certainty": self.certainty,
            "note": self.note,
            "source": self.source,
            "paragraphs": list(self.paragraphs),
        }


@cache
def versions(key: str) -> tuple[Text, ...]:
    """Return every wording of a text, oldest first. Raises UnknownText for a key without a data file."""
    if key not in ARTICLES + MODELS:
        raise UnknownText(
            f"« {key} » n'est pas un texte imprimé ; textes connus : {', '.join(ARTICLES + MODELS)}."
        )
    raw = tomllib.loads((files("dument.law") / "texts" / f"{key}.toml").read_text(encoding="utf-8"))
    title = raw.get("label") or f"{raw['code']}, article {raw['article']}"
    found: list[Text] = []
    for row in raw["version"]:
        found.append(_version(key, title, row, found[-1] if found else None))
    return tuple(found)


def _version(key: str, title: str, row: Mapping[str, Any], before: Text | None) -> Text:
    return Text(
        key=key,
        title=title,
        since=row["since"],
        until=row.get("until"),
        certainty=row["certainty"],
        read_on=row["read_on"],
        source=row["source"],
        note=row.get("note", ""),
        # The last wording known is printed, marked, while the new one has not been read.
        paragraphs=tuple(row.get("paragraphs", ())) or (before.paragraphs if before else ()),
        sentences=MappingProxyType(dict(row.get("sentences", {}))),
    )


def in_force(key: str, on: date) -> Text:
    """Return the wording of a text on a day, bounds included. Raises UnknownText before the first one."""
    for text in versions(key):
        if text.since <= on and (text.until is None or on <= text.until):
            return text
    first = versions(key)[0]
    told = f"{first.title} : aucune rédaction lue pour le {on:%d/%m/%Y}"
    raise UnknownText(f"{told} (connue depuis le {first.since:%d/%m/%Y}).")


def printed_by(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys of the articles and of the model sentences that a document prints; empty where none is."""
    return _PRINTED.get(kind, ((), ()))


def printed(kind: str, on: date) -> dict[str, object]:
    """Return `texts` (articles) and `wording` (model sentences by name) that a document prints on a day.

    Plain JSON values, ready to be merged into the document's data. Both are empty for a document for which no
    text imposes a wording. Source: CPCE R125-2 II and IV.
    """
    articles, models = printed_by(kind)
    wording: dict[str, str] = {}
    for key in models:
        wording |= in_force(key, on).sentences
    return {"texts": [in_force(key, on).as_data() for key in articles], "wording": wording}


def unconfirmed(on: date) -> tuple[Text, ...]:
    """Return the printed texts whose wording on a day was not read; production refuses `prepare` for them."""
    return tuple(text for key in ARTICLES + MODELS if (text := in_force(key, on)).certainty == "unconfirmed")
