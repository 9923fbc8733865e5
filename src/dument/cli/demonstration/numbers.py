"""The number of a demonstration's registered letter: each has its own, however often the demonstration is played."""

from __future__ import annotations

from uuid import UUID


def letter_number(case_id: UUID) -> str:
    """Return the number of that case's letter, in the shape of a carrier's: "1A 201 334 5678 9"."""
    digits = f"{case_id.int % 10**11:011d}"
    return f"1A {digits[:3]} {digits[3:6]} {digits[6:10]} {digits[10]}"
