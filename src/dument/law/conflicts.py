"""Conflicts of interest of the officer (ord. 2016-728 art. 8; décret 2023-1296 art. 2)."""

from __future__ import annotations

from collections.abc import Iterator

from dument.law.findings import Finding


def family(*, conflict: str) -> Iterator[Finding]:
    """Find a family tie with a party: nothing may be done, on pain of nullity."""
    if conflict == "family_tie":
        yield Finding(
            "family_tie",
            "Un lien de parenté ou d'alliance unit une partie à l'officier, à un associé ou à un salarié de "
            "l'étude : l'acte serait nul. Il faut décliner.",
            ("ord. 2016-728 art. 8",),
        )


def doubt(*, conflict: str) -> Iterator[Finding]:
    """Find a doubt: the officer abstains or refers it to the president of the regional chamber, then decides."""
    if conflict == "doubt":
        yield Finding(
            "conflict_doubt",
            "Il y a un doute sur un conflit d'intérêts : abstenez-vous, ou référez-en au président de la chambre "
            "régionale puis consignez votre décision.",
            ("décret 2023-1296 art. 2",),
            decidable=True,
        )


def enforcement(*, office: str | None) -> Iterator[Finding]:
    """Find the office that issued the title charged with its forced execution (R125-8; read for the whole office)."""
    if office == "same":
        yield Finding(
            "same_office_enforcement",
            "L'étude qui a délivré le titre ne peut être chargée de son exécution forcée : désignez une autre "
            "étude.",
            ("CPCE R125-8",),
        )
