"""An officer's order to erase nothing of a case, and its end. It is no act of the procedure: its chain says nothing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from dument.actions import roles
from dument.actions._move import By
from dument.procedure.states import Actor
from dument.records import clocks
from dument.records.cases.models import Case
from dument.records.keeping.models import LegalHold


class HoldRefused(ValueError):
    """The order cannot be given or lifted; the message says why and what to do."""


def place(*, case_id: UUID, by: By, at: datetime, reason: str) -> LegalHold:
    """Order that nothing of a case be erased, and return the order; the one that stands when there is one.

    Raises HoldRefused without a reason or by anybody but an officer, Case.DoesNotExist, if erased too.
    """
    _officer_only(by)
    if not reason.strip():
        raise HoldRefused(
            "Dites pourquoi ce dossier doit être gardé : procès, enquête, demande d'une partie."
        )
    with clocks.agreeing():
        case = Case.objects.select_for_update(of=("self",)).get(pk=case_id, purged_on=None)
        standing = LegalHold.objects.filter(case=case, lifted_at=None).first()
        return standing or LegalHold.objects.create(
            case=case, office_id=case.office_id, placed_at=at, placed_by=by.id, reason=reason.strip()[:300]
        )


def lift(*, case_id: UUID, by: By, at: datetime) -> bool:
    """Lift the order that stands on a case, and tell whether there was one. Raises HoldRefused."""
    _officer_only(by)
    standing = LegalHold.objects.filter(case_id=case_id, lifted_at=None)
    with clocks.agreeing():
        return bool(standing.update(lifted_at=at, lifted_by=by.id))


def _officer_only(by: By) -> None:
    if by.actor is not Actor.OFFICER or by.role != roles.OFFICER:
        raise HoldRefused(
            "Seul un commissaire de justice peut ordonner de garder un dossier, ou lever cet ordre."
        )
