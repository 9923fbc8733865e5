"""Which court hears the claim, by the nature of the dispute, the parties and the territory."""

from __future__ import annotations

from dataclasses import dataclass

from dument.law.claim import Claim
from dument.law.courts import fold
from dument.law.gates import MERCHANTS, commercial, threshold
from dument.law.tables import load_toml

PROTECTION = frozenset({"home_lease", "consumer_credit"})
"""Causes kept for the juge des contentieux de la protection (COJ L213-4-4, L213-4-5)."""

COMMERCE = frozenset({"tc", "am", "tmc"})
"""Kinds of court that apply the rules of the tribunal de commerce."""

_HOME = "du domicile du débiteur"


@dataclass(frozen=True, slots=True)
class Tribunal:
    """A court, as a French phrase; `why` says the rule, `references` its articles.

    `kind` is "tj" (judiciaire), "jcp" (protection), "tc" (commerce or activités économiques), "am" (chambre
    commerciale of Alsace-Moselle), "tmc" (mixte de commerce, overseas), or "any" where no French court of
    these decides.
    """

    kind: str
    name: str
    why: str
    references: tuple[str, ...]
    certainty: str


def tribunal(claim: Claim, route: str) -> Tribunal:
    """Return the court of the claim for a route (C. com. L721-3; COJ L213-4-4 s.; CPC 42, 46, 1406)."""
    data = load_toml("orientation_tribunals")
    if route in data["no_court"]:
        return Tribunal(
            "any", data["no_court"][route], "Aucun juge n'est saisi sur cette voie.", (), "confirmed"
        )
    if route == "OTHER_DESK":
        desk = data["other_desk"][claim.cause]
        return Tribunal(
            "any", desk, "La nature de la créance désigne son guichet.", ("C. trav. L1411-1",), "confirmed"
        )
    if claim.debtor_residence in {"EU", "DK", "other"}:
        return _abroad(claim)
    return _in_france(claim, route)


def kind_of(claim: Claim) -> str:
    """Return the kind of French court that hears the claim on its merits."""
    if claim.cause in PROTECTION:
        return "jcp"
    if not commercial(claim):
        return "tj"
    return {"FR_alsace_moselle": "am", "FR_overseas": "tmc"}.get(claim.debtor_residence, "tc")


def _in_france(claim: Claim, route: str) -> Tribunal:
    kind = kind_of(claim)
    seat, where, articles = _where(claim, route, kind)
    name, why, references, certainty = {
        "jcp": _protection,
        "tj": _civil,
        "tc": _commercial,
        "am": _alsace_moselle,
        "tmc": _overseas,
    }[kind](claim, _for(claim, seat))
    if kind in COMMERCE and route in {"IP", "REFERE"}:
        name = f"Président {_of(name)}"
    return Tribunal(kind, name, f"{why} {where}", (*references, *articles), certainty)


_Answer = tuple[str, str, tuple[str, ...], str]


def _protection(claim: Claim, seat: str) -> _Answer:
    article = "COJ L213-4-4" if claim.cause == "home_lease" else "COJ L213-4-5"
    what = "du bail d'habitation" if claim.cause == "home_lease" else "du crédit à la consommation"
    return (
        f"Juge des contentieux de la protection{seat}",
        f"Le juge des contentieux de la protection connaît seul {what} ({article}).",
        (article,),
        "confirmed",
    )


def _civil(claim: Claim, seat: str) -> _Answer:
    near = claim.total <= threshold("orientation_proximity_ceiling", claim)
    name = f"Tribunal judiciaire{' ou tribunal de proximité' if near else ''}{seat}"
    if claim.debtor in MERCHANTS:
        return (
            f"{name}, ou au choix du créancier tribunal de commerce",
            "Le créancier qui n'est pas commerçant choisit entre le tribunal judiciaire et le tribunal de "
            "commerce du débiteur commerçant.",
            ("C. com. L721-3",),
            "unconfirmed",
        )
    return (
        name,
        "Le débiteur n'est pas commerçant : tribunal judiciaire.",
        ("COJ annexe tableau IV",),
        "confirmed",
    )


