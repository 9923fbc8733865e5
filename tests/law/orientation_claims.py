"""Claims on which the tests of orientation are built."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from dument.law.claim import FIELDS, Claim, read_claim

CASES = Path(__file__).resolve().parents[2] / ".." / "shared" / "law" / "tables" / "orientation_cases.csv"
TODAY = date(2026, 11, 23)
BASE: dict[str, Any] = {
    "today": TODAY,
    "amount_principal": Decimal("2480"),
    "creditor": "artisan",
    "debtor": "consumer",
    "debtor_residence": "FR",
    "cause": "service",
    "limitation_end": date(2029, 1, 1),
}


def claim(**changes: Any) -> Claim:
    """Return an ordinary claim, changed."""
    return Claim(**{**BASE, **changes})


def cases() -> list[dict[str, str]]:
    """Return the rows of the shared table."""
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def by_id(case_id: str) -> Claim:
    """Return the claim of a row of the shared table."""
    row = next(r for r in cases() if r["case_id"] == case_id)
    return read_claim({k: row.get(k) for k in FIELDS})
