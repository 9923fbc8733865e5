"""Is a letter genuine? Its reference leads to the office that sent it: name and town, nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from dument.records.cases.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The office that sent a letter."""

    name: str
    town: str


def sender_of(reference: str) -> Sender | None:
    """Return the office whose letter bears that reference, or None when no letter that was sent does.

    One query in both cases: the time of the answer tells nothing.
    """
    found = (
        Case.objects.filter(reference=reference, dispatched_on__isnull=False)
        .values_list("office__name", "office__city")
        .first()
    )
    return Sender(name=found[0], town=found[1]) if found else None