def _commercial(claim: Claim, seat: str) -> _Answer:
    experiment = load_toml("orientation_tribunals")["economic_activities"]
    why = "Les deux parties sont artisans, commerçants ou sociétés commerciales (C. com. L721-3)."
    town = _among(claim.place, experiment["towns"])
    if town and experiment["since"] <= claim.today <= experiment["until"]:
        return (
            f"Tribunal des activités économiques {_of(town)}",
            why,
            ("C. com. L721-3", experiment["reference"]),
            experiment["certainty"],
        )
    return f"Tribunal de commerce{seat}", why, ("C. com. L721-3",), "confirmed"


def _alsace_moselle(claim: Claim, seat: str) -> _Answer:
    town = _among(claim.place, load_toml("orientation_tribunals")["alsace_moselle"]["towns"])
    where = f" {_of(town)}" if town else seat
    return (
        f"Chambre commerciale du tribunal judiciaire{where}",
        "En Alsace-Moselle, cette chambre tient lieu de tribunal de commerce.",
        ("C. com. L721-3", "Service-public F1746"),
        "confirmed",
    )


def _overseas(_: Claim, seat: str) -> _Answer:
    return (
        f"Tribunal mixte de commerce{seat}",
        "Outre-mer, le tribunal mixte de commerce tient lieu de tribunal de commerce.",
        ("C. com. L721-3",),
        "inferred",
    )


def _where(claim: Claim, route: str, kind: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the seat of the court when no town is named, the sentence and the articles of its competence."""
    if claim.debtor_residence == "unknown":
        rule = "Adresse inconnue : le créancier saisit le tribunal de son propre domicile (CPC 42 al. 3)."
        return "du domicile du créancier", rule, ("CPC 42 al. 3",)
    if claim.cause == "coproperty":
        rule = "Charges de copropriété : tribunal du lieu de l'immeuble."
        return "du lieu de l'immeuble", rule, ("CPC 46",)
    if route == "IP":
        rule = (
            "Seul le tribunal du domicile du débiteur est compétent, toute clause contraire est sans effet."
        )
        return _HOME, rule, ("CPC 1406",)
    if kind == "jcp" and claim.cause == "home_lease":
        return "du lieu du logement", "Bail d'habitation : tribunal du lieu du logement.", ("COJ R213-9-7",)
    rule = "Tribunal du domicile du débiteur ou, en matière contractuelle, du lieu d'exécution."
    return _HOME, rule, ("CPC 42", "CPC 46")


def _abroad(claim: Claim) -> Tribunal:
    if claim.debtor_residence != "EU":
        return Tribunal(
            "any",
            "Juridiction française si elle est compétente, sinon celle de l'État du débiteur",
            "Hors de l'Union, la compétence dépend du lieu d'exécution, d'une clause ou d'une convention.",
            ("CPC 46",),
            "secondary",
        )
    if claim.debtor == "consumer" and claim.creditor != "consumer":
        return Tribunal(
            "any",
            "Juridiction de l'État où le consommateur a son domicile",
            "Le consommateur n'est attrait que devant les juridictions de son domicile.",
            ("règlement (UE) 1215/2012 18", "règlement (CE) 1896/2006 6"),
            "unconfirmed",
        )
    here = _for(claim, "").rstrip()
    seat = _commercial(claim, here)[0] if commercial(claim) else _civil(claim, here)[0]
    return Tribunal(
        "any",
        f"{seat} si le lieu d'exécution est en France, sinon juridiction de l'État du débiteur",
        "En matière contractuelle, le lieu de livraison ou d'exécution fonde la compétence.",
        ("règlement (UE) 1215/2012 7",),
        "secondary",
    )


def _town(place: str) -> str:
    return place.partition("(")[0].strip()


def _among(place: str, towns: list[str]) -> str | None:
    """Return the town of the list that the place names, accents and case left aside."""
    return next((town for town in towns if fold(town) == fold(_town(place))), None)


def _for(claim: Claim, seat: str) -> str:
    return f" compétent pour {_town(claim.place)}" if _town(claim.place) else f" {seat}"


def _of(name: str) -> str:
    """Return « de » and the name, contracted as in French: « du Havre », « d'Auxerre »."""
    if name.startswith("Le "):
        return f"du {name[3:]}"
    if name.startswith("Tribunal"):
        return f"du t{name[1:]}"
    if name.startswith("Chambre"):
        return f"de la c{name[1:]}"
    return f"d'{name}" if name[0] in "AEIOU" else f"de {name}"
