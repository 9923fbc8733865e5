"""Naming an article: `cite()` is the only way, and it refuses what nobody has entered in the registry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from dument.law.tables import load_toml

CERTAINTIES = ("confirmed", "secondary", "inferred", "unconfirmed")
"""From the surest to the least sure: official text or two sources; one source; our reading; not found."""

IN_FRENCH = {
    "confirmed": "confirmé",
    "secondary": "source secondaire",
    "inferred": "déduit des textes",
    "unconfirmed": "non confirmé",
}

_PINPOINT = re.compile(
    r"(?:(?:[IVX]+|al\. \d+|\d+°(?: bis)?|[a-z]\)|in fine|\(ligne \d+\))(?: |$))*",
)


class UnknownReference(LookupError):
    """A citation that the registry does not hold, or whose pinpoint cannot be read."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An article, or a decision, with the place in it.

    `title` says in French what it rules, `certainty` how surely its text is known, `read_on` the day of the
    version read. `str()` is the French citation: "CPCE, art. R125-1 al. 2".
    """

    code: str
    article: str
    pinpoint: str
    title: str
    certainty: str
    read_on: date
    is_article: bool

    def __str__(self) -> str:
        """Return the citation as a French reader expects it."""
        where = f"{self.article} {self.pinpoint}".rstrip()
        numbered = self.is_article and not where.startswith(("annexe", "livre"))
        return f"{self.code}, art. {where}" if numbered else f"{self.code}, {where}"


def weakest(certainties: Iterable[str]) -> str:
    """Return the least sure of `certainties`: an answer is worth its weakest step. "confirmed" when empty."""
    return max(certainties, key=CERTAINTIES.index, default="confirmed")


def distinct(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """Return `references` without repetition, in their first order."""
    return tuple(dict.fromkeys(references))


@cache
def cite(text: str) -> Reference:
    """Return the reference named by `text`: code, article, and optionally the place ("CPCE R125-2 III 4°").

    The article must stand in data/references.toml; the place is read but its existence is not checked.
    Raises UnknownReference.
    """
    for code in sorted(_registry(), key=len, reverse=True):
        if text.startswith(f"{code} "):
            return _in_code(code, text.removeprefix(f"{code} ").removeprefix("art. "), text)
    raise UnknownReference(f"« {text} » : code inconnu du registre des références (references.toml).")


def registered() -> tuple[Reference, ...]:
    """Return every article and decision of the registry, in its order."""
    return tuple(
        cite(f"{code} {article}") for code, entry in _registry().items() for article in entry["articles"]
    )


def _in_code(code: str, rest: str, text: str) -> Reference:
    entry = _registry()[code]
    for article in sorted(entry["articles"], key=len, reverse=True):
        pinpoint = rest.removeprefix(article)
        if rest.startswith(article) and (not pinpoint or pinpoint.startswith(" ")):
            pinpoint = pinpoint.strip()
            if not _PINPOINT.fullmatch(pinpoint):
                break
            facts = entry["articles"][article]
            return Reference(
                code=code,
                article=article,
                pinpoint=pinpoint,
                title=facts["title"],
                certainty=facts["certainty"],
                read_on=facts.get("read_on", entry["read_on"]),
                is_article=entry.get("is_article", True),
            )
    raise UnknownReference(
        f"« {text} » : article absent du registre des références (references.toml) ; l'y ajouter avec "
        "son objet, sa certitude et le jour de lecture."
    )


@cache
def _registry() -> dict[str, dict]:  # type: ignore[type-arg]
    return load_toml("references")
