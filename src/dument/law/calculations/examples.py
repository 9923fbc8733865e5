"""Worked examples: does an answer hold what a row expects, within its tolerance?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dument.law.calculations import BadInput, Refused, answer
from dument.law.questions import UnreadableQuestion, read_object

COLUMNS = frozenset({"id", "topic", "input_json", "expected_json", "tolerance"})
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MISSING = object()


class BadExample(ValueError):
    """A row that cannot be read: columns missing, or JSON that is not an object."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one row gave: `got` holds the answer's values under the expected keys, or `error`."""

    identity: str
    holds: bool
    got: dict[str, Any]


def read_question(text: str) -> dict[str, Any]:
    """Return the fields of a JSON object; numbers with a point keep their digits. Raises BadInput."""
    try:
        return read_object(text, parse_float=str)
    except UnreadableQuestion as reason:
        raise BadInput(str(reason)) from reason


def run_row(row: Mapping[str, str | None]) -> Outcome:
    """Return the outcome of one row of a worked-example file. Raises BadExample."""
    missing = sorted(name for name in COLUMNS if row.get(name) is None)
    if missing:
        raise BadExample(f"Colonne(s) absente(s) : {', '.join(missing)}.")
    cells = {name: row[name] or "" for name in COLUMNS}
    try:
        given, expected = read_question(cells["input_json"]), read_question(cells["expected_json"])
    except BadInput as reason:
        raise BadExample(f"Ligne {cells['id']} : {reason}") from reason
    cents, days = read_tolerance(cells["tolerance"])
    try:
        full = answer(cells["topic"], given)
    except (BadInput, Refused) as reason:
        return Outcome(cells["id"], holds=False, got={"error": str(reason)})
    holds = all(agrees(value, full.get(key, _MISSING), cents, days) for key, value in expected.items())
    return Outcome(cells["id"], holds=holds, got={key: full[key] for key in expected if key in full})


def read_tolerance(text: str) -> tuple[Decimal, int]:
    """Return a tolerance in euros and one in days: "0.01", "1 day", or nothing for exact. Raises BadExample."""
    text = text.strip()
    if not text:
        return Decimal(0), 0
    if found := re.fullmatch(r"(\d+) days?", text):
        return Decimal(0), int(found[1])
    if _NUMBER.fullmatch(text):
        return Decimal(text), 0
    raise BadExample(f"Tolérance illisible : « {text} » ; écrire 0.01, ou 1 day.")


def agrees(expected: Any, got: Any, cents: Decimal, days: int) -> bool:
    """Tell whether `got` is `expected`: numbers within `cents`, days within `days`, lists in order."""
    if isinstance(expected, list):
        return (
            isinstance(got, list)
            and len(got) == len(expected)
            and all(agrees(one, other, cents, days) for one, other in zip(expected, got, strict=True))
        )
    if isinstance(expected, bool) or isinstance(got, bool):
        return expected is got
    if _is_amount(expected) or _is_amount(got):
        return _is_number(expected) and _is_number(got) and abs(Decimal(expected) - Decimal(got)) <= cents
    if _is_day(expected) and _is_day(got):
        return abs((date.fromisoformat(expected) - date.fromisoformat(got)).days) <= days
    return bool(expected == got)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and _NUMBER.fullmatch(value) is not None)


def _is_amount(value: Any) -> bool:
    """Tell whether `value` is a text with a decimal point: other digits (a département) compare as text."""
    return isinstance(value, str) and "." in value and _is_number(value)


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and _DAY.fullmatch(value) is not None
