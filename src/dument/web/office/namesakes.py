"""A name of the office's list that is also a party's: nothing is concluded from it, the officer looks."""

from __future__ import annotations

import re
import unicodedata

from dument.queries.cases import CaseRead

SHORTEST = 3  # "de", "la", initials tell nothing


def of(name: str, case: CaseRead) -> str:
    """Return the party that shares a word of that name ("le débiteur", "le créancier"), or an empty text."""
    words = _words(name)
    for label, party in (("le débiteur", case.debtor), ("le créancier", case.creditor)):
        if words & _words(party.name):
            return label
    return ""


def _words(name: str) -> set[str]:
    """Return the words of a name, without accents nor case."""
    plain = "".join(one for one in unicodedata.normalize("NFD", name) if not unicodedata.combining(one))
    return {word for word in re.findall(r"\w+", plain.casefold()) if len(word) >= SHORTEST} - TITLES


TITLES = {"maitre", "monsieur", "madame", "societe", "sarl", "sas", "etude", "entreprise", "les", "des"}
