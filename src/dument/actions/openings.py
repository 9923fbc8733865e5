"""Who opened a letter with its code: an address and an instant, beside the readings of the office's people."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from dument.records.cases.models import Case
from dument.records.keeping.models import Reading

WHAT = "ouverture avec le code de la lettre"


def note(*, case_id: UUID, address: str, at: datetime) -> None:
    """Note that the code of that case opened it, from which address; forgotten with the other readings."""
    case = Case.objects.only("pk", "office_id").get(pk=case_id)
    Reading.objects.create(
        case=case, office_id=case.office_id, reader=address[:64], role="debtor", what=WHAT, at=at
    )
