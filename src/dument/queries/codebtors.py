"""The other debtors of a claim, as its creditor and their office see them; a debtor never does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from dument.law.money import from_cents
from dument.procedure.machine import STATE_LABELS
from dument.procedure.states import State
from dument.queries.parts import OfficeRead, PartyRead, ReceiptRead, office_read, party_read, receipt_read
from dument.records import payments
from dument.records.cases.models import Case
from dument.records.reading import GIVEN_UP, party


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebtorRead:
    """Another debtor: his case, what is claimed from him and what he paid, in euros, interest that runs left out."""

    id: UUID
    reference: str
    version: int
    debtor: PartyRead
    office: OfficeRead | None
    state: State
    state_label: str
    given_up: bool
    principal: Decimal
    owed: Decimal
    receipts: tuple[ReceiptRead, ...]

    @property
    def draft(self) -> bool:
        """Tell whether it is not filed yet."""
        return self.state is State.DRAFT


def codebtors_read(others: Iterable[Case], *, office_id: UUID | None = None) -> tuple[CodebtorRead, ...]:
    """Return the other debtors as pages show them: all for their creditor, its own for an office, none erased."""
    return tuple(
        CodebtorRead(
            id=other.pk,
            reference=other.reference,
            version=other.version,
            debtor=party_read(party(other, "debtor")),
            office=office_read(office) if (office := other.office or other.chosen_office) else None,
            state=State(other.state),
            state_label=STATE_LABELS[State(other.state)],
            given_up=other.state in GIVEN_UP,
            principal=from_cents(other.principal_cents),
            owed=from_cents(other.principal_cents + other.other_cents + other.interest_cents),
            receipts=tuple(receipt_read(row) for row in payments.standing(other)),
        )
        for other in others
        if other.purged_on is None and (office_id is None or other.office_id == office_id)
    )
