"""The courts of appeal and their départements (code de l'organisation judiciaire, annexe, tableau IV)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from dument.law.tables import load_csv

_NOT_A_LETTER = re.compile(r"[^a-z0-9\n]+")
_SAINT = re.compile(r"\bst(e?)\b")
_TITLE = re.compile(r"^(?:ca|(?:la )?cour d appel) (?:de |d )?")


class UnknownPlace(ValueError):
    """No such place, or places that do not go together; the message is a French sentence."""


@dataclass(frozen=True, slots=True)
class CourtOfAppeal:
    """A court of appeal: the commune and the département of its seat, and the time zone there."""

    name: str
    seat_insee: str
    seat_commune: str
    seat_departement: str
    timezone: str

    @property
    def full_name(self) -> str:
        """Return the court as French names it: « cour d'appel d'Aix-en-Provence »."""
        if self.name.startswith("Tribunal"):
            return self.name[0].lower() + self.name[1:]
        return "cour d'appel " + ("d'" if self.name[0] in "AEIOUÉ" else "de ") + self.name


@dataclass(frozen=True, slots=True)
class Departement:
    """A département or collectivity: its court of appeal, its zone, and whether L125-1 is open there."""

    code: str
    name: str
    court: str
    timezone: str
    applicable: bool
    reference: str
    note: str
    certainty: str


@dataclass(frozen=True, slots=True)
class AirportLand:
    """The land of an airport that lies in another court than its département.

    `asked_in` holds the INSEE codes where the question is worth asking; empty, it is the whole département.
    """

    departement: str
    court: str
    place: str
    asked_in: frozenset[str]
    reference: str


def fold(text: str) -> str:
    """Return the text without accents, case nor punctuation, « st » read as « saint ».

    Line ends are kept, so that a whole list of names is folded in one call.
    """
    plain = (
        unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("’", "'"))
        .encode("ascii", "ignore")
        .decode()
    )
    words = _SAINT.sub(r"saint\1", _NOT_A_LETTER.sub(" ", plain))
    return words.strip(" ")


@cache
def courts() -> tuple[CourtOfAppeal, ...]:
    """Return every court of appeal, by name (and the tribunal supérieur d'appel of Saint-Pierre)."""
    return tuple(
        CourtOfAppeal(r["court"], r["seat_insee"], r["seat_commune"], r["seat_departement"], r["timezone"])
        for r in load_csv("courts.csv")
    )


@cache
def departements() -> dict[str, Departement]:
    """Return the départements and collectivities by code (« 2A », « 57 », « 972 », « 978 »)."""
    return {
        r["departement"]: Departement(
            code=r["departement"],
            name=r["name"],
            court=r["court"],
            timezone=r["timezone"],
            applicable=r["applicable"] == "yes",
            reference=r["reference"],
            note=r["note"],
            certainty=r["certainty"],
        )
        for r in load_csv("courts_by_departement.csv")
    }


@cache
def airport_land(departement: str) -> AirportLand | None:
    """Return the airport land of the département that lies in another court, or None."""
    for r in load_csv("courts_exceptions.csv"):
        if r["departement"] == departement:
            asked = frozenset(r["asked_in"].split())
            return AirportLand(departement, r["court"], r["place"], asked, r["reference"])
    return None


def court(name: str) -> CourtOfAppeal:
    """Return the court of that name, accents, case, hyphens and « cour d'appel de » left aside.

    Raises UnknownPlace, which names the courts, when there is none.
    """
    wanted = _TITLE.sub("", fold(name))
    found = _courts_by_spelling().get(wanted)
    if found is None:
        known = ", ".join(c.name for c in courts())
        raise UnknownPlace(f"« {name} » n'est pas une cour d'appel. Cours connues : {known}.")
    return found


@cache
def _courts_by_spelling() -> dict[str, CourtOfAppeal]:
    by_name = {c.name: c for c in courts()}
    spellings = {fold(name): found for name, found in by_name.items()}
    for r in load_csv("courts.csv"):
        spellings |= {fold(other): by_name[r["court"]] for other in r["also"].split("|") if other}
    return spellings
