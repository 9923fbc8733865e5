"""The copy of the letter that bears the debtor's code: how it is hidden, and in which cases one may be."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from dument.procedure.states import State
from dument.records.cases.models import Case
from dument.records.keeping.models import Discarded

FIRST = 1  # the rank of the code that the letter bears; a renewed one has a letter of its own, never hidden
# A letter is being prepared, or waits for its deposit.
MAY_HIDE = frozenset({State.SUBMITTED, State.PREPARED})


def carrier_copy(case_id: UUID, rank: int = FIRST) -> str:
    """Return the name under which the carrier's copy of the letter is hidden."""
    return f"lettre/{case_id}/{rank}"


def done_with() -> Iterator[tuple[str, str]]:
    """Give the reference of each case whose copy must be gone, and its name; not those noted to be destroyed."""
    noted = set(Discarded.objects.filter(name__startswith="lettre/").values_list("name", flat=True))
    cases = Case.objects.exclude(state__in=[State.DRAFT, *MAY_HIDE]).exclude(office=None)
    for case_id, reference in cases.values_list("pk", "reference").iterator():
        if (name := carrier_copy(case_id)) not in noted:
            yield reference, name
