"""How to sign in to the demonstration, and where its letters are."""

from __future__ import annotations

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from dument.cli.demonstration.people import CLERK, CREDITOR, OFFICER, PASSWORD, SECRETS


def lines() -> list[str]:
    """Return what a newcomer needs: accounts, their second factor, the debtor's way in."""
    told = ["", "Comptes de démonstration (mot de passe de tous : " + PASSWORD + ")"]
    told.append(f"  créancier               {CREDITOR}")
    for title, email in (("commissaire de justice", OFFICER), ("clerc", CLERK)):
        told.append(
            f"  {title:<23} {email}   second facteur (TOTP) : {SECRETS[email]}, en ce moment {_now(email)}"
        )
    told.append(
        "  débiteur                pas de compte : la référence et le code de sa lettre, sur /repondre"
    )
    told.append("  Les lettres remises au transporteur local sont dans var/courrier, une par dossier.")
    return told


def _now(email: str) -> str:
    """Return the six digits that the second factor shows at this moment."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(SECRETS[email], counter)))
