"""The page of an office's members, and the way in by an invitation."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from dument.records.accounts.models import Invitation, OfficeMember
from tests import stories
from tests.web.conftest import told

EMAIL = "nouvelle@etude.example"


@pytest.fixture
def desk(client: Client, people: stories.People) -> Client:
    """A browser where the officer is signed in."""
    client.force_login(people.officer)
    return client


def test_an_invitation_leads_a_newcomer_in(desk: Client, people: stories.People) -> None:
    desk.post("/etude/membres", {"email": EMAIL, "role": "clerk"})
    (sent,) = mail.outbox
    assert sent.to == [EMAIL]
    link = re.search(r"/rejoindre/[\w-]+", str(sent.body))
    assert link
    assert EMAIL in told(desk.get("/etude/membres"))
    newcomer = Client()
    asked = newcomer.get(link.group())["Location"]
    assert asked.startswith("/connexion?next=/rejoindre/")
    assert f"/inscription?next={link.group()}" in unquote(told(newcomer.get(asked)))
    newcomer.force_login(stories.user(EMAIL, "Nour Elle"))
    assert people.office.name in told(newcomer.get(link.group()))
    assert newcomer.post(link.group())["Location"] == "/etude/"
    assert newcomer.get("/etude/")["Location"] == "/compte/second-facteur"
    assert newcomer.get(link.group()).status_code in {302, 404}
    assert desk.get("/compte").content.decode().count("/etude/membres") == 1


def test_the_link_in_other_hands_is_told_and_refused(desk: Client, people: stories.People) -> None:
    desk.post("/etude/membres", {"email": EMAIL, "role": "officer"})
    link = re.search(r"/rejoindre/[\w-]+", str(mail.outbox[0].body))
    assert link
    thief = Client()
    thief.force_login(people.creditor_user)
    assert "autre adresse" in told(thief.get(link.group()))
    assert thief.post(link.group())["Location"] == link.group()
    assert not OfficeMember.objects.filter(user=people.creditor_user).exists()


def test_roles_change_and_end_from_the_page(desk: Client, people: stories.People) -> None:
    clerk = OfficeMember.objects.get(user=people.clerk)
    theirs = Client()
    theirs.force_login(people.clerk)
    assert theirs.get("/etude/").status_code == 200
    assert theirs.get("/etude/membres").status_code == 404
    desk.post(f"/etude/membres/{clerk.pk}", {"role": "officer"})
    assert theirs.get("/etude/membres").status_code == 200
    desk.post(f"/etude/membres/{clerk.pk}", {"role": "officer", "end": "1"})
    assert theirs.get("/etude/").status_code == 404
    last = OfficeMember.objects.get(user=people.officer)
    desk.post(f"/etude/membres/{last.pk}", {"end": "1"})
    assert "n'aurait plus de commissaire de justice" in told(desk.get("/etude/membres"))


def test_an_invitation_is_taken_back_from_the_page(desk: Client) -> None:
    desk.post("/etude/membres", {"email": EMAIL, "role": "clerk"})
    found = Invitation.objects.get()
    for _ in range(2):
        desk.post(f"/etude/invitations/{found.pk}")
    assert "plus ouverte" in told(desk.get("/etude/membres"))
    link = re.search(r"/rejoindre/[\w-]+", str(mail.outbox[0].body))
    assert link
    assert desk.get(link.group()).status_code == 404


def test_what_is_wrong_is_told_and_kept(desk: Client, people: stories.People) -> None:
    wrong = desk.post("/etude/membres", {"email": "pas une adresse", "role": "clerk"})
    assert wrong.status_code == 422
    assert "pas une adresse" in told(wrong)
    again = desk.post("/etude/membres", {"email": people.clerk.email, "role": "officer"})
    assert again.status_code == 422
    assert "déjà membre" in told(again)
    assert mail.outbox == []


def test_an_invitation_that_could_not_leave_is_told(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(*_told: Any, **_more: Any) -> None:
        raise OSError

    monkeypatch.setattr(EmailMessage, "send", dead)
    desk.post("/etude/membres", {"email": EMAIL, "role": "clerk"})
    assert "n'a pas pu partir" in told(desk.get("/etude/membres"))
