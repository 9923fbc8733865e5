"""The debtor as the creditor gave him: what the office learned since is the debtor's, not the creditor's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from dument.records.cases.models import Case
from dument.records.journal.models import Event

# Where he lives, how he is reached, the measure that protects him. What he is (consumer, company) is the claim's.
HIS = frozenset({"address", "postcode", "insee", "city", "country", "email", "phone", "protection"})
WHERE = frozenset({"address", "postcode", "city"})  # what papers print of it


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


def given_of(case: Case) -> Mapping[str, str]:
    """Return `as_given` of the whole journal of that case; a body that the retention erased changes nothing."""
    lines = Event.objects.filter(case=case).select_related("body").order_by("number")
    bodies = ((line.actor, bytes(line.body.content)) for line in lines)
    return as_given((actor, json.loads(body) if body else {}) for actor, body in bodies)
