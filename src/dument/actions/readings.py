"""Note who opened a page or a file of a case, or took its data away. Never in the chain of the case."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from dument.records.cases.models import Case
from dument.records.ids import new_id
from dument.records.keeping.models import Reading

# One statement, since a page notes it each time: the case's own identifier is found on the way.
NOTE = (
    "INSERT INTO keeping_reading (id, office_id, case_id, reader, role, what, at) "
    "SELECT %s, office_id, id, %s, %s, %s, %s FROM cases_case WHERE reference = %s AND office_id = %s"
)

OPENED = "ouverture avec le code de la lettre"


def note(*, office_id: UUID, reference: str, reader: str, role: str, what: str, at: datetime) -> None:
    """Note that somebody of that office opened `what` of its case; nothing happens for any other case."""
    with connection.cursor() as cursor:
        cursor.execute(
            NOTE,
            [
                _stored("id", new_id()),
                reader,
                role,
                what[:48],
                _stored("at", at),
                reference,
                _stored("office", office_id),
            ],
        )


def note_opening(*, case_id: UUID, address: str, at: datetime) -> None:
    """Note that the code of its letter opened that case, from which address: the reader has no other name."""
    case = Case.objects.only("pk", "office_id").get(pk=case_id)
    Reading.objects.create(
        case=case, office_id=case.office_id, reader=address[:64], role="debtor", what=OPENED, at=at
    )


def note_export(*, case_ids: Collection[UUID], reader: str, role: str, at: datetime) -> None:
    """Note that a party took away the data of those cases."""
    cases = Case.objects.filter(pk__in=case_ids).only("pk", "office_id")
    Reading.objects.bulk_create(
        Reading(case=case, office_id=case.office_id, reader=reader, role=role, what="export", at=at)
        for case in cases
    )


def _stored(name: str, value: object) -> Any:
    """Return a value as the database of that field takes it."""
    field: Any = Reading._meta.get_field(name)
    return field.get_db_prep_value(value, connection)
