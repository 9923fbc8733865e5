"""The margin's page, and the seal: no page, paper or download of the debtor holds any of it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from dument.queries.margins import margin_of_creditor
from dument.records.cases.models import Margin
from tests import fakes, stories
from tests.web.conftest import told
from tests.web.test_access import OURS, SAMPLES
from tests.web.test_debtor import enter

POSTED = {"instalments": "7", "months": "11", "rebate": "137,13", "floor": "1 009,09"}
CANARIES = ("137,13", "1 009,09", "1009,09", "137.13", "1009.09", "13713", "100909")


@pytest.fixture
def desk(client: Client, people: stories.People) -> Client:
    """A browser where the creditor is signed in."""
    client.force_login(people.creditor_user)
    return client


@pytest.mark.parametrize(("state", "leads"), [("draft", "/etude"), ("proposed", "")])
def test_it_is_kept_and_shown_again(desk: Client, people: stories.People, state: str, leads: str) -> None:
    case = stories.case_in(state, people)
    answer = desk.post(f"/creance/{case.reference}/marge", POSTED)
    assert answer["Location"] == f"/creance/{case.reference}{leads}"
    page = told(desk.get(f"/creance/{case.reference}/marge"))
    assert 'value="137,13"' in page
    assert 'value="1009,09"' in page
    read = margin_of_creditor(creditor_ids=[people.creditor.pk], reference=case.reference)
    assert read is not None
    assert (read.margin.instalments, read.margin.months) == (7, 11)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"instalments": "0"}, "supérieure ou égale à 1"),
        ({"instalments": "361"}, "inférieure ou égale à 360"),
        ({"months": ""}, "obligatoire"),
        ({"rebate": "-1"}, "Remise"),
        ({"rebate": "1214,20"}, "moins de la créance"),
        ({"floor": "1214,21"}, "Le plancher va de zéro"),
        ({"floor": "douze"}, "douze"),
    ],
)
def test_a_wrong_bound_is_sent_back(
    desk: Client, people: stories.People, change: dict[str, str], why: str
) -> None:
    case = stories.case_in("draft", people)
    answer = desk.post(f"/creance/{case.reference}/marge", POSTED | change)
    assert answer.status_code == 422
    assert why in told(answer)
    assert not Margin.objects.exists()


def test_a_floor_may_be_left_out(desk: Client, people: stories.People) -> None:
    case = stories.case_in("draft", people)
    assert desk.post(f"/creance/{case.reference}/marge", POSTED | {"floor": ""}).status_code == 302
    assert Margin.objects.get().floor_cents == 0


def test_it_is_fixed_once_an_agreement_is_noted(desk: Client, people: stories.People) -> None:
    case = stories.case_in("agreed", people)
    assert desk.post(f"/creance/{case.reference}/marge", POSTED).status_code == 409
    assert "/marge" not in told(desk.get(f"/creance/{case.reference}"))
    assert not Margin.objects.exists()


def test_the_check_page_shows_it_with_its_link(desk: Client, people: stories.People) -> None:
    case = stories.case_in("draft", people)
    assert "Aucune : l'étude vous demandera" in told(desk.get(f"/creance/{case.reference}/verifier"))
    desk.post(f"/creance/{case.reference}/marge", POSTED)
    page = told(desk.get(f"/creance/{case.reference}/verifier")).replace("\u202f", " ").replace("\xa0", " ")
    assert "137,13 €" in page
    assert f"/creance/{case.reference}/marge" in page


@pytest.mark.parametrize("state", ["invited", "participating", "proposed", "agreed", "title_issued"])
def test_the_debtor_reads_nothing_of_it(people: stories.People, state: str) -> None:
    case = stories.case_in("draft", people)
    creditor = Client()
    creditor.force_login(people.creditor_user)
    creditor.post(f"/creance/{case.reference}/marge", POSTED)
    for step in stories.STATES[state]:
        step(people, case)
    debtor = Client()
    assert enter(debtor, case).status_code == 302
    read = 0
    for route in OURS:
        if route.access not in {"debtor", "anyone"} or route.name in {"leave", "ready"}:
            continue
        address = re.sub(
            r"<(?:\w+:)?(\w+)>",
            lambda found: (SAMPLES | {"reference": case.reference})[found[1]],
            route.template,
        )
        answer = debtor.get(address)
        if answer.status_code != 200:
            continue
        text = answer.getvalue().decode(errors="replace")
        text = re.sub(r"[0-9a-f]{64}", "", text)  # a hash holds any six digits
        text = text.replace("\u202f", " ").replace("\xa0", " ").replace("&nbsp;", " ")
        assert [word for word in CANARIES if word in text] == [], address
        read += 1
    assert read > 5
    papers = b"".join(fakes.MemoryStore.papers.values())
    assert not any(word.encode() in papers for word in CANARIES)
