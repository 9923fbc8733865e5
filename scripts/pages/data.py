"""docs/data.md: what is known of people, where, what for, and for how long."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from scripts.pages.markdown import code, notice, page, table

SOURCE = "src/dument/records/personal_data.toml"


def declared() -> dict[str, Any]:
    """Return the declarations: `datum`, `retention`, `not_personal`."""
    return tomllib.loads((files("dument.records") / "personal_data.toml").read_text(encoding="utf-8"))


def text() -> str:
    """Return the page."""
    raw = declared()
    return page(
        "# Personal data",
        notice(f"`{SOURCE}`"),
        "The office answers for the case, the chamber for the system; a joint agreement is needed (inferred). Legal "
        "basis: the officer's public mission for the case, the contract for the creditor's account. Nothing is decided "
        "by a machine alone: the officer notes, proposes and signs. A column is `application.Model.column`; a test "
        "fails when a text column is declared neither personal nor not.",
        "## What, where, what for, how long",
        table(
            ("datum", "whose", "columns", "purpose", "retention"),
            (
                (
                    one["what"],
                    one["whose"],
                    code(*one["columns"]),
                    one["purpose"],
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
                (name, one["period"], one["certainty"], one["source"])
                for name, one in raw["retention"].items()
            ),
        ),
        "## Columns of text that are about nobody",
        ", ".join(f"`{column}`" for column in raw["not_personal"]["columns"]),
    )
