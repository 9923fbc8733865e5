"""A case and the rows that hang from it, read by one statement, which is written once and for all.

A prefetch costs one query a table, and the ORM writes each of them anew: that was half the time of an act. Here
each table is a branch of one union, its rows as JSON, and the statement is kept as it was first written.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast
from uuid import UUID

from django.db import connection
from django.db.models import DateTimeField, Field, ForeignKey, JSONField, Model

from dument.records.accounts.models import Creditor, Office
from dument.records.cases.models import Case, Claim, Instalment, Party, Proposal
from dument.records.money.models import Receipt, ReceiptCancellation

Model_ = type[Model]
Rows = Mapping[str, list[Any]]

# Statements are made of the names of our own tables; what people typed is never in them.
# The rows above a case, by the name under which they are read: their table, and which row of it.
_OF_CASE = "(SELECT {} FROM cases_case WHERE id = %s)"
ABOVE: Mapping[str, tuple[Model_, str]] = {
    "case": (Case, "id = %s"),
    "office": (Office, f"id = {_OF_CASE.format('office_id')}"),
    "chosen_office": (Office, f"id = {_OF_CASE.format('chosen_office_id')}"),
    "claim": (Claim, f"id = {_OF_CASE.format('claim_id')}"),
    "creditor": (
        Creditor,
        f"id = (SELECT creditor_id FROM cases_claim WHERE id = {_OF_CASE.format('claim_id')})",  # noqa: S608
    ),
}
# The cases of the claim's other debtors, and what is told of them.
_BESIDE = f"claim_id = {_OF_CASE.format('claim_id')} AND id <> %s"
_OF_BESIDE = f"(SELECT {{}} FROM cases_case WHERE {_BESIDE})"  # noqa: S608
BESIDE: Mapping[str, tuple[Model_, str]] = {
    "beside": (Case, _BESIDE),
    "party_beside": (Party, f"role = 'debtor' AND case_id IN {_OF_BESIDE.format('id')}"),
    "receipt_beside": (Receipt, f"case_id IN {_OF_BESIDE.format('id')}"),
    "cancelled_beside": (ReceiptCancellation, f"case_id IN {_OF_BESIDE.format('id')}"),
    "office_beside": (
        Office,
        f"id IN {_OF_BESIDE.format('office_id')} OR id IN {_OF_BESIDE.format('chosen_office_id')}",
    ),
}
RELATIONS_BESIDE = (
    ("party_beside", "parties"),
    ("receipt_beside", "receipts"),
    ("cancelled_beside", "receiptcancellations"),
)
BELOW_PROPOSALS = "proposal_id IN (SELECT id FROM cases_proposal WHERE case_id = %s)"


def read(case_id: UUID, owned: tuple[Model_, ...]) -> Case:
    """Return the case with its office, claim and creditor, and its rows of those tables as a prefetch leaves them.

    Raises Case.DoesNotExist.
    """
    rows = _rows(case_id, tuple(ABOVE), owned)
    if not rows["case"]:
        raise Case.DoesNotExist
    [case] = rows["case"]
    case.office, case.chosen_office = _one(rows["office"]), _one(rows["chosen_office"])
    case.claim = _one(rows["claim"])
    case.claim.creditor = _one(rows["creditor"])
    _hang(case, rows, owned)
    return cast("Case", case)


def hang(case: Case, owned: tuple[Model_, ...], *, beside: bool = False) -> list[Case]:
    """Put on a case already read its rows of those tables, where a prefetch would have put them.

    With `beside`, return the cases of the claim's other debtors, each with its debtor, its office and its payments.
    """
    rows = _rows(case.pk, tuple(BESIDE) if beside else (), owned)
    _hang(case, rows, owned)
    offices = {office.pk: office for office in rows["office_beside"]}
    others = sorted(rows["beside"], key=lambda other: other.pk)
    for other in others:
        other.office, other.chosen_office = offices.get(other.office_id), offices.get(other.chosen_office_id)
        for name, relation in RELATIONS_BESIDE:
            _remember(other, relation, [row for row in rows[name] if row.case_id == other.pk])
    return others


def bare(case: Case) -> Case:
    """Return a copy of the case that remembers none of its rows: what is asked of it is read again."""
    copied = copy(case)
    copied._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    return copied


def changes(before: Case, after: Case) -> list[str]:
    """Return the columns to save: those that differ between two copies of a case, and when it was changed."""
    return [
        field.attname
        for field in _fields(Case)
        if getattr(field, "auto_now", False)
        or getattr(before, field.attname) != getattr(after, field.attname)
    ]


def _one(rows: list[Any]) -> Any:
    return rows[0] if rows else None


def _rows(case_id: UUID, above: tuple[str, ...], owned: tuple[Model_, ...]) -> Rows:
    """Return the rows of the case, by the name of their branch."""
    statement, models = _statement(connection.vendor, above, owned)
    found: dict[str, list[Any]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(statement, [_key(case_id)] * statement.count("%s"))
        for name, row in cursor.fetchall():
            found[name].append(_instance(models[name], row if isinstance(row, dict) else json.loads(row)))
    return found


def _key(case_id: UUID) -> UUID | str:
    return case_id if connection.features.has_native_uuid_field else case_id.hex


@cache
def _statement(
    vendor: str, above: tuple[str, ...], owned: tuple[Model_, ...]
) -> tuple[str, Mapping[str, Model_]]:
    """Return the union that reads those branches, and the table of each."""
    branches = {name: (dict(ABOVE) | dict(BESIDE))[name] for name in above}
    branches |= {model.__name__: (model, "case_id = %s") for model in owned}
    if Proposal in owned:
        branches[Instalment.__name__] = (Instalment, BELOW_PROPOSALS)
    parts = [
        f"SELECT '{name}', {_as_json(vendor, model)} FROM {model._meta.db_table} AS t WHERE {which}"  # noqa: S608
        for name, (model, which) in branches.items()
    ]
    return " UNION ALL ".join(parts), {name: model for name, (model, _) in branches.items()}


def _as_json(vendor: str, model: Model_) -> str:
    """Return the row as JSON; names come from our own tables, never from a person."""
    if vendor == "postgresql":
        return "row_to_json(t)"
    return f"json_object({', '.join(f'\'{field.column}\', t."{field.column}"' for field in _fields(model))})"


@cache
def _fields(model: Model_) -> Sequence[Field[Any, Any]]:
    return list(model._meta.concrete_fields)


@cache
def _names(model: Model_) -> list[str]:
    return [field.attname for field in _fields(model)]


def _instance(model: Model_, row: Mapping[str, Any]) -> Model:
    values = [_value(field, row[str(field.column)]) for field in _fields(model)]
    return model.from_db("default", _names(model), values)


def _value(field: Field[Any, Any], kept: Any) -> Any:
    if isinstance(field, JSONField):
        return json.loads(kept) if isinstance(kept, str) else kept  # the embedded database gives it as text
    value = field.to_python(kept)
    if isinstance(field, DateTimeField) and value and value.tzinfo is None:
        return cast("datetime", value).replace(tzinfo=UTC)  # the embedded database keeps instants so
    return value


def _hang(case: Case, rows: Rows, owned: tuple[Model_, ...]) -> None:
    for model in owned:
        to_case = cast("ForeignKey[Any, Any]", model._meta.get_field("case"))
        _remember(case, to_case.related_query_name(), _sorted(rows[model.__name__]))
    if Proposal in owned:
        for proposal in rows[Proposal.__name__]:
            parts = [part for part in rows[Instalment.__name__] if part.proposal_id == proposal.pk]
            _remember(proposal, "instalments", _sorted(parts))


def _sorted(rows: list[Any]) -> list[Any]:
    """Return the rows in the order of their table, by identifier (which grows with time) where it has none."""
    order = [*rows[0]._meta.ordering, "id"] if rows else []
    return sorted(rows, key=lambda row: [getattr(row, name) for name in order])


def _remember(owner: Any, relation: str, rows: list[Any]) -> None:
    """Put the rows where a prefetch would have put them."""
    read = getattr(owner, relation).all()
    read._result_cache, read._prefetch_done = rows, True
    if not hasattr(owner, "_prefetched_objects_cache"):
        owner._prefetched_objects_cache = {}
    owner._prefetched_objects_cache[relation] = read
