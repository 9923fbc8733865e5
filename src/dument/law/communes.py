"""The communes of France: by postcode, by INSEE code, by name.

The file is kept as one text and searched in place: it opens in a few milliseconds and holds a megabyte,
where tables of its 37 000 rows would cost ten times as much for the one or two rows that are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from dument.law.courts import UnknownPlace, departements, fold

_POSTCODE = re.compile(r"[0-9]{5}")
_INSEE = re.compile(r"[0-9][0-9AB][0-9]{3}")
_DELIVERY = re.compile(r"^[0-9]{5}\b|\bcedex\b.*$")


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune (or municipal arrondissement) with its postcodes, its département and its court of appeal.

    `kind` is empty for a commune, else `arrondissement`, `deleguee` or `associee`; `part_of` is then the
    INSEE code of the city, or of the commune that holds it.
    """

    insee: str
    name: str
    departement: str
    court: str
    postcodes: tuple[str, ...]
    kind: str
    part_of: str


@lru_cache(maxsize=4096)
def communes_of(postcode: str) -> tuple[Commune, ...]:
    """Return the communes that share the postcode, by INSEE code.

    A city cut in arrondissements is left out where its arrondissements answer. Raises UnknownPlace when the
    postcode is not five digits or is no commune's (a CEDEX code, for one).
    """
    if not _POSTCODE.fullmatch(postcode):
        raise UnknownPlace(f"« {postcode} » n'est pas un code postal : cinq chiffres sont attendus.")
    found = [c for c in _mentioning(postcode) if postcode in c.postcodes and not _is_former(c)]
    if not found:
        raise UnknownPlace(
            f"Le code postal {postcode} n'est celui d'aucune commune. "
            "S'il s'agit d'un code CEDEX, cherchez la commune par son nom."
        )
    cities = {c.part_of for c in found}
    return tuple(c for c in found if c.insee not in cities)


@lru_cache(maxsize=4096)
def commune(insee: str) -> Commune:
    """Return the commune of that INSEE code; for a *commune déléguée* or *associée*, the one that holds it.

    Raises UnknownPlace when there is none.
    """
    code = insee.strip().upper()
    for found in _mentioning(code) if _INSEE.fullmatch(code) else ():
        if found.insee == code:
            return commune(found.part_of) if _is_former(found) else found
    raise UnknownPlace(f"Le code Insee « {insee} » n'est celui d'aucune commune connue.")


def search_communes(text: str, limit: int = 10) -> tuple[Commune, ...]:
    """Return at most `limit` communes whose words begin with the words of the text, best first.

    Accents, case and hyphens do not count; « st » is « saint »; a CEDEX line (« 13902 MARSEILLE CEDEX 2 ») is
    read without its delivery codes; a postcode alone gives its communes, none when it is no commune's.
    """
    if _POSTCODE.fullmatch(text.strip()):
        try:
            return communes_of(text.strip())[:limit]
        except UnknownPlace:
            return ()
    wanted = _DELIVERY.sub("", fold(text)).strip()
    if not wanted:
        return ()
    pattern = re.compile(r"\b" + r".*\b".join(re.escape(word) for word in wanted.split()))
    matches = [(name, i) for i, name in enumerate(_folded_names()) if pattern.search(name)]
    matches.sort(key=lambda m: (not m[0].startswith(wanted), len(m[0]), m[1]))
    return tuple(_read(_lines()[i]) for _, i in matches[:limit])


def _is_former(found: Commune) -> bool:
    """Tell whether the commune is no longer one by itself."""
    return found.kind in {"deleguee", "associee"}


def _mentioning(code: str) -> Iterator[Commune]:
    """Read each line of the file where the code stands, as a commune's code or as a postcode."""
    text = _text()
    at = text.find(code)
    while at >= 0:
        end = text.index("\n", at)
        yield _read(text[text.rindex("\n", 0, at) + 1 : end])
        at = text.find(code, end)


def _read(line: str) -> Commune:
    insee, name, departement, postcodes, kind, part_of = line.split(",")
    court = departements()[departement].court
    return Commune(insee, name, departement, court, tuple(postcodes.split()), kind, part_of)


@cache
def _text() -> str:
    """Return the file without its header; it begins and ends with a line end."""
    text = (files("dument.law") / "data" / "communes.csv").read_text(encoding="utf-8")
    return text[text.index("\n") :]


@cache
def _lines() -> list[str]:
    return _text().strip("\n").split("\n")


@cache
def _folded_names() -> list[str]:
    return [name.strip() for name in fold("\n".join(line.split(",")[1] for line in _lines())).split("\n")]
