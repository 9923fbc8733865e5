"""How much one creditor may leave here before filing: an account is free, disks and attention are not.

What is filed is counted by nobody: an office answers for it.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Sum

from dument.procedure.states import State
from dument.records.accounts.models import Creditor
from dument.records.cases.models import Case, Evidence

MOST_DRAFTS = 500
MOST_DRAFT_BYTES = 2 * 1024**3


class TooMuch(Exception):
    """More than one person or one creditor may ask of the platform; the message says what to do."""


def count_under_lock(creditor_id: UUID) -> None:
    """Count alone for that creditor until the transaction ends: two askings at once would each find the room of one."""
    Creditor.objects.select_for_update().get(pk=creditor_id)


def room_for_a_draft(creditor_id: UUID) -> None:
    """Raise TooMuch when the creditor has as many drafts as he may; `count_under_lock` comes before."""
    if Case.objects.filter(claim__creditor_id=creditor_id, state=State.DRAFT).count() >= MOST_DRAFTS:
        raise TooMuch(
            f"Vous avez déjà {MOST_DRAFTS} brouillons : confiez-en à une étude ou retirez ceux qui ne servent plus, "
            "puis recommencez."
        )


def room_for_a_file(case: Case, size: int) -> None:
    """Raise TooMuch when the files of the creditor's drafts, with this one, take more room than they may.

    Certain after `count_under_lock` alone; before, it spares keeping bytes that have no room.
    """
    held = Evidence.objects.filter(case__claim__creditor=case.claim.creditor_id, case__state=State.DRAFT)
    if (held.aggregate(bytes=Sum("size"))["bytes"] or 0) + size > MOST_DRAFT_BYTES:
        raise TooMuch(
            "Les pièces de vos brouillons occupent déjà 2 Go : confiez des dossiers à une étude ou retirez des pièces, "
            "puis recommencez."
        )
