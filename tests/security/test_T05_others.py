"""T5, T6, T7: nobody writes to what is not his, and no form is taken without its proof of origin."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import stories
from tests.tables import snapshot
from tests.web.test_access import OURS, Route, address
from tests.web.test_debtor import enter

STRANGERS = ("anonymous", "other debtor", "other creditor", "other officer")
ABOUT_A_CASE = [route for route in OURS if route.about_a_case]
ACTS = ("note_refusal", "propose", "renew_code", "issue_title", "withdraw", "correct", "record_payment")


@pytest.fixture
def strangers(people: stories.People) -> stories.People:
    """Another office and another creditor."""
    return stories.people("deux")


def stranger(name: str, strangers: stories.People) -> Client:
    """Return the browser of somebody who has nothing to do with the case."""
    client = Client()
    if name == "other debtor":
        enter(client, stories.case_in("invited", strangers))
    elif name == "other creditor":
        client.force_login(strangers.creditor_user)
    elif name == "other officer":
        client.force_login(strangers.officer)
    return client


@pytest.mark.parametrize("state", ["draft", "submitted", "proposed", "title_issued"])
@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_s_post_changes_nothing(
    people: stories.People, strangers: stories.People, name: str, state: str
) -> None:
    case, client = stories.case_in(state, people), stranger(name, strangers)
    filled = {"version": str(case.version), "amount": "1", "reason": "paid", "words": "x", "named": "Étude"}
    client.get("/etude/")
    before = snapshot()
    for route in ABOUT_A_CASE:
        for word in ACTS if "<str:word>" in route.template else ("",):
            there = address(route, case.reference)
            there = there.rsplit("/", 1)[0] + f"/{word}" if word and "actes" in there else there
            assert client.post(there, filled).status_code in {302, 404}, there
    assert snapshot() == before


@pytest.mark.parametrize("route", OURS, ids=lambda route: route.template)
def test_every_form_needs_its_proof_of_origin(people: stories.People, route: Route) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.officer)
    assert client.post(address(route, "DU-2222-2222"), {"x": "1"}).status_code == 403
