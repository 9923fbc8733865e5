"""No session lasts over twelve hours since it began, whatever was done in it; and nothing typed is lost on the way."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.test import Client

from tests import stories
from tests.web.conftest import told

HOUR = 3600
Clock = Callable[[float], None]


@pytest.fixture
def after(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let so many seconds pass since the test began; time stands still otherwise."""
    began, passed = time.time(), [0.0]
    monkeypatch.setattr(time, "time", lambda: began + passed[0])

    def wait(seconds: float) -> None:
        passed[0] = seconds

    return wait


def signed_in(people: stories.People) -> Client:
    client = Client()
    client.force_login(people.creditor_user)
    return client


@pytest.mark.parametrize("stamped", [True, False])
def test_a_session_ends_twelve_hours_after_it_began(
    people: stories.People, after: Clock, stamped: bool
) -> None:
    client = signed_in(people)
    if not stamped:  # one whose beginning is not known begins when it is first seen
        session = client.session
        del session["account_authentication_methods"]
        session.save()
    for hours in (0, 7, 12):
        after(hours * HOUR)
        assert client.get("/creance/").status_code == 200
    after(12 * HOUR + 1)
    assert client.get("/creance/?a=1")["Location"] == "/connexion?next=/creance/%3Fa%3D1"
    assert "depuis 12 heures" in told(client.get("/connexion"))
    assert "_auth_user_id" not in client.session


def test_what_was_being_typed_may_be_sent_for_half_an_hour(people: stories.People, after: Clock) -> None:
    client = signed_in(people)
    after(12 * HOUR + 30 * 60)
    assert client.post("/creance/nouveau", {}).status_code == 422
    after(12 * HOUR + 30 * 60 + 1)
    page = "http://testserver/creance/nouveau"
    assert client.post("/creance/nouveau", {}, headers={"Referer": page})["Location"].startswith(
        "/connexion?next="
    )


def test_a_page_open_to_anyone_is_shown_all_the_same(people: stories.People, after: Clock) -> None:
    client = signed_in(people)
    after(13 * HOUR)
    assert client.get("/").status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_letter_is_opened_again_after_twelve_hours(people: stories.People, after: Clock) -> None:
    case, client = stories.case_in("invited", people), Client()
    client.post("/repondre", {"reference": case.reference, "code": stories.code_of(case), "reader": "self"})
    session = client.session
    session["debtor"]["until"] += 13 * HOUR  # as by a page every half hour
    session.save()
    after(12 * HOUR)
    assert client.get("/repondre/dossier").status_code == 200
    after(12 * HOUR + 1)
    assert client.get("/repondre/dossier")["Location"] == "/repondre"
