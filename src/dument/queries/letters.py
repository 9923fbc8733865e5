"""Is a letter genuine? Its reference leads to the office that sent it, and the day: nothing of the debt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dument.records.cases.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The office that sent a letter, and the day of its deposit."""

    name: str
    town: str
    sent_on: date | None


def sender_of(reference: str) -> Sender | None:
    """Return the office whose letter bears that reference, or None when no letter that was sent does.

    One query in both cases: the time of the answer tells nothing.
    """
    found = (
        Case.objects.filter(reference=reference, dispatched_on__isnull=False)
        .values_list("office__name", "office__city", "dispatched_on")
        .first()
    )
    return Sender(name=found[0], town=found[1], sent_on=found[2]) if found else None
