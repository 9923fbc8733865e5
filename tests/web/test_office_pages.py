"""The office's pages: what each shows in each state, and to nobody else."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import stories


@pytest.fixture
def desk(client: Client, people: stories.People) -> Client:
    """A browser where the officer is signed in."""
    client.force_login(people.officer)
    return client


@pytest.mark.parametrize("state", stories.STATES)
def test_case_page_opens_in_every_state(desk: Client, people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    page = desk.get(f"/etude/dossiers/{case.reference}")
    if state == "draft":
        assert page.status_code == 404
        return
    assert page.status_code == 200
    assert case.reference in page.content.decode()


def test_queue(desk: Client, people: stories.People) -> None:
    for state in stories.STATES:
        stories.case_in(state, people)
    assert desk.get("/etude/").status_code == 200
