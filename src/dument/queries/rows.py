"""A case with every row that it owns, read in two queries however much it holds."""

from __future__ import annotations

from django.db.models import Model, QuerySet

from dument.records import whole
from dument.records.cases.models import (
    Answer,
    Case,
    ClaimLine,
    Consent,
    Decision,
    Enforcer,
    Evidence,
    InterestLine,
    Outcome,
    Party,
    Proposal,
    ReportedFact,
)
from dument.records.desk.models import Preparation, RegisterEntry
from dument.records.documents.models import Document
from dument.records.money.models import Receipt, ReceiptCancellation
from dument.records.outbox.models import Message

OWNED: tuple[type[Model], ...] = (
    Party,
    Answer,
    Proposal,
    Consent,
    Decision,
    ClaimLine,
    InterestLine,
    Evidence,
    Outcome,
    Enforcer,
    ReportedFact,
    Document,
    Receipt,
    ReceiptCancellation,
    Preparation,
    RegisterEntry,
    Message,
)


def read_whole(cases: QuerySet[Case]) -> tuple[Case, list[Case]]:
    """Return the only case of the queryset with its relations in hand, then those of its claim's other debtors.

    Raises Case.DoesNotExist.
    """
    case = cases.select_related("office", "chosen_office", "claim").get()
    return case, whole.hang(case, OWNED, beside=case.claim.debtors > 1)
