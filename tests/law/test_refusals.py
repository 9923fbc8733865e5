"""What a creditor is told when a rule stops him, word for word, and by which articles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest

from dument.law import capacity, conflicts, eligibility
from dument.law.findings import Finding

ON = date(2026, 10, 5)


def ceiling(principal: str, other: str = "0") -> Iterable[Finding]:
    amounts = {"principal": Decimal(principal), "interest": Decimal("80.10"), "other": Decimal(other)}
    return eligibility.ceiling(**amounts, on=ON)


def limitation(cause: str) -> Iterable[Finding]:
    return eligibility.limitation(
        cause=cause, creditor="company", debtor="consumer", due_on=date(2023, 2, 1), on=ON
    )


REFUSALS: list[tuple[Iterable[Finding], str, str, tuple[str, ...], bool]] = [
    (
        eligibility.cause(cause="tort"),
        "not_contractual_or_statutory",
        "Cette procédure n'est ouverte qu'aux créances nées d'un contrat ou d'une obligation statutaire : celle-ci "
        "relève d'une autre voie.",
        ("CPCE L125-1 al. 1",),
        False,
    ),
    (
        ceiling("4950"),
        "over_ceiling",
        "Le principal et les intérêts (5 030,10 €) dépassent le plafond de 5 000,00 €. Le créancier peut renoncer "
        "par écrit à une partie, ou saisir le juge.",
        ("CPCE R125-1 al. 2",),
        False,
    ),
    (
        ceiling("4900", "40"),
        "over_ceiling_with_accessories",
        "Principal et intérêts restent sous le plafond, mais le total réclamé (5 020,10 €) dépasse 5 000,00 € : les "
        "textes ne disent pas si la clause pénale et l'indemnité forfaitaire comptent. Le commissaire de justice en "
        "décide.",
        ("CPCE R125-1 al. 2",),
        True,
    ),
    (
        eligibility.merchants(invoiced_between_merchants=None, on=ON),
        "quality_unknown",
        "On ne sait pas si la créance a été facturée entre deux commerçants : si oui, cette procédure lui est "
        "fermée. Le commissaire de justice en décide au vu des pièces.",
        ("CPCE L125-1 al. 1",),
        True,
    ),
    (
        eligibility.merchants(invoiced_between_merchants=True, on=ON),
        "between_merchants",
        "Une créance facturée entre commerçants n'entre plus dans cette procédure : elle relève de celle des "
        "créances commerciales incontestées (CPCE L126-1).",
        ("CPCE L125-1 al. 1", "CPCE L126-1"),
        False,
    ),
    (
        eligibility.due(due_on=date(2026, 10, 6), on=ON),
        "not_due",
        "La créance n'est pas encore exigible : elle l'est le 06/10/2026. Attendez ce jour.",
        ("CPCE L111-2", "C. civ. 1305-2"),
        False,
    ),
    (
        limitation("consumer_credit"),
        "limitation_expired",
        "Le délai de forclusion a expiré le 01/02/2025 : personne ne peut y renoncer.",
        ("C. conso. R312-35", "C. civ. 2220"),
        False,
    ),
    (
        limitation("service"),
        "limitation_expired",
        "La créance paraît prescrite depuis le 01/02/2025. Seul le débiteur peut s'en prévaloir : le commissaire de "
        "justice décide, et le dit par écrit.",
        ("C. conso., art. L218-2", "C. civ. 2247"),
        True,
    ),
    (
        eligibility.mandate(mandate_on=None, on=ON),
        "no_mandate",
        "Il manque un mandat du créancier daté au plus tard de ce jour.",
        ("CPCE L125-1 al. 1", "CPCE R125-6"),
        False,
    ),
    (
        eligibility.insolvency(insolvency="collective"),
        "insolvency",
        "Le débiteur est en procédure collective : ses dettes antérieures ne peuvent plus être payées ni "
        "poursuivies. Le créancier doit déclarer sa créance au mandataire, en principe sous deux mois.",
        ("C. com. L622-7", "C. com. L622-21", "C. com. L622-24"),
        False,
    ),
    (
        eligibility.insolvency(insolvency="overindebted"),
        "insolvency",
        "La demande de surendettement du débiteur est recevable : il lui est interdit de payer cette dette. Le "
        "créancier répond à la commission.",
        ("C. conso. L722-2", "C. conso. L722-5"),
        False,
    ),
    (
        capacity.may_be_invited(debtor="minor"),
        "incapacity",
        "Le débiteur est mineur : il ne peut s'engager seul. Cette procédure ne lui est pas ouverte.",
        ("C. civ. 388-1-1", "C. civ. 1146"),
        False,
    ),
    (
        capacity.may_bind_himself(debtor="protected_adult", assisted=False),
        "incapacity",
        "Le débiteur est un majeur protégé : sa réponse doit porter aussi l'assistance de son curateur. Sous "
        "tutelle, c'est le tuteur qui répond, et une transaction n'est conclue qu'une fois ses clauses "
        "approuvées par le juge ou le conseil de famille.",
        ("C. civ. 467", "C. civ. 473", "C. civ. 506", "C. civ. 1146"),
        False,
    ),
    (
        conflicts.family(conflict="family_tie"),
        "family_tie",
        "Un lien de parenté ou d'alliance unit une partie à l'officier, à un associé ou à un salarié de l'étude : "
        "l'acte serait nul. Il faut décliner.",
        ("ord. 2016-728 art. 8",),
        False,
    ),
    (
        conflicts.doubt(conflict="doubt"),
        "conflict_doubt",
        "Il y a un doute sur un conflit d'intérêts : abstenez-vous, ou référez-en au président de la chambre "
        "régionale puis consignez votre décision.",
        ("décret 2023-1296 art. 2",),
        True,
    ),
    (
        conflicts.enforcement(office="same"),
        "same_office_enforcement",
        "L'étude qui a délivré le titre ne peut être chargée de son exécution forcée : désignez une autre étude.",
        ("CPCE R125-8",),
        False,
    ),
]


@pytest.mark.parametrize(("found", "code", "message", "basis", "decidable"), REFUSALS)
def test_a_refusal_is_told_with_its_articles(
    found: Iterable[Finding], code: str, message: str, basis: tuple[str, ...], decidable: bool
) -> None:
    (told,) = list(found)
    assert told.code == code
    assert told.message.replace("\u00a0", " ").replace("\u202f", " ") == message
    assert told.basis == basis
    assert told.decidable is decidable
