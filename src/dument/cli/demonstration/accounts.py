"""How to sign in to the demonstration, and where its letters are."""

from __future__ import annotations

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from dument.cli.demonstration.people import CLERK, CREDITOR, ELSEWHERE, OFFICER, PASSWORD, SECRETS


def lines() -> list[str]:
    """Return what a newcomer needs: accounts, their second factor, the debtor's way in."""
    told = ["", "Comptes de démonstration (mot de passe de tous : " + PASSWORD + ")"]
    told.append(f"  créancier               {CREDITOR}")
    for title, email in (
        ("commissaire de justice", OFFICER),
        ("clerc", CLERK),
        ("des autres études", ELSEWHERE),
    ):
        secret = SECRETS[email]
        told.append(f"  {title:<23} {email}   second facteur (TOTP) : {secret}")
        told.append(f"  {'':<23} code en ce moment, et trente secondes au plus : {six_digits(secret)}")
    told.append("  Le commissaire de justice des autres études choisit la sienne sur « Mon compte ».")
    told.append("  Le code suivant : ce secret, saisi dans une application d'authentification.")
    told.append(
        "  débiteur                pas de compte : la référence et le code de sa lettre, sur /repondre"
    )
    told.append("  Les courriels, codes et avis compris, sont dans var/courriels.")
    told.append("  Les lettres remises au transporteur local sont dans var/courrier, chiffrées.")
    return told


def six_digits(secret: str) -> str:
    """Return what a second factor of that secret shows at this moment."""
    _former, counter, _next = yield_hotp_counters_from_time()
    return str(format_hotp_value(hotp_value(secret, counter)))
