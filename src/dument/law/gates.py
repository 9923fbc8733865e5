"""The gates of orientation: asked in order, the first that opens decides the main route."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from dument.law.claim import Claim
from dument.law.parameters import parameter

MERCHANTS = frozenset({"artisan", "merchant", "company"})
"""Those whose engagements among themselves belong to the tribunal de commerce (C. com. L721-3)."""

FAILED = frozenset({"refused", "silent", "no_agreement"})
"""Outcomes of the simplified procedure that dispense from another amicable attempt (CPC 750-1 5°)."""


def commercial(claim: Claim) -> bool:
    """Tell whether both parties are artisans, merchants or commercial companies."""
    return {claim.creditor, claim.debtor} <= MERCHANTS


def request_open(claim: Claim) -> bool:
    """Tell whether the tribunal judiciaire may be seized by request: not between merchants, total ≤ 5 000 €.

    Source: CPC 750; the tribunal de commerce knows no such request (CPC 854).
    """
    return not commercial(claim) and claim.total <= threshold("orientation_request_ceiling", claim)


def small_claim_open(claim: Claim) -> bool:
    """Tell whether the European small claims procedure is open: principal ≤ 5 000 € (reg. 861/2007)."""
    return claim.amount_principal <= threshold("orientation_small_claim_ceiling", claim)


def under_ceiling(claim: Claim) -> bool:
    """Tell whether principal and interest are within the ceiling of CPCE R125-1 (5 000,00 € is)."""
    return claim.total <= threshold("claim_ceiling", claim)


def kept_out_as_merchant(claim: Claim) -> bool:
    """Tell whether an invoice between merchants shuts the procedure of CPCE L125-1 (since 25 April 2026)."""
    in_force = threshold("merchant_invoice_exclusion", claim)
    return bool(in_force) and claim.invoiced_between_merchants is True


def forclusion(claim: Claim) -> bool:
    """Tell whether the time to act is a forclusion, that no acknowledgement moves (C. conso. R312-35; C. civ. 2220)."""
    return claim.cause == "consumer_credit"


def days_left(claim: Claim) -> int:
    """Return the days from today to the last day to interrupt limitation; negative once it is past."""
    return (claim.limitation_end - claim.today).days


def threshold(name: str, claim: Claim) -> Decimal:
    """Return the dated value `name` on the day of the claim."""
    return parameter(name).on(claim.today).amount


def _contested_little(claim: Claim) -> bool:
    return claim.contest != "serious"


GATES: tuple[tuple[int, Callable[[Claim], bool]], ...] = (
    (1, lambda c: c.limitation_end < c.today),
    (2, lambda c: c.insolvency == "collective"),
    (3, lambda c: c.insolvency == "surendettement_admitted"),
    (4, lambda c: c.has_title),
    (5, lambda c: c.cheque == "no_funds"),
    (6, lambda c: c.cheque == "opposition"),
    (7, lambda c: c.cause in {"wage", "maintenance", "public"}),
    (8, lambda c: c.debtor_residence in {"DK", "other"}),
    (9, lambda c: c.debtor_residence == "EU" and c.contest == "none"),
    (10, lambda c: c.debtor_residence == "EU"),
    (11, lambda c: c.debtor_residence == "unknown"),
    (12, lambda c: c.cause in {"tort", "undue"}),
    (13, lambda c: days_left(c) < threshold("orientation_limitation_margin", c)),
    (
        14,
        lambda c: (
            c.psrpc == "none" and under_ceiling(c) and _contested_little(c) and not kept_out_as_merchant(c)
        ),
    ),
    (15, _contested_little),
    (16, request_open),
    (17, lambda _: True),
)
"""Number and condition of each gate, in the order in which they are asked; the last one always opens."""

_ROUTES = {
    1: "STOP_PRESCRIT",
    2: "DECLARATION_CREANCE",
    3: "GEL_SURENDETTEMENT",
    4: "EXECUTION",
    5: "CNP_CHEQUE",
    6: "REFERE",
    7: "OTHER_DESK",
    8: "HORS_UE",
    9: "IPE",
    11: "ASSIGNATION",
    14: "PSRPC",
    15: "IP",
    16: "REQUETE_TJ",
    17: "ASSIGNATION",
}


def gate(claim: Claim) -> int:
    """Return the number, 1 to 17, of the first gate that opens to the claim."""
    return next(number for number, opens in GATES if opens(claim))


def main_route(claim: Claim, number: int) -> str:
    """Return the code of the route that a gate commands; three gates look at the amount again."""
    if number == 10:
        return "RPL" if small_claim_open(claim) else "ASSIGNATION"
    if number == 12:
        small = claim.total <= threshold("orientation_amicable_ceiling", claim)
        return "CONCILIATION" if small else "ASSIGNATION"
    if number == 13:
        return "REQUETE_TJ" if request_open(claim) else "ASSIGNATION"
    return _ROUTES[number]
