"""Whose words count for the debtor: his own, where he spoke, before those of whoever answered for him (decision 0017).

A helper's power is unverified until the officer decides: it may not displace what the addressee said himself (C. civ.
1984, 1998). What the office keyed in is what it saw: it counts as his own, and so does his recorded guardian's answer
(C. civ. 473).
"""

from __future__ import annotations

from collections.abc import Iterable

from dument.records.cases.models import Answer, Case, Consent

type Word = Answer | Consent
PARTICIPATION = ("accept", "refuse")


def words(case: Case) -> list[Word]:
    """Return all that the parties said, in the order in which it came."""
    return sorted((*case.consents.all(), *case.answers.all()), key=lambda row: row.pk)


def counted(case: Case) -> list[Word]:
    """Return the words that count, in their order: a helper's only where the debtor himself is silent on the question.

    The questions are taking part, and each version of the terms.
    """
    ward = any(party.protection == "guardianship" for party in case.parties.all() if party.role == "debtor")
    said = words(case)
    own = {row.version for row in said if row.party == "debtor" and _his_own(row, ward=ward)}
    return [
        row for row in said if row.party != "debtor" or _his_own(row, ward=ward) or row.version not in own
    ]


def last_on_taking_part(said: Iterable[Word]) -> Answer | None:
    """Return what was said last on taking part, or None.

    A form counts from its posting (R125-2 III 2°): of a form and an online answer that cross, the later written is
    the last word, whichever came first, and an acceptance is taken back by what comes before it (C. civ. 1118 al. 2).
    On one day, the order in which they came.
    """
    answers = [row for row in said if isinstance(row, Answer) and row.kind in PARTICIPATION]
    return max(answers, key=lambda row: (row.posted_on or row.on, row.pk), default=None)


def _his_own(row: Word, *, ward: bool) -> bool:
    return not row.quality or row.channel != "online" or (ward and row.quality == "guardian")
