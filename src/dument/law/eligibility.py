"""Which claims may take this road (CPCE L125-1, R125-1). Pure rules: facts in, findings out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from dument.law.findings import Finding
from dument.law.limitation import last_useful_day, period_for
from dument.law.money import in_french
from dument.law.parameters import parameter

CONTRACT_OR_STATUTE = frozenset(
    {"sale", "service", "home_lease", "loan", "consumer_credit", "insurance", "coproperty", "statutory"}
)
OTHER_CAUSES = frozenset({"tort", "fine", "maintenance", "cheque", "wage"})


def cause(*, cause: str) -> Iterator[Finding]:
    """Find a claim that comes neither from a contract nor from a statute (CPCE L125-1 al. 1).

    Wages come from a contract but belong to the conseil de prud'hommes: they are kept out too (inferred).
    """
    if cause not in CONTRACT_OR_STATUTE:
        yield Finding(
            "not_contractual_or_statutory",
            "Cette procédure n'est ouverte qu'aux créances nées d'un contrat ou d'une obligation statutaire : "
            "celle-ci relève d'une autre voie.",
            ("CPCE L125-1 al. 1",),
        )


def ceiling(*, principal: Decimal, interest: Decimal, other: Decimal, on: date) -> Iterator[Finding]:
    """Find a claim over the ceiling of that day: 5 000,00 € passes, 5 000,01 € does not (R125-1 al. 2).

    Principal and interest alone are measured by the text. When penalty and indemnity carry everything claimed
    over it, the texts are silent: the officer decides. Raises NotInForce before 1 June 2016.
    """
    limit = parameter("claim_ceiling").on(on)
    measured = principal + interest
    if measured > limit.amount:
        yield Finding(
            "over_ceiling",
            f"Le principal et les intérêts ({in_french(measured)}) dépassent le plafond de "
            f"{in_french(limit.amount)}. Le créancier peut renoncer par écrit à une partie, ou saisir le juge.",
            ("CPCE R125-1 al. 2",),
        )
    elif measured + other > limit.amount:
        yield Finding(
            "over_ceiling_with_accessories",
            f"Principal et intérêts restent sous le plafond, mais le total réclamé "
            f"({in_french(measured + other)}) dépasse {in_french(limit.amount)} : les textes ne disent pas si la "
            "clause pénale et l'indemnité forfaitaire comptent. Le commissaire de justice en décide.",
            ("CPCE R125-1 al. 2",),
            decidable=True,
        )


def merchants(*, invoiced_between_merchants: bool | None, on: date) -> Iterator[Finding]:
    """Find a claim invoiced between merchants, out since 25 April 2026 (loi 2026-307; date inferred).

    What counts is the invoicing, not the legal form. Unknown is for the officer to decide.
    """
    if not parameter("merchant_invoice_exclusion").on(on).amount:
        return
    if invoiced_between_merchants is None:
        yield Finding(
            "quality_unknown",
            "On ne sait pas si la créance a été facturée entre deux commerçants : si oui, cette procédure lui "
            "est fermée. Le commissaire de justice en décide au vu des pièces.",
            ("CPCE L125-1 al. 1",),
            decidable=True,
        )
    elif invoiced_between_merchants:
        yield Finding(
            "between_merchants",
            "Une créance facturée entre commerçants n'entre plus dans cette procédure : elle relève de celle "
            "des créances commerciales incontestées (CPCE L126-1).",
            ("CPCE L125-1 al. 1", "CPCE L126-1"),
        )


def due(*, due_on: date, on: date) -> Iterator[Finding]:
    """Find a claim not yet due: it may be asked for on its day, not before (C. civ. 1305-2; CPCE L111-2)."""
    if due_on > on:
        yield Finding(
            "not_due",
            f"La créance n'est pas encore exigible : elle l'est le {due_on:%d/%m/%Y}. Attendez ce jour.",
            ("CPCE L111-2", "C. civ. 1305-2"),
        )


def limitation(
    *,
    cause: str,
    creditor: str,
    debtor: str,
    due_on: date,
    on: date,
    suspended_on: date | None = None,
) -> Iterator[Finding]:
    """Find a claim whose time to act is over on that day; the last useful day itself is in time.

    The debtor alone may rely on a limitation (C. civ. 2247), so the officer decides; nobody can waive a
    forclusion (consumer credit, C. conso. R312-35), which refuses outright. An acceptance recorded on
    `suspended_on` stops the limitation from that day (C. civ. 2238), never the forclusion (2220).
    """
    period = period_for(cause=cause, creditor=creditor, debtor=debtor)
    last = last_useful_day(due_on=due_on, period=period).last_day
    reached = on if period.forclusion or suspended_on is None else min(on, suspended_on)
    if reached <= last:
        return
    if period.forclusion:
        yield Finding(
            "limitation_expired",
            f"Le délai de forclusion a expiré le {last:%d/%m/%Y} : personne ne peut y renoncer.",
            ("C. conso. R312-35", "C. civ. 2220"),
        )
    else:
        yield Finding(
            "limitation_expired",
            f"La créance paraît prescrite depuis le {last:%d/%m/%Y}. Seul le débiteur peut s'en prévaloir : le "
            "commissaire de justice décide, et le dit par écrit.",
            (str(period.reference), "C. civ. 2247"),
            decidable=True,
        )


def mandate(*, mandate_on: date | None, on: date) -> Iterator[Finding]:
    """Find a missing mandate, or one dated after the act (R125-6 "créancier mandant"; C. civ. 1984)."""
    if mandate_on is None or mandate_on > on:
        yield Finding(
            "no_mandate",
            "Il manque un mandat du créancier daté au plus tard de ce jour.",
            ("CPCE L125-1 al. 1", "CPCE R125-6"),
        )


def insolvency(*, insolvency: str) -> Iterator[Finding]:
    """Find an insolvency that forbids to pay earlier debts (C. com. L622-7, L622-21; C. conso. L722-2, L722-5)."""
    if insolvency == "collective":
        yield Finding(
            "insolvency",
            "Le débiteur est en procédure collective : ses dettes antérieures ne peuvent plus être payées ni "
            "poursuivies. Le créancier doit déclarer sa créance au mandataire, en principe sous deux mois.",
            ("C. com. L622-7", "C. com. L622-21", "C. com. L622-24"),
        )
    elif insolvency == "overindebted":
        yield Finding(
            "insolvency",
            "La demande de surendettement du débiteur est recevable : il lui est interdit de payer cette dette. "
            "Le créancier répond à la commission.",
            ("C. conso. L722-2", "C. conso. L722-5"),
        )
