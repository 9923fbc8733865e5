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


def may_bind_himself(
    *, debtor: str, assisted: bool, protection: str = "", quality: str = ""
) -> Iterator[Finding]:
    """Find a minor, and a protected adult who answers or consents alone.

    In guardianship the guardian acts for him (C. civ. 473): assistance is not enough. In curatorship, or while the
    measure is not known, the curator assists him (C. civ. 467); who acts as a guardian is then taken for one, which
    the officer checks. `quality` is who answers: see `law.representation`. In guardianship a transaction needs its
    clauses approved (C. civ. 506): the reason says so.
    """
    yield from may_be_invited(debtor=debtor)
    if debtor != "protected_adult":
        return
    if protection == "guardianship" and quality != "guardian":
        yield Finding(
            "incapacity",
            "Le débiteur est sous tutelle : c'est son tuteur qui répond pour lui, et une transaction n'est conclue "
            "qu'une fois ses clauses approuvées par le juge ou le conseil de famille.",
            ("C. civ. 473", "C. civ. 506", "C. civ. 1146"),
        )
    elif not assisted and (quality != "guardian" or protection == "curatorship"):
        yield Finding(
            "incapacity",
            "Le débiteur est un majeur protégé : sa réponse doit porter aussi l'assistance de son curateur. Sous "
            "tutelle, c'est le tuteur qui répond, et une transaction n'est conclue qu'une fois ses clauses "
            "approuvées par le juge ou le conseil de famille.",
            ("C. civ. 467", "C. civ. 473", "C. civ. 506", "C. civ. 1146"),
        )
