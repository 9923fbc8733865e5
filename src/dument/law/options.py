"""Beside the main route: what to add to it, what may replace it, what must not be done."""

from __future__ import annotations

from collections.abc import Callable

from dument.law.claim import Claim
from dument.law.gates import (
    FAILED,
    commercial,
    forclusion,
    kept_out_as_merchant,
    request_open,
    small_claim_open,
    threshold,
    under_ceiling,
)
from dument.law.money import in_french
from dument.law.tables import load_toml

_Rule = tuple[str, Callable[[Claim, int], bool]]
"""A code of route, and whether it holds for a claim that stopped at a gate."""

Warned = tuple[str, tuple[str, ...]]
"""A French sentence, and the articles and decisions it rests on."""

ADDONS: tuple[_Rule, ...] = (
    ("HUMAN_REVIEW", lambda _, n: n in {1, 3, 13}),
    ("SAISIE_CONSERVATOIRE", lambda c, n: c.risk_assets and n not in {1, 7}),
    ("EAPO", lambda c, n: c.risk_assets and n in {9, 10}),
    ("REFERE", lambda c, n: c.debt_acknowledged and n >= 12),
    ("ACCORD", lambda c, n: c.psrpc == "no_agreement" and n >= 13),
)

ALTERNATIVES: tuple[_Rule, ...] = (
    ("PAIEMENT_VOLONTAIRE", lambda _, n: n == 1),
    ("REVENDICATION", lambda c, n: n == 2 and c.cause == "sale"),
    ("NOUVEL_ECHEANCIER", lambda _, n: n == 4),
    ("DEMANDER_TITRE", lambda c, n: n >= 13 and c.psrpc == "agreed_unpaid"),
    ("RPL", lambda c, n: n == 9 and small_claim_open(c)),
    ("EAPO", lambda _, n: n in {9, 10}),
    ("RECHERCHE_ADRESSE", lambda _, n: n == 11),
    ("RECONNAISSANCE", lambda c, n: n == 13 and not forclusion(c)),
    ("IP", lambda c, n: n in {13, 14} and c.contest != "serious"),
    ("REFERE", lambda _, n: n == 15),
    ("RENONCER_INTERETS", lambda c, n: n == 15 and _may_waive_interest(c)),
    ("REQUETE_TJ", lambda c, n: n in {12, 15} and request_open(c)),
    ("CONCILIATION", lambda _, n: n in {16, 17}),
    ("SAISIE_CONSERVATOIRE", lambda c, n: n in {5, 13} or (n >= 14 and seizable_without_judge(c))),
    ("MEDIATION", lambda _, n: n in {10, 17}),
    ("ASSIGNATION", lambda c, n: n in {3, 6, 8, 13, 16} or (n in {12, 15} and not request_open(c))),
    ("AMIABLE", lambda _, n: n == 8),
)


def addons(claim: Claim, number: int, main: str) -> tuple[str, ...]:
    """Return the codes of what to do besides the main route, never the main route nor a forbidden one."""
    return _chosen(ADDONS, claim, number, {main, *forbidden(claim, number)})


def alternatives(claim: Claim, number: int, main: str) -> tuple[str, ...]:
    """Return the codes of other routes open to the creditor, none of them forbidden, main, or added."""
    taken = {main, *forbidden(claim, number), *addons(claim, number, main)}
    return _chosen(ALTERNATIVES, claim, number, taken)


def forbidden(claim: Claim, number: int) -> dict[str, str]:
    """Return what must not be done: code → French sentence that says why."""
    never: dict[str, str] = dict(load_toml("orientation_gates")["gate"][number - 1].get("never", {}))
    if number in {9, 10} and claim.debtor == "consumer":
        never["TRIBUNAL_FRANCAIS"] = "Le débiteur consommateur relève des juridictions de son domicile."
    if number == 10 and claim.debtor == "consumer":
        never["IPE"] = (
            "Le consommateur qui conteste ferait opposition, et le juge français serait incompétent."
        )
    if number >= 15:
        never |= _no_second_invitation(claim)
    return never


def seizable_without_judge(claim: Claim) -> bool:
    """Tell whether an attachment needs no leave: bill, written lease, co-ownership (CPCE L511-2)."""
    return claim.cause in {"bill", "home_lease", "coproperty"}


def _no_second_invitation(claim: Claim) -> dict[str, str]:
    """Return why the simplified procedure is closed to a claim that has passed its gate."""
    if kept_out_as_merchant(claim):
        return {"PSRPC": "Une créance facturée entre commerçants n'y entre plus (CPCE L125-1, loi 2026-307)."}
    if not under_ceiling(claim):
        limit = in_french(threshold("claim_ceiling", claim))
        return {"PSRPC": f"Principal et intérêts dépassent {limit} (CPCE R125-1 al. 2)."}
    if claim.psrpc == "not_eligible":
        return {"PSRPC": "La créance n'y est pas éligible (CPCE L125-1)."}
    if claim.psrpc in FAILED or claim.psrpc == "agreed_unpaid":
        return {"PSRPC": "La procédure simplifiée a déjà été menée : la recommencer n'apporterait rien."}
    return {}


def _may_waive_interest(claim: Claim) -> bool:
    within = claim.amount_principal <= threshold("claim_ceiling", claim)
    untried = claim.psrpc in {"none", "not_eligible"}
    return within and not under_ceiling(claim) and untried and not kept_out_as_merchant(claim)


def _chosen(rules: tuple[_Rule, ...], claim: Claim, number: int, taken: set[str]) -> tuple[str, ...]:
    return tuple(code for code, holds in rules if code not in taken and holds(claim, number))


def not_open_yet(claim: Claim) -> str | None:
    """Return the sentence that names the procedure made for merchants' invoices, or None."""
    if not kept_out_as_merchant(claim):
        return None
    return (
        "La créance a été facturée entre commerçants : la procédure faite pour elle est celle des créances "
        "commerciales incontestées (CPCE L126-1), qui n'est pas encore ouverte sur la plateforme."
    )


def time_warnings(claim: Claim, number: int) -> tuple[Warned, ...]:
    """Return what must be known of the time to act, where a gate looks at it; perhaps nothing."""
    told: list[Warned] = []
    if number == 13 and claim.contest != "serious":
        by_service = (
            "L'injonction de payer n'interrompt le délai qu'à la signification de l'ordonnance, non à la requête : à "
            f"ne choisir que si cette signification est certaine avant le {claim.limitation_end:%d/%m/%Y}."
        )
        told.append((by_service, ("Cass. 10 juillet 1990, n° 89-13.345",)))
    if number in {1, 13, 14} and forclusion(claim):
        never_moved = (
            "Crédit à la consommation : ce délai est une forclusion. Ni l'accord de participer ni une reconnaissance "
            "ne la déplacent ; une demande en justice ou un réaménagement conclu à temps le peuvent."
        )
        told.append((never_moved, ("C. conso. R312-35", "C. civ. 2220")))
    return tuple(told)


def quality_warning(claim: Claim) -> str | None:
    """Return the warning due when nobody said whether merchants invoiced one another, or None."""
    unknown = claim.invoiced_between_merchants is None and commercial(claim)
    if not unknown or not threshold("merchant_invoice_exclusion", claim):
        return None
    return (
        "Si la créance a été facturée entre commerçants, la procédure simplifiée lui est fermée (CPCE L125-1 "
        "al. 1) : précisez-le."
    )
