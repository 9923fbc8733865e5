"""The rules of the standard in French, for the ones people meet; the standard itself speaks English."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dument.ports.invoices import Defect

# EN 16931-1, business rules; "BT" numbers are its business terms.
FRENCH = {
    "BR-01": "L'identifiant du profil (BT-24) manque.",
    "BR-02": "Le numéro de facture (BT-1) manque.",
    "BR-03": "La date d'émission (BT-2) manque.",
    "BR-04": "Le type de document (BT-3) manque.",
    "BR-05": "La devise (BT-5) manque.",
    "BR-06": "Le nom du vendeur (BT-27) manque.",
    "BR-07": "Le nom de l'acheteur (BT-44) manque.",
    "BR-08": "L'adresse du vendeur (BG-5) manque.",
    "BR-09": "Le pays du vendeur (BT-40) manque.",
    "BR-10": "L'adresse de l'acheteur (BG-8) manque.",
    "BR-11": "Le pays de l'acheteur (BT-55) manque.",
    "BR-12": "La somme des lignes hors taxe (BT-106) manque.",
    "BR-13": "Le total hors taxe (BT-109) manque.",
    "BR-14": "Le total avec taxe (BT-112) manque.",
    "BR-15": "Le montant à payer (BT-115) manque.",
    "BR-16": "La facture n'a aucune ligne (BG-25).",
    "BR-CO-04": "Une ligne n'a pas de catégorie de TVA (BT-151).",
    "BR-CO-09": "Un numéro de TVA ne commence pas par le code de son pays.",
    "BR-CO-10": "La somme des lignes (BT-106) n'est pas égale au total des montants de lignes (BT-131).",
    "BR-CO-11": "Le total des remises (BT-107) n'est pas la somme des remises (BT-92).",
    "BR-CO-12": "Le total des frais (BT-108) n'est pas la somme des frais (BT-99).",
    "BR-CO-13": "Le total hors taxe (BT-109) n'est pas : lignes − remises + frais.",
    "BR-CO-14": "Le total de TVA (BT-110) n'est pas la somme des TVA par taux (BT-117).",
    "BR-CO-15": "Le total avec taxe (BT-112) n'est pas le total hors taxe (BT-109) plus la TVA (BT-110).",
    "BR-CO-16": "Le montant à payer (BT-115) n'est pas : total TTC − déjà payé (BT-113) + arrondi (BT-114).",
    "BR-CO-17": "Une TVA par taux (BT-117) n'est pas : base (BT-116) × taux (BT-119), arrondie au centime.",
    "BR-CO-18": "La facture n'a aucun détail de TVA (BG-23).",
    "BR-CO-25": "Il reste à payer, et la facture ne dit ni échéance (BT-9) ni délai (BT-20).",
    "BR-CO-26": "Le vendeur n'a ni identifiant, ni immatriculation, ni numéro de TVA.",
    "BR-IC-11": "Livraison intracommunautaire (K) sans date de livraison (BT-72) ni période (BG-14).",
    "BR-IC-12": "Livraison intracommunautaire (catégorie K) sans pays de livraison (BT-80).",
    "PEPPOL-EN16931-R008": "Un élément est présent mais vide.",
}

_PATTERNS = (
    (
        re.compile(r"Attribute '?@(\w+)' (?:is )?marked as not used"),
        "L'attribut {} n'est pas prévu par ce profil.",
    ),
    (
        re.compile(r"Element '(?:\w+:)?(\w+)' is marked as not used"),
        "L'élément {} n'est pas prévu par ce profil.",
    ),
    (
        re.compile(r"Value of '@?(?:\w+:)?(\w+)' is not allowed"),
        "La valeur de {} n'est pas dans la liste admise.",
    ),
    (re.compile(r"Element '(?:\w+:)?(\w+)' must occur exactly"), "L'élément {} manque ou se répète."),
    (re.compile(r"Element '(?:\w+:)?(\w+)' may occur at maximum"), "L'élément {} se répète plus que permis."),
    (re.compile(r"Attribute '?@(\w+)' is required"), "L'attribut {} manque."),
    (re.compile(r"Element '(\w+)': This element is not expected"), "L'élément {} n'est pas à sa place."),
    (re.compile(r"Element '(\w+)': Missing child element"), "Il manque un élément sous {}."),
    (re.compile(r"Element '(\w+)': .* is not a valid value"), "La valeur de {} n'a pas la forme requise."),
)


# Where the identifier of the profile stands in a CII document.
PROFILE_ID = "GuidelineSpecifiedDocumentContextParameter/ID"


def in_french(rule: str, message: str, where: str) -> str:
    """Return the French sentence for a broken rule; the standard's own words when there is none here."""
    if rule in FRENCH:
        return FRENCH[rule]
    if where.endswith(PROFILE_ID) and "not allowed" in message:
        return "L'identifiant du profil (BT-24) n'est pas écrit comme la norme le veut."
    for pattern, sentence in _PATTERNS:
        match = pattern.search(message)
        if match:
            return sentence.format(match.group(1))
    return message


def grouped(defects: Iterable[Defect]) -> tuple[Defect, ...]:
    """Return the defects with repeats counted (the first place is kept), errors first, order kept."""
    seen: dict[tuple[str, str, str], Defect] = {}
    for defect in defects:
        key = (defect.rule, defect.level, defect.message)
        first = seen.get(key)
        times = defect.times + (first.times if first else 0)
        seen[key] = Defect(defect.rule, defect.level, defect.message, (first or defect).where, times)
    return tuple(sorted(seen.values(), key=lambda defect: defect.level != "error"))
