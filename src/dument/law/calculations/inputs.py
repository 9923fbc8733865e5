"""Reading a question: every field is checked, and what is wrong is said in French."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from dument.law.courts import departements
from dument.law.money import euros, rounded
from dument.law.questions import shown
from dument.law.references import Reference

Answer = dict[str, Any]

_RATE = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,6})?")
_WHOLE = re.compile(r"[0-9]{1,6}")
_DAY = re.compile(r"(?:19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}")


class BadInput(ValueError):
    """A question that cannot be used: a field missing, of the wrong kind, or out of bounds."""


class Refused(Exception):
    """A question that the law, as read, does not answer."""


class Inputs:
    """The fields of one question, read one by one; each reader raises BadInput with a French sentence."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        """Keep the fields given."""
        self._given, self._read = given, set[str]()

    def has(self, name: str) -> bool:
        """Tell whether a field says something: null is the same as nothing."""
        if self._given.get(name) is None:
            self._read.add(name)
            return False
        return True

    def raw(self, name: str) -> Any:
        """Return a field as it came; BadInput when it is missing."""
        self._read.add(name)
        if name not in self._given:
            raise BadInput(f"Il manque « {name} ».")
        return self._given[name]

    def money(self, name: str) -> Decimal:
        """Return an amount in euros, from text such as "1214.20"."""
        try:
            return euros(_text(self.raw(name)))
        except ValueError as reason:
            raise BadInput(f"« {name} » : {reason}") from reason

    def moneys(self, name: str) -> list[Decimal]:
        """Return a list of amounts, one or more."""
        return [Inputs({name: one}).money(name) for one in self._list(name)]

    def rate(self, name: str) -> Decimal:
        """Return a yearly rate in percent, 0 to below 1 000, with at most six decimals."""
        text = _text(self.raw(name))
        if not _RATE.fullmatch(text):
            raise BadInput(f"« {name} » : {shown(text)} n'est pas un taux ; écrire par exemple 6.65.")
        return Decimal(text.replace(",", "."))

    def day(self, name: str) -> date:
        """Return a day from 1900 to 2199, from ISO text such as "2026-10-13"."""
        text = _text(self.raw(name))
        try:
            if not _DAY.fullmatch(text):
                raise ValueError(text)
            return date.fromisoformat(text)
        except ValueError as reason:
            raise BadInput(
                f"« {name} » : {shown(text)} n'est pas une date ; écrire par exemple 2026-10-13."
            ) from reason

    def day_or_none(self, name: str) -> date | None:
        """Return a day, or None when the field is missing or null."""
        return self.day(name) if self.has(name) else None

    def whole(self, name: str, least: int, most: int) -> int:
        """Return a whole number from `least` to `most`, from a number or from its digits."""
        value = self.raw(name)
        if isinstance(value, str) and _WHOLE.fullmatch(value):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise BadInput(f"« {name} » : {shown(value)} n'est pas un nombre entier de {least} à {most}.")
        return value

    def word(self, name: str, words: Collection[str], default: str | None = None) -> str:
        """Return one of `words`, 2016 being read as "2016"; `default` when the field is missing or null."""
        value = self.raw(name) if default is None or self.has(name) else default
        if type(value) is int:
            value = str(value)
        if not isinstance(value, str) or value not in words:
            raise BadInput(f"« {name} » : {shown(value)} inconnu ; attendu : {', '.join(words)}.")
        return value

    def text(self, name: str) -> str:
        """Return a text that is not empty."""
        value = _text(self.raw(name)).strip()
        if not value:
            raise BadInput(f"« {name} » est vide.")
        return value

    def departement(self, name: str) -> str:
        """Return the code of a département or collectivity of France: "57", "2A", "974"."""
        text = self.text(name)
        if text.upper() not in departements():
            raise BadInput(
                f"« {name} » : {shown(text)} n'est pas un code de département ; écrire par exemple 57, 2A ou 974."
            )
        return text.upper()

    def flag(self, name: str) -> bool:
        """Return true or false; false when the field is missing or null."""
        value = self.raw(name) if self.has(name) else False
        if not isinstance(value, bool):
            raise BadInput(f"« {name} » : {shown(value)} n'est ni true ni false.")
        return value

    def each(self, name: str) -> list[Inputs]:
        """Return the questions of a list of objects, one or more."""
        items = self._list(name)
        if not all(isinstance(one, dict) for one in items):
            raise BadInput(f"« {name} » : une liste d'objets est attendue.")
        return [Inputs(one) for one in items]

    def ignored(self) -> list[str]:
        """Return a sentence that names the fields given and never read, or nothing."""
        names = [name for name in self._given if name not in self._read]
        return [f"Champ sans usage pour ce sujet, ignoré : {', '.join(names)}."] if names else []

    def _list(self, name: str) -> list[Any]:
        value = self.raw(name)
        if not isinstance(value, list) or not value:
            raise BadInput(f"« {name} » : une liste non vide est attendue.")
        return value


def with_reasons(
    values: Answer, explanation: Sequence[str], references: Sequence[Reference], certainty: str
) -> Answer:
    """Return `values` with their reasons: the form of every answer."""
    return {
        **values,
        "explanation": list(explanation),
        "references": [str(reference) for reference in references],
        "certainty": certainty,
    }


def amount(value: Decimal) -> str:
    """Return an amount as text, rounded to the cent."""
    return f"{rounded(value):f}"


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise BadInput(f"un texte est attendu, non {shown(value)}.")
    return str(value)
