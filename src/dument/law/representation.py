"""Who may answer for somebody else, and what the officer has to see (C. civ. 1984, 1988, 467, 473)."""

from __future__ import annotations

from collections.abc import Mapping

from dument.law.findings import Finding

# The debtor himself has no quality: the word is empty.
QUALITIES: Mapping[str, str] = {
    "mandatary": "mandataire",
    "lawyer": "avocat",
    "curator": "curateur",
    "guardian": "tuteur",
    "relative": "proche ou aidant",
}
PROTECTIONS: Mapping[str, str] = {"": "", "curatorship": "curatelle", "guardianship": "tutelle"}


def authority_to_answer(*, quality: str) -> Finding | None:
    """Return what the officer must decide when another person answered the invitation; None for the debtor himself.

    Holding the letter's code proves nothing but that: the mandate is for the officer to judge, and may be tacit.
    """
    if not quality:
        return None
    return Finding(
        "authority_to_answer",
        f"La réponse vient d'une autre personne que le débiteur ({QUALITIES[quality]}) : vérifiez son pouvoir, et "
        "dites ce que vous avez vu.",
        ("CPCE R125-2 III 2°", "C. civ. 1984"),
        decidable=True,
    )


def authority_to_agree(*, quality: str) -> Finding | None:
    """Return what the officer must decide when another person consented, or refused the terms, for the debtor.

    To bind to pay needs an express mandate (C. civ. 1988): one that was enough to take part may not be.
    """
    if not quality:
        return None
    return Finding(
        "authority_to_agree",
        f"Le consentement ou le refus vient d'une autre personne que le débiteur ({QUALITIES[quality]}) : engager "
        "à payer demande un mandat exprès. Vérifiez-le, et dites ce que vous avez vu.",
        ("CPCE L125-1 al. 3", "C. civ. 1988"),
        decidable=True,
    )
