"""The database itself refuses to change, delete or empty what proves; and to move a case to another office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model

from dument.actions import seals
from dument.records.cases.models import Case, Decision
from dument.records.journal.models import EventBody
from tests import stories
from tests.tables import snapshot

# What is never changed nor deleted, and a column whose change must be refused.
PROTECTED = {
    "journal.Event": "type",
    "journal.EventBody": "content",
    "journal.Seal": "root",
    "journal.SealedHead": "head",
    "journal.SealedPaper": "sha256",
    "cases.Answer": "kind",
    "cases.Consent": "party",
    "cases.Decision": "reason",
    "cases.Outcome": "ending",
    "cases.Proposal": "amount_cents",
    "cases.Instalment": "amount_cents",
    "documents.Document": "sha256",
    "money.Receipt": "amount_cents",
    "money.ReceiptCancellation": "because",
    "desk.RegisterEntry": "act",
}


@pytest.fixture
def filled(people: stories.People) -> Case:
    """A paid case in a seal, with a row in every protected table."""
    case = stories.case_in("cancelled", people)
    seals.seal(stories.instant("2026-10-26"))
    Decision.objects.create(
        case=case, office_id=case.office_id, code="quality_unknown", on=date(2026, 10, 12), reason="Vu."
    )
    return case


def refused(change: Callable[[], object]) -> None:
    """Check that the database refuses the change and says why."""
    before = snapshot()
    with pytest.raises(DatabaseError, match="ne se modifie ni ne se supprime"), transaction.atomic():
        change()
    assert snapshot() == before


@pytest.mark.parametrize("label", PROTECTED)
def test_no_row_is_changed_nor_deleted(filled: Case, label: str) -> None:
    model: type[Model] = apps.get_model(label)
    rows = model._default_manager.all()
    assert rows.exists()
    column = PROTECTED[label]
    value: Any = b"x" if column == "content" else 1 if column == "amount_cents" else "x"
    refused(lambda: rows.update(**{column: value}))
    refused(lambda: rows._raw_delete(rows.db))


@pytest.mark.postgres
@pytest.mark.parametrize("label", PROTECTED)
def test_no_table_is_emptied_at_once(filled: Case, label: str) -> None:
    table = apps.get_model(label)._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks to come is not emptied anyway
        refused(lambda: cursor.execute(f"TRUNCATE {table} CASCADE"))


def test_a_body_may_be_emptied_and_nothing_else(filled: Case) -> None:
    bodies = EventBody.objects.filter(event__case=filled)
    bodies.update(content=b"")
    assert {bytes(content) for content in bodies.values_list("content", flat=True)} == {b""}
    refused(lambda: bodies.update(content=b"{}"))


@pytest.mark.parametrize("wanted", ["another", "none"])
def test_the_office_of_a_case_is_fixed(people: stories.People, wanted: str) -> None:
    case = stories.case_in("submitted", people)
    other = stories.people("deux").office.pk if wanted == "another" else None
    before = snapshot()
    with pytest.raises(DatabaseError, match="ne change pas"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(office_id=other)
    assert snapshot() == before
    Case.objects.filter(pk=case.pk).update(office_id=people.office.pk, conflict="doubt")
    assert Case.objects.get(pk=case.pk).conflict == "doubt"


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "sleeping"},
        {"principal_cents": 0},
        {"interest_cents": -1},
        {"other_cents": -1},
        {"dispatched_on": None},
        {"last_day": "2026-11-12"},
    ],
)
def test_a_case_that_cannot_be_is_refused(people: stories.People, wrong: dict[str, Any]) -> None:
    case = stories.case_in("invited", people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**wrong)


@pytest.mark.parametrize("kind", ["title", "debtor_copy", "outcome_record", "agreement", "acceptance_record"])
@pytest.mark.parametrize("rank", [1, 2])
def test_some_papers_exist_once(people: stories.People, kind: str, rank: int) -> None:
    case = stories.case_in("title_issued", people)
    one = case.documents.get(kind=kind)
    one.pk, one.rank, one._state.adding = one._meta.pk.get_default(), rank, True
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)
