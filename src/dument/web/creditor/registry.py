"""A party found by its SIREN: the register fills the form, the person reads it again."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.translation import gettext

from dument.ports.companies import Company, register
from dument.ports.errors import TryAgain
from dument.web.below import spoken

KINDS = {"Association loi 1901": "association", "Syndicat de copropriétaires": "condominium"}
COMPANIES = ("SARL", "SAS", "SASU", "SA", "SNC", "EURL", "SCI", "SCP", "SELARL", "SCM", "SCA", "SCS")


def looked_up(posted: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """Return what the form shows once the SIREN typed is looked up, and the sentence that says what was found.

    What was typed stays where the register says nothing.
    """
    typed = {name: str(value) for name, value in posted.items()}
    siren = "".join(typed.get("siren", "").split())
    if not siren:
        return typed, gettext("Indiquez d'abord un numéro SIREN : neuf chiffres.")
    source = register()
    try:
        company = source.find(siren)
    except ValueError as wrong:
        return typed, spoken(str(wrong))
    except TryAgain:
        return typed, gettext(
            "Le registre ne répond pas : complétez vous-même, ou réessayez dans un instant."
        )
    if company is None:
        unknown = gettext("Le registre ne connaît pas le SIREN %(siren)s : complétez vous-même.") % {
            "siren": siren
        }
        return typed, format_html("{} {}", unknown, spoken(source.notice))
    found = gettext("%(name)s (%(form)s) : relisez ce qui est rempli.")
    found %= {"name": company.name, "form": company.legal_form}
    return typed | _filled(company), format_html(
        "{} {} {}", found, spoken(company.merchant_why), spoken(source.notice)
    )


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
