"""Who may bind himself (C. civ. 1145 to 1147, 388-1-1, 467, 473)."""

from __future__ import annotations

from collections.abc import Iterator

from dument.law.findings import Finding


def may_be_invited(*, debtor: str) -> Iterator[Finding]:
    """Find a minor: he is represented, and refused by default. A protected adult may be invited."""
    if debtor == "minor":
        yield Finding(
            "incapacity",
            "Le débiteur est mineur : il ne peut s'engager seul. Cette procédure ne lui est pas ouverte.",
            ("C. civ. 388-1-1", "C. civ. 1146"),
        )


def may_bind_himself(*, debtor: str, assisted: bool) -> Iterator[Finding]:
    """Find a protected adult who answers or consents without his curator (C. civ. 467), or a minor.

    Under tutelle the tutor answers in his stead (C. civ. 473, 504), and a transaction needs its clauses approved
    (C. civ. 506): the words of a case do not tell tutelle from curatelle, so the reason tells both.
    """
    yield from may_be_invited(debtor=debtor)
    if debtor == "protected_adult" and not assisted:
        yield Finding(
            "incapacity",
            "Le débiteur est un majeur protégé : sa réponse doit porter aussi l'assistance de son curateur. Sous "
            "tutelle, c'est le tuteur qui répond, et une transaction n'est conclue qu'une fois ses clauses "
            "approuvées par le juge ou le conseil de famille.",
            ("C. civ. 467", "C. civ. 473", "C. civ. 506", "C. civ. 1146"),
        )
