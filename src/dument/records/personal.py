"""What the tables hold about people (`personal_data.toml`), and which columns are emptied with a case."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from django.apps import apps
from django.db import models

WITH_THE_CASE = ("case", "journal")


@cache
def declared() -> dict[str, Any]:
    """Return the declarations: `datum`, `retention`, `not_personal`."""
    return tomllib.loads((files("dument.records") / "personal_data.toml").read_text(encoding="utf-8"))


@cache
def emptied_with_the_case() -> Mapping[type[models.Model], Mapping[str, object]]:
    """Return, by model, the columns that a purge empties and the empty value of each.

    Sums, days and words of a closed list stay: without the names and the words beside them they tell nobody.
    """
    found: dict[type[models.Model], dict[str, object]] = {}
    for datum in declared()["datum"]:
        if datum["retention"] in WITH_THE_CASE:
            for column in sorted(set(datum["columns"]) - set(datum.get("stays", ()))):
                label, _, name = column.rpartition(".")
                model = apps.get_model(label)
                empty = _empty(model._meta.get_field(name))
                if empty is not None:
                    found.setdefault(model, {})[name] = empty
    return found


def _empty(field: Any) -> object:
    """Return the empty value of a column of words, None for any other."""
    if isinstance(field, models.CharField | models.TextField):
        return ""
    if isinstance(field, models.JSONField):
        return {}
    return b"" if isinstance(field, models.BinaryField) else None
