"""A creditor's entry: who is owed, and the first person who acts for it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from dument.records import clocks
from dument.records.accounts.models import Creditor, CreditorMember


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditorGiven:
    """A creditor as typed. `kind` is one of the words of FORMAT (artisan, consumer, company…)."""

    name: str
    kind: str
    address: str
    postcode: str
    city: str
    siren: str = ""
    email: str = ""


def enter(*, user_id: UUID, given: CreditorGiven) -> UUID:
    """Enter a creditor for whom that user acts, and return its identifier; the same name twice is one creditor."""
    with clocks.agreeing():
        mine = CreditorMember.objects.filter(user_id=user_id, creditor__name=given.name).first()
        if mine:
            return mine.creditor_id
        creditor = Creditor.objects.create(**asdict(given))
        CreditorMember.objects.create(creditor=creditor, user_id=user_id)
        return creditor.pk
