"""The creditor's pages: what each shows in each state, and to nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import stories


@pytest.fixture
def desk(client: Client, people: stories.People) -> Client:
    """A browser where the creditor is signed in."""
    client.force_login(people.creditor_user)
    return client


@pytest.mark.parametrize("state", stories.STATES)
def test_case_page_opens_in_every_state(desk: Client, people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    page = desk.get(f"/creance/{case.reference}")
    assert page.status_code == 200
    assert case.reference in page.content.decode()
