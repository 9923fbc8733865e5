"""The stories lead where they say."""

from __future__ import annotations

import pytest

from dument.procedure.states import State
from tests import stories

BETWEEN = {
    "accepted": "invited",
    "refusal_received": "invited",
    "terms_refusal_received": "proposed",
    "consented": "proposed",
    "paid": "title_issued",
    "paid_by_hand": "title_issued",
    "cancelled": "title_issued",
}


@pytest.mark.parametrize("state", stories.STATES)
def test_story_leads_to_its_state(people: stories.People, state: str) -> None:
    assert stories.case_in(state, people).state == BETWEEN.get(state, state)


def test_every_state_of_the_table_has_a_story() -> None:
    assert set(stories.STATES) - set(BETWEEN) == set(State)
