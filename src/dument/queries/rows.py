"""A case with every row that it owns, read in two queries however much it holds."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, cast

from django.db.models import DateTimeField, F, ForeignKey, JSONField, Model, QuerySet, Value
from django.db.models.functions import JSONObject

from dument.records.cases.models import (
    Answer,
    Case,
    ClaimLine,
    Consent,
    Decision,
    Enforcer,
    Evidence,
    Instalment,
    InterestLine,
    Outcome,
    Party,
    Proposal,
    ReportedFact,
)
from dument.records.desk.models import Assignment, Preparation, RegisterEntry
from dument.records.documents.models import Document
from dument.records.money.models import Receipt

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
    Preparation,
    RegisterEntry,
    Assignment,
)
TABLES: tuple[type[Model], ...] = (*OWNED, Instalment)


def read_whole(cases: QuerySet[Case]) -> Case:
    """Return the only case of the queryset with its relations in hand; raise Case.DoesNotExist.

    A prefetch would cost one query a table, and a page shows fourteen of them: here one union brings the rows
    of all. Instants (`at`) are left out; they are read when asked for.
    """
    case = cases.select_related("office", "chosen_office", "claim").get()
    union = _as_json(Instalment, proposal__case_id=case.pk)
    union = union.union(*(_as_json(model, case_id=case.pk) for model in OWNED), all=True).order_by()
    found: dict[str, list[Any]] = defaultdict(list)
    models = {model.__name__: model for model in TABLES}
    for name, row in union:
        found[name].append(_instance(models[name], row))
    for model in OWNED:
        _remember(case, _relation(model), _sorted(found[model.__name__]))
    for proposal in found["Proposal"]:
        parts = [part for part in found["Instalment"] if part.proposal_id == proposal.pk]
        _remember(proposal, "instalments", _sorted(parts))
    return case


def _relation(model: type[Model]) -> str:
    """Return the name by which a case knows its rows of that table."""
    to_case = cast("ForeignKey[Any, Any]", model._meta.get_field("case"))
    return to_case.related_query_name()


def _as_json(model: type[Model], **of_case: object) -> Any:
    columns = {field.attname: F(field.attname) for field in _columns(model)}
    rows = model._base_manager.filter(**of_case).order_by()
    return rows.annotate(table_of=Value(model.__name__), row_of=JSONObject(**columns)).values_list(
        "table_of", "row_of"
    )


def _columns(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, DateTimeField)]


def _instance(model: type[Model], row: dict[str, Any]) -> Model:
    columns = _columns(model)
    values = [_value(field, row[field.attname]) for field in columns]
    return model.from_db("default", [field.attname for field in columns], values)


def _value(field: Any, told: Any) -> Any:
    """Return what the column holds; SQLite gives a JSON column as text within the JSON of the row."""
    return (
        json.loads(told) if isinstance(field, JSONField) and isinstance(told, str) else field.to_python(told)
    )


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
