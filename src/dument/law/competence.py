"""Which court of appeal an address lies in: the officer must hold office there (CPCE R125-1 al. 1).

The département comes from the commune, never from the first digits of the postcode: 94390 is in 91, 97133 in
977, and some postcodes are shared by two départements and two courts.
"""

from __future__ import annotations

from dataclasses import dataclass

from dument.law.communes import Commune, commune, communes_of, search_communes
from dument.law.courts import (
    CourtOfAppeal,
    Departement,
    UnknownPlace,
    airport_land,
    court,
    courts,
    departements,
)

__all__ = [
    "IN_FRANCE",
    "AmbiguousPlace",
    "Commune",
    "CourtOfAppeal",
    "Place",
    "UnknownPlace",
    "ask_commune",
    "communes_of",
    "court",
    "court_of",
    "court_of_commune",
    "courts",
    "search_communes",
]

# Country codes under which addresses in France are written: overseas has codes of its own (ISO 3166-1).
IN_FRANCE = frozenset({"FR", "GP", "MQ", "GF", "RE", "YT", "BL", "MF", "PM", "WF", "PF", "NC", "TF"})
_RULE = "CPCE R125-1"
_MAP = "COJ annexe tableau IV"


class AmbiguousPlace(ValueError):
    """The postcode is shared by several courts of appeal: one of `candidates` must be chosen."""

    def __init__(self, postcode: str, candidates: tuple[Commune, ...]) -> None:
        """Keep the communes among which to choose."""
        shared = " et ".join(dict.fromkeys(c.court for c in candidates))
        super().__init__(
            f"Le code postal {postcode} est partagé entre plusieurs cours d'appel ({shared}) : "
            "indiquez la commune."
        )
        self.candidates = candidates


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address stands in law.

    `territory` is the département or collectivity whose local holidays count (« 57 », « 972 », « 978 »);
    `departement_sure` is false when the postcode is shared by several départements of one same court and no
    commune was given (`departement` is then the first of them); `applicable` says whether the procedure of
    L125-1 is open there on the platform; `explanation` holds one French sentence a step.
    """

    postcode: str
    insee: str | None
    commune: str | None
    departement: str
    court: str
    territory: str
    timezone: str
    applicable: bool
    explanation: tuple[str, ...]
    references: tuple[str, ...]
    departement_sure: bool


def court_of(*, postcode: str, insee: str | None = None, airport: bool = False) -> Place:
    """Return the place of an address, and above all its court of appeal.

    `airport` says that the address is on the very land of an airport, which may lie in another court.
    Raises UnknownPlace (no such postcode or commune, or they do not go together) and AmbiguousPlace (the
    postcode is shared by several courts and no commune is given). Source: CPCE R125-1, COJ annexe tableau IV.
    """
    candidates = communes_of(postcode)
    if insee:
        chosen = commune(insee)
        if postcode not in chosen.postcodes:
            raise UnknownPlace(
                f"Le code postal {postcode} n'est pas celui de {chosen.name} ({chosen.insee}), "
                f"qui a : {', '.join(chosen.postcodes) or 'aucun code postal'}."
            )
        return _place(postcode, (chosen,), airport)
    if len({c.court for c in candidates}) > 1:
        raise AmbiguousPlace(postcode, candidates)
    return _place(postcode, candidates, airport)


def court_of_commune(insee: str, *, airport: bool = False) -> Place:
    """Return the place of a commune whose postcode is not at hand (an address with a CEDEX code).

    Its `postcode` is the first of the commune, or empty when it has none. Raises UnknownPlace.
    """
    chosen = commune(insee)
    return _place(chosen.postcodes[0] if chosen.postcodes else "", (chosen,), airport)


def ask_commune(postcode: str) -> bool:
    """Tell whether the commune must be asked: the postcode is shared by several courts of appeal.

    Raises UnknownPlace when no commune has this postcode.
    """
    return len({c.court for c in communes_of(postcode)}) > 1


def _place(postcode: str, communes: tuple[Commune, ...], airport: bool) -> Place:
    """Return the place of communes that all lie in one court."""
    codes = sorted({c.departement for c in communes})
    departement = departements()[codes[0]]
    only = communes[0] if len(communes) == 1 else None
    court_name, on_the_map = _on_the_map(departement, airport)
    steps = [_where(postcode, communes, codes), on_the_map, *_when_to_ask(departement, only, airport)]
    steps.append(_opening(departement, court(court_name)))
    return Place(
        postcode=postcode,
        insee=only.insee if only else None,
        commune=only.name if only else None,
        departement=departement.code,
        court=court_name,
        territory=departement.code,
        timezone=departement.timezone,
        applicable=departement.applicable,
        explanation=tuple(steps),
        references=tuple(dict.fromkeys((_RULE, _MAP, departement.reference))),
        departement_sure=len(codes) == 1,
    )


def _where(postcode: str, communes: tuple[Commune, ...], codes: list[str]) -> str:
    names = " ou ".join(f"{departements()[code].name} ({code})" for code in codes)
    if len(communes) == 1:
        return f"{communes[0].name} (code Insee {communes[0].insee}) est dans le département : {names}."
    return f"Les {len(communes)} communes du code postal {postcode} sont dans : {names}."


def _on_the_map(departement: Departement, airport: bool) -> tuple[str, str]:
    """Return the court's name and the sentence that says why."""
    land = airport_land(departement.code)
    if airport and land is not None:
        return land.court, (
            f"L'adresse est sur l'emprise d'un aérodrome ({land.place}) : elle relève de la "
            f"{court(land.court).full_name}, et non de celle du département ({_MAP})."
        )
    seat = court(departement.court).full_name
    sentence = f"{departement.name} : {seat} ({_MAP})."
    if airport:
        sentence += " Aucun aérodrome n'y fait exception."
    return departement.court, sentence


def _when_to_ask(departement: Departement, only: Commune | None, airport: bool) -> list[str]:
    land = airport_land(departement.code)
    if land is None or airport:
        return []
    if land.asked_in and only is not None and only.insee not in land.asked_in:
        return []
    return [
        f"À demander seulement si l'adresse est sur l'emprise de l'aérodrome ({land.place}) : "
        f"elle relèverait alors de la {court(land.court).full_name}."
    ]


def _opening(departement: Departement, seat: CourtOfAppeal) -> str:
    note = f" {departement.note}" if departement.note else ""
    if departement.applicable:
        return (
            "Le commissaire de justice saisi doit exercer dans ce ressort, celui du domicile ou de la "
            f"résidence du débiteur ({_RULE}) : {seat.full_name}.{note}"
        )
    return f"La procédure de l'article L125-1 n'est pas ouverte ici ({departement.reference}).{note}"
