"""A debt that two offices hold: each counts what the other recorded, and reads nothing else of it (PostgreSQL)."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection

from dument.actions import receipts
from dument.procedure.states import Actor
from dument.records import walls
from dument.records.cases.models import Case, Party
from dument.records.money.models import Receipt, ReceiptCancellation
from dument.records.solidarity import common_debt
from tests import stories
from tests.actions.test_solidary_payments import solidary


def as_a_role_that_owns_nothing() -> None:
    """Go on as a role whom the walls stop, as production's does, to the end of the transaction."""
    role = f"reader_{uuid4().hex[:8]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role} NOSUPERUSER")
        cursor.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"SET LOCAL ROLE {role}")


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_solidary_case_counts_another_office_s_receipts_and_no_more() -> None:
    mine, theirs, stranger = (stories.people(name) for name in ("un", "deux", "trois"))
    case, other = stories.case_in("title_issued", mine), stories.case_in("title_issued", theirs)
    solidary(case, other)
    at = stories.instant("2026-10-26")
    for amount in ("414.20", "300"):
        receipts.record_payment(
            case_id=other.pk, by=theirs.by(Actor.OFFICER), at=at, amount=Decimal(amount), recipient="officer"
        )
    stories.cancel_last(case_id=other.pk, by=theirs.by(Actor.OFFICER), at=at, because="amount")
    case = Case.objects.select_related("claim").get(pk=case.pk)
    as_a_role_that_owns_nothing()
    with walls.behind(mine.office.pk):
        debt = common_debt(case)
        assert debt is not None
        assert (debt.paid_by_others, debt.most) == (Decimal("414.20"), Decimal("800.00"))
        assert not Receipt.objects.exists()
        assert not Case.objects.filter(pk=other.pk).exists()
        assert not Party.objects.filter(case=other.pk).exists()
    with walls.behind(theirs.office.pk):
        assert (Receipt.objects.count(), ReceiptCancellation.objects.count()) == (2, 1)
    with walls.behind(stranger.office.pk):
        assert not Case.objects.exists()
        assert not Receipt.objects.exists()
        assert not ReceiptCancellation.objects.exists()
