"""A party found by its SIREN: the register fills the form, the person reads it again."""

from __future__ import annotations

from collections.abc import Mapping

from dument.ports.companies import Company, register
from dument.ports.errors import TryAgain

KINDS = {"Association loi 1901": "association", "Syndicat de copropriétaires": "condominium"}
COMPANIES = ("SARL", "SAS", "SASU", "SA", "SNC", "EURL", "SCI", "SCP", "SELARL", "SCM", "SCA", "SCS")


def looked_up(posted: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """Return what the form shows once the SIREN typed is looked up, and the sentence that says what was found.

    What was typed stays where the register says nothing.
    """
    typed = {name: str(value) for name, value in posted.items()}
    siren = "".join(typed.get("siren", "").split())
    if not siren:
        return typed, "Indiquez d'abord un numéro SIREN : neuf chiffres."
    source = register()
    try:
        company = source.find(siren)
    except ValueError as wrong:
        return typed, str(wrong)
    except TryAgain:
        return typed, "Le registre ne répond pas : complétez vous-même, ou réessayez dans un instant."
    if company is None:
        return (
            typed,
            f"Le registre ne connaît pas le SIREN {siren} : complétez vous-même. {source.notice}".strip(),
        )
    told = f"{company.name} ({company.legal_form}) : relisez ce qui est rempli. {company.merchant_why}"
    return typed | _filled(company), f"{told} {source.notice}".strip()


def _filled(company: Company) -> dict[str, str]:
    found = {
        "name": company.name,
        "siren": company.siren,
        "address": ", ".join(company.address),
        "postcode": company.postcode,
        "city": company.city,
        "country": "FR",
    }
    kind = KINDS.get(company.legal_form) or ("company" if company.legal_form in COMPANIES else "")
    return found | ({"kind": kind} if kind else {})
