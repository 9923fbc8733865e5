"""What a route asks of the creditor: a form, a fee, an amicable attempt, a lawyer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dument.law.claim import Claim
from dument.law.gates import FAILED, threshold
from dument.law.money import in_french
from dument.law.parameters import NotInForce, Value, parameter
from dument.law.tables import load_toml
from dument.law.tribunals import COMMERCE, Tribunal

_IN_COURT = frozenset({"REQUETE_TJ", "ASSIGNATION", "REFERE"})


@dataclass(frozen=True, slots=True)
class Formality:
    """One thing asked, as a French phrase, with its articles and its certainty.

    `answer` is a word for programs: "none", "required", "dispensed", "itself" for the amicable attempt;
    "no", "yes", "unsure" for the lawyer; the number for a form; empty where there is nothing.
    """

    answer: str
    sentence: str
    references: tuple[str, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class Fee:
    """What the court's registry asks: an amount in euros, or None when it is not known; and why."""

    amount: Decimal | None
    sentence: str
    references: tuple[str, ...]
    certainty: str


def form(route: str, court: Tribunal) -> Formality:
    """Return the form of a route before a court; the answer is empty where there is none."""
    for row in load_toml("orientation_forms")["form"]:
        if row["route"] == route and (court.kind in row["courts"] or "any" in row["courts"]):
            read = f"Version lue le {_day(row['read_on'])} : vérifier qu'elle est encore la bonne."
            return Formality(row["name"], read, (row["reference"],), row["certainty"])
    return Formality("", "Aucun formulaire.", (), "confirmed")


def filing_fee(claim: Claim, route: str, court: Tribunal) -> Fee:
    """Return what is paid to seize the court that day (registry and stamp, not the officer)."""
    if route in {"EXECUTION", "CNP_CHEQUE", "DECLARATION_CREANCE", "CONCILIATION", "GEL_SURENDETTEMENT"}:
        return Fee(Decimal(0), "Aucun juge n'est saisi : rien à payer à un greffe.", (), "confirmed")
    if route == "PSRPC":
        sentence = "Aucun greffe ; les frais de la procédure restent au créancier (CPCE L125-1)."
        return Fee(None, sentence, ("CPCE L125-1",), "confirmed")
    if court.kind == "any":
        return Fee(None, "Aucun montant connu pour cette voie.", (), "unconfirmed")
    if route == "IP":
        return _order_fee(claim, court)
    if court.kind in {"tc", "tmc"}:
        return Fee(None, "Frais d'enrôlement du greffe : tarif non trouvé.", ("CPC 854",), "unconfirmed")
    value = value_on("routes_civil_contribution", claim.today)
    sentence = f"Contribution pour l'aide juridique : {in_french(value.amount)}, sauf aide juridictionnelle."
    return Fee(value.amount, sentence, ("CGI 1635 bis Q",), value.certainty)


def _order_fee(claim: Claim, court: Tribunal) -> Fee:
    if court.kind not in {"tc", "tmc"}:
        sentence = "Requête gratuite ; la contribution de 50 € n'y serait pas due (non confirmé)."
        return Fee(Decimal(0), sentence, ("Service-public F1746",), "unconfirmed")
    try:
        value = value_on("routes_commercial_order_fee", claim.today)
    except NotInForce:
        return Fee(None, "Frais de greffe non connus pour ce jour.", ("CPC 1425",), "unconfirmed")
    sentence = f"Frais de greffe : {in_french(value.amount)}, à payer sous quinze jours à peine de caducité."
    return Fee(value.amount, sentence, ("CPC 1425", "Service-public F1746"), value.certainty)


def amicable_step(claim: Claim, route: str, court: Tribunal) -> Formality:
    """Return whether an amicable attempt must come first (CPC 750-1; total, 5 000,00 € within)."""
    if route == "PSRPC":
        sentence = "La procédure simplifiée est elle-même la démarche amiable."
        return Formality("itself", sentence, ("CPCE L125-1",), "confirmed")
    if route == "CONCILIATION":
        sentence = "La conciliation est elle-même la tentative exigée avant de saisir le tribunal."
        return Formality("itself", sentence, ("CPC 750-1",), "confirmed")
    if route == "IP":
        sentence = "Aucune tentative amiable préalable, ni à la requête ni sur opposition."
        return Formality(
            "none", sentence, ("Cass. 2e civ. avis du 25 septembre 2025, n° 25-70.013",), "secondary"
        )
    if route not in _IN_COURT or court.kind in COMMERCE | {"any"}:
        return Formality("none", "Aucune tentative amiable n'est imposée sur cette voie.", (), "confirmed")
    if claim.psrpc in FAILED:
        sentence = (
            "Dispense : la procédure simplifiée a été vainement engagée ; produire le constat en pièce n° 1."
        )
        return Formality("dispensed", sentence, ("CPC 750-1 5°", "CPC 54 5°"), "confirmed")
    return _attempt(claim)


def _attempt(claim: Claim) -> Formality:
    ceiling = parameter("orientation_amicable_ceiling").on(claim.today)
    draft = parameter("orientation_amicable_draft_ceiling").on(claim.today)
    if claim.total <= ceiling.amount:
        sentence = (
            f"Tentative de conciliation, médiation ou procédure participative exigée jusqu'à "
            f"{in_french(ceiling.amount)}, à peine d'irrecevabilité ; la demande doit en faire état."
        )
        return Formality("required", sentence, ("CPC 750-1", "CPC 54 5°"), "confirmed")
    if claim.total <= draft.amount:
        sentence = (
            f"Au-delà de {in_french(ceiling.amount)} le texte lu n'exige pas de tentative ; un projet de "
            f"décret porte ce seuil à {in_french(draft.amount)} : vérifier sa publication."
        )
        return Formality("none", sentence, ("CPC 750-1",), draft.certainty)
    return Formality("none", "Aucune tentative amiable au-delà du seuil.", ("CPC 750-1",), ceiling.certainty)


def lawyer(claim: Claim, route: str, court: Tribunal) -> Formality:
    """Return whether a lawyer is compulsory (CPC 761, 853; CPCE L121-4; 10 000,00 € is without one)."""
    limit = threshold("orientation_lawyer_threshold", claim)
    small = claim.total <= limit
    if route not in _IN_COURT | {"IP"}:
        if route == "HORS_UE" or (route == "EXECUTION" and not small):
            sentence = "Dépend de la juridiction et du montant en cas de contestation."
            return Formality("unsure", sentence, ("CPCE L121-4",), "inferred")
        return Formality("no", "Aucun avocat n'est exigé sur cette voie.", (), "confirmed")
    if court.kind == "any":
        return Formality("unsure", "Règles de l'État où le juge est saisi.", (), "unconfirmed")
    article = "CPC 853" if court.kind in COMMERCE else "CPC 761"
    if small or court.kind == "jcp":
        return Formality("no", f"Avocat non obligatoire ici ({article}).", (article,), "confirmed")
    if route == "IP":
        sentence = (
            f"Au-delà de {in_french(limit)} les sources se contredisent pour la requête ; sur opposition au "
            "tribunal judiciaire, un avocat doit être constitué sous quinze jours."
        )
        return Formality("unsure", sentence, ("CPC 1407", "CPC 1418"), "unconfirmed")
    return Formality(
        "yes", f"Avocat obligatoire au-delà de {in_french(limit)} ({article}).", (article,), "confirmed"
    )


def value_on(name: str, day: date, key: str = "") -> Value:
    """Return the dated value `name` on a day. Raises NotInForce."""
    return parameter(name, key).on(day)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
