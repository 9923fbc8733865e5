"""The debtor as the creditor gave him: what the office learned since is the debtor's, not the creditor's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

# Where he lives, how he is reached, the measure that protects him. What he is (consumer, company) is the claim's.
HIS = frozenset({"address", "postcode", "insee", "city", "country", "email", "phone", "protection"})


def as_given(lines: Iterable[tuple[str, Mapping[str, Any]]]) -> Mapping[str, str]:
    """Return the columns of the debtor that others than the creditor changed, each as the creditor knows it.

    `lines` are those of the journal in order, each with its actor and its body. A line written before the former
    value was kept with it gives an empty text: what cannot be told apart is not shown.
    """
    known: dict[str, str] = {}
    his_last_word: set[str] = set()
    for actor, body in reversed(list(lines)):
        changed = HIS & set(body.get("changes", {}))
        if actor == "creditor":
            his_last_word |= changed
        else:
            before = body.get("before", {})
            known |= {name: str(before.get(name, "")) for name in changed - his_last_word}
    return known
