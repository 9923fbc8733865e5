"""T20, T2: what is kept of an answer, so that nobody can say "I never accepted", and of who opened the letter."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from dument.queries import journal
from dument.records.cases.models import Case
from dument.records.journal.models import EventBody
from dument.records.keeping.models import Reading
from dument.web import shown
from tests import stories

ADDRESS = "203.0.113.7"
ACCEPT = "/repondre/dossier/accepter"


def opened(case: Case) -> Client:
    """Return the browser, at ADDRESS, of who typed the letter's code."""
    client = Client(REMOTE_ADDR=ADDRESS)
    client.post("/repondre", {"reference": case.reference, "code": stories.code_of(case), "reader": "self"})
    return client


def trace(case: Case, act: str = "answer_accept") -> Any:
    """Return what the journal keeps beside that act."""
    [body] = EventBody.objects.filter(event__case=case, event__type=act)
    return json.loads(bytes(body.content)).get("trace")


def test_an_answer_bears_the_page_shown_and_the_address(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    client = opened(case)
    page = client.get(ACCEPT).content
    client.post(ACCEPT)
    assert trace(case) == {"address": ADDRESS, "page": shown.hash_of(page), "release": shown.RELEASE}
    assert not journal.verify(case.reference).broken


def test_an_answer_sent_without_its_page_says_none(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    client = opened(case)
    client.get("/repondre/dossier/refuser")
    client.post(ACCEPT)
    assert "page" not in trace(case)


def test_the_same_page_has_one_hash_and_another_fact_another(people: stories.People) -> None:
    """Its proof of origin changes each time; a word of the debt changes it for good."""
    case = stories.case_in("invited", people)
    first, again = (opened(case).get(ACCEPT).content for _ in range(2))
    assert first != again
    assert shown.hash_of(first) == shown.hash_of(again)
    assert shown.hash_of(first) != shown.hash_of(first.replace(b"1", b"2"))
    other = stories.case_in("invited", people)
    assert shown.hash_of(opened(other).get("/repondre/dossier").content) != shown.hash_of(first)


def test_the_address_is_the_office_s_to_read_not_the_creditor_s(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    client = opened(case)
    client.get(ACCEPT)
    client.post(ACCEPT)
    office, creditor = Client(), Client()
    office.force_login(people.officer)
    creditor.force_login(people.creditor_user)
    assert ADDRESS in office.get(f"/etude/dossiers/{case.reference}/journal").content.decode()
    assert ADDRESS not in creditor.get(f"/creance/{case.reference}").content.decode()


@pytest.mark.parametrize("right", [True, False])
def test_who_opened_the_letter_is_kept_by_address_and_time(people: stories.People, right: bool) -> None:
    case = stories.case_in("invited", people)
    if right:
        opened(case)
    else:
        Client(REMOTE_ADDR=ADDRESS).post(
            "/repondre", {"reference": case.reference, "code": "2222 2222 2222", "reader": "self"}
        )
    kept = list(Reading.objects.filter(case=case, role="debtor").values_list("reader", "office"))
    assert kept == ([(ADDRESS, people.office.pk)] if right else [])
