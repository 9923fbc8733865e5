"""Every row of the platform's own tables, to tell what an act wrote, or that it wrote nothing."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.apps import apps

OURS = ("accounts", "cases", "documents", "journal", "money", "outbox", "exchanges", "desk")

Rows = dict[str, list[tuple[Any, ...]]]


def snapshot() -> Rows:
    """Return every row of our tables, by table, in the order of the primary keys."""
    return {
        model._meta.label: [
            tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
            for row in model._default_manager.order_by("pk").values_list()
        ]
        for label in OURS
        for model in apps.get_app_config(label).get_models()
    }


def added(before: Rows, after: Rows) -> dict[str, int]:
    """Return how many rows each table gained (or lost, below zero); tables that kept their count are left out."""
    counted = Counter({label: len(rows) for label, rows in after.items()})
    counted.subtract({label: len(rows) for label, rows in before.items()})
    return {label: count for label, count in counted.items() if count}
