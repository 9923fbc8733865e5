"""What each of several debtors of one claim owes: his share, unless solidarity is stated (C. civ. 1309, 1310, 1313)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

# Where solidarity may come from: the law or the contract, never a presumption. The usage between merchants is case
# law only, so that the officer appraises it.
SOLIDARITY = {
    "clause": "clause du contrat",
    "statute": "disposition de la loi",
    "usage": "usage entre commerçants, à apprécier par le commissaire de justice",
}


def equal_shares(total: int, debtors: int) -> tuple[int, ...]:
    """Return what each debtor owes of a divided debt, in cents: equal shares, the last takes the cents left (1309).

    Raises ValueError when there is nobody, or not a cent for each.
    """
    if not 0 < debtors <= total:
        raise ValueError(
            "Une dette se divise entre un débiteur au moins, et un centime au moins pour chacun."
        )
    each, left = divmod(total, debtors)
    return (*(each for _ in range(debtors - 1)), each + left)


def taken(amounts: Sequence[int], share: int) -> tuple[int, ...]:
    """Return what each element of a debt gives to a share of it, in cents.

    In proportion and to the cent: the parts come to the share exactly, and none exceeds its element.
    Raises ValueError for a share under zero or over the debt.
    """
    total = sum(amounts)
    if not 0 <= share <= total:
        raise ValueError("Une part va de zéro à toute la dette.")
    ends, run = [0], 0
    for amount in amounts:
        run += amount
        ends.append(run * share // total if total else 0)
    return tuple(end - start for start, end in pairwise(ends))
