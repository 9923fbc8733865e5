"""Kinds of documents (UNTDID 1001): their French names, and whether one can support a claim."""

from __future__ import annotations

from decimal import Decimal

NAMES = {
    "325": "Facture pro forma",
    "326": "Facture partielle",
    "380": "Facture",
    "383": "Note de débit",
    "384": "Facture rectificative",
    "386": "Facture d'acompte",
    "388": "Facture fiscale",
    "389": "Facture en autofacturation",
    "393": "Facture affacturée",
    "471": "Facture rectificative en autofacturation",
    "472": "Facture rectificative affacturée",
    "473": "Facture rectificative affacturée en autofacturation",
    "500": "Facture d'acompte en autofacturation",
    "501": "Facture affacturée en autofacturation",
    "751": "Facture pour information comptable",
    "875": "Facture partielle de travaux",
    "876": "Situation de travaux",
    "877": "Décompte final de travaux",
    "261": "Avoir en autofacturation",
    "262": "Avoir global",
    "381": "Avoir",
    "396": "Avoir affacturé",
    "502": "Avoir affacturé en autofacturation",
    "503": "Avoir sur acompte",
}
CREDIT_NOTES = frozenset(
    {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"}
)
FACTORED = frozenset({"393", "472", "473", "501"})


def name_of(code: str, *, credit_note: bool) -> str:
    """Return the French name of a document of that code."""
    if code in NAMES:
        return NAMES[code]
    kind = "Avoir" if credit_note or code in CREDIT_NOTES else "Facture"
    return f"{kind} (type {code})" if code else kind


def why_no_claim(code: str, *, credit_note: bool, currency: str, due: Decimal | None) -> str:
    """Return the French sentence that says why the document supports no claim; "" when it can."""
    if credit_note or code in CREDIT_NOTES:
        return (
            f"C'est un avoir (type {code or '381'}) : il diminue ce que le client doit, il ne fonde pas de "
            "créance. Déposez la facture à laquelle il se rapporte, avoir déduit."
        )
    if code == "325":
        return "C'est une facture pro forma : elle annonce un prix. Déposez la facture définitive."
    if currency and currency != "EUR":
        return f"La facture est en {currency}, pas en euros : saisissez la créance à la main, en euros."
    if due is None:
        return "Le montant restant dû ne se lit pas : saisissez-le à la main."
    if due <= 0:
        return "Rien ne reste dû sur cette facture : elle est soldée d'après ses propres chiffres."
    return ""
