"""A payment is of a day between the recorded outcome and today, both good; none while the month runs (R125-7)."""

from __future__ import annotations

from datetime import date

import pytest

from dument.law.receiving import received

BEFORE, OUTCOME, TODAY, TO_COME = (date(2026, 10, day) for day in (22, 23, 26, 27))


@pytest.mark.parametrize(
    ("running", "day", "outcome", "told"),
    [
        (True, None, None, ("payment_locked", "tant que l'issue n'est pas constatée")),
        (True, TO_COME, OUTCOME, ("payment_locked", "tant que l'issue n'est pas constatée")),
        (False, BEFORE, OUTCOME, ("payment_locked", "du 22/10/2026, avant l'issue constatée le 23/10/2026")),
        (False, OUTCOME, OUTCOME, None),
        (False, TODAY, OUTCOME, None),
        (False, TO_COME, OUTCOME, ("too_early", "du 27/10/2026, un jour à venir")),
        (False, None, OUTCOME, None),
        (False, BEFORE, None, None),
    ],
)
def test_both_ends(
    running: bool, day: date | None, outcome: date | None, told: tuple[str, str] | None
) -> None:
    found = list(received(month_running=running, received_on=day, outcome_on=outcome, on=TODAY))
    assert [one.code for one in found] == ([told[0]] if told else [])
    for one in found:
        assert told and told[1] in one.message
        assert (one.basis, one.decidable) == (("CPCE R125-7",), False)
