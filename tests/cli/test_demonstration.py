"""The demonstration may be played again on the same database."""

from __future__ import annotations

import re
from uuid import UUID

from dument.cli.demonstration.numbers import letter_number
from dument.records.ids import new_id


def test_each_letter_has_a_number_of_its_own() -> None:
    assert letter_number(UUID(int=12)) == "1A 000 000 0001 2"
    told = {letter_number(new_id()) for _ in range(200)}
    assert len(told) == 200
    assert all(re.fullmatch(r"1A \d{3} \d{3} \d{4} \d", one) for one in told)
