"""docs/data.md: what is known of people, where, what for, and for how long."""

from __future__ import annotations

import os
from typing import Any

import django
from django.apps import apps

from dument.law.parameters import keys_of, parameter
from dument.law.retention import PERIODS
from dument.records import personal
from scripts.pages.markdown import code, notice, page, table

MISSION = "public mission of the officer (CPCE L125-1)"
SOURCE = "src/dument/records/personal_data.toml"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dument.config.settings")


def declared() -> dict[str, Any]:
    """Return the declarations: `datum`, `retention`, `not_personal`."""
    return personal.declared()


def _months() -> dict[str, str]:
    """Return the periods of the law in words, by kind, each with its certainty."""
    values = {kind: parameter(PERIODS, kind).latest for kind in keys_of(PERIODS)}
    return {kind: f"{value.amount} months ({value.certainty})" for kind, value in values.items()}


def _tables(columns: list[str]) -> tuple[str, ...]:
    """Return the tables of those columns, each once."""
    return tuple(dict.fromkeys(apps.get_model(one.rpartition(".")[0])._meta.db_table for one in columns))


def text() -> str:
    """Return the page."""
    if not apps.ready:
        django.setup()
    raw = declared()
    return page(
        "# Personal data",
        notice(f"`{SOURCE}`"),
        "The office answers for the case, the chamber for the system; a joint agreement is needed (inferred). Legal "
        "basis: see each datum. Nothing is decided "
        "by a machine alone: the officer notes, proposes and signs. A column is `application.Model.column`; a test "
        "fails when a text column is declared neither personal nor not.",
        "## What, where, what for, how long",
        table(
            ("datum", "whose", "tables", "columns", "purpose", "basis", "retention"),
            (
                (
                    one["what"],
                    one["whose"],
                    code(*_tables(one["columns"])),
                    code(*one["columns"]),
                    one["purpose"],
                    one.get("basis", MISSION),
                    f"[{one['retention']}](#retention)",
                )
                for one in raw["datum"]
            ),
        ),
        "## Retention",
        "No text fixes these periods for this procedure: they are defaults, for the chamber to set.",
        table(
            ("name", "default", "certainty", "source"),
            (
                (name, one["period"].format(**_months()), one["certainty"], one["source"])
                for name, one in raw["retention"].items()
            ),
        ),
        "## What a purge empties",
        "When a case's time is over (`dument retention`) these columns are emptied and its files are erased; sums, "
        "days, hashes and words of closed lists stay, so that chains, seals and titles still verify. Open cases "
        "and cases under an officer's order to keep are never touched; production leaves those whose period is "
        "unconfirmed.",
        ", ".join(
            f"`{model._meta.label}.{name}`"
            for model, columns in personal.emptied_with_the_case().items()
            for name in columns
        ),
        "## Columns of text that are about nobody",
        ", ".join(f"`{column}`" for column in raw["not_personal"]["columns"]),
    )
