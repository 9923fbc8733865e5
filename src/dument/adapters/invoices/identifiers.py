"""SIREN, SIRET and VAT numbers: finding them among a party's identifiers, and checking their keys."""

from __future__ import annotations

from collections.abc import Iterable

import stdnum.fr.siren
import stdnum.fr.siret
import stdnum.fr.tva
from stdnum.eu import vat as european_vat

from dument.adapters.invoices.profiles import FRENCH_TERRITORIES
from dument.ports.invoices import Defect, Party

# ISO 6523 schemes: 0002 is SIREN, 0009 is SIRET; files often write a SIRET under 0002.
FRENCH_SCHEMES = frozenset({"0002", "0009"})


def french(identifiers: Iterable[tuple[str, str]], vat: str, country: str) -> tuple[str, str]:
    """Return (SIREN, SIRET) found in (scheme, value) pairs, else the SIREN inside a right French VAT number.

    A value without scheme counts when the party is French and it has 9 or 14 digits.
    """
    siren = siret = ""
    for scheme, written in identifiers:
        value = "".join(written.split()).replace(".", "")
        home = not scheme and country in FRENCH_TERRITORIES
        if not value.isdigit() or not value.isascii() or not (scheme in FRENCH_SCHEMES or home):
            continue
        if len(value) == 14:
            siret = siret or value
        elif len(value) == 9:
            siren = siren or value
    if not siren and siret:
        siren = siret[:9]
    if not siren and vat.upper().startswith("FR") and stdnum.fr.tva.is_valid(vat):
        # Monaco's numbers (FRxx000…) hold no SIREN.
        tail = stdnum.fr.tva.compact(vat)[2:]
        siren = "" if tail.startswith("000") else tail
    return siren, siret


def check(party: Party, role: str) -> list[Defect]:
    """Return a defect for each wrong key among the identifiers of the "vendeur" or the "acheteur"."""
    whose = "de l'acheteur" if role == "acheteur" else f"du {role}"
    wrong = []
    if party.siren and not stdnum.fr.siren.is_valid(party.siren):
        wrong.append(("SIREN", f"Le SIREN {party.siren} {whose} est faux (clé de Luhn)."))
    if party.siret and not stdnum.fr.siret.is_valid(party.siret):
        wrong.append(("SIRET", f"Le SIRET {party.siret} {whose} est faux (clé de Luhn)."))
    if party.siren and party.siret and not party.siret.startswith(party.siren):
        wrong.append(
            ("SIRET", f"Le SIRET {party.siret} {whose} ne commence pas par son SIREN {party.siren}.")
        )
    if party.vat and not _vat_holds(party.vat):
        wrong.append(("TVA", f"Le numéro de TVA {party.vat} {whose} est faux (clé de contrôle)."))
    return [Defect(rule, "error", message, role) for rule, message in wrong]


def _vat_holds(number: str) -> bool:
    """Tell whether the key holds; numbers from outside the Union can't be judged, and pass."""
    country = number[:2].lower()
    known = country in european_vat.MEMBER_STATES or country == "el"
    return not known or bool(european_vat.is_valid(number))
