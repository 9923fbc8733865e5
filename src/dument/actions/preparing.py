"""What a clerk prepares for the officer to read again and sign: kept beside the case, it does nothing by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from dument.actions._move import By
from dument.procedure.states import Act
from dument.records import clocks
from dument.records.cases.models import Case
from dument.records.desk.models import Preparation


def keep(
    *, office_id: UUID, case_id: UUID, act: Act, by: By, at: datetime, given: Mapping[str, object]
) -> None:
    """Keep what was filled for that act, in place of an earlier preparation; the case does not move.

    `given` is what the form of the act was filled with. Raises Case.DoesNotExist for another office's or erased.
    """
    with clocks.agreeing():
        case = Case.objects.select_for_update(of=("self",)).get(
            pk=case_id, office_id=office_id, purged_on=None
        )
        Preparation.objects.update_or_create(
            case=case,
            act=act.value,
            defaults={
                "office_id": office_id,
                "given": dict(given),
                "seen": case.version if by.seen is None else by.seen,
                "prepared_by_id": by.id,
                "prepared_at": at,
            },
        )


def give_up(*, office_id: UUID, case_id: UUID, act: Act) -> None:
    """Forget what was prepared for that act, if anything was."""
    Preparation.objects.filter(office_id=office_id, case_id=case_id, act=act.value).delete()
