"""Changing the address that opens an account, through the pages and the e-mails."""

from __future__ import annotations

import re
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from dument.records.accounts.models import User
from tests import stories
from tests.security.test_T21_accounts import totp
from tests.web.conftest import told

WANTED = "nouvelle@boite.example"
PAGE = "/compte/adresse/changer"


def signed_in(user: User) -> Client:
    """Return a browser where the user is signed in, and just gave his password again."""
    client = Client()
    client.force_login(user)
    client.post("/compte/confirmer", {"password": stories.PASSWORD})
    return client


@pytest.fixture
def mine(people: stories.People) -> Client:
    """The creditor's browser."""
    return signed_in(people.creditor_user)


def sent(to: str) -> str:
    """Return the last e-mail to that address."""
    return str([one for one in mail.outbox if one.to == [to]][-1].body)


def link(body: str) -> str:
    """Return the path of the link in an e-mail."""
    found = re.search(r"/compte/adresse/\w+/[\w.-]+", body)
    assert found
    return found.group()


def test_an_address_changes_from_its_two_mailboxes(people: stories.People, mine: Client) -> None:
    user, elsewhere = people.creditor_user, Client()
    former = user.email
    elsewhere.post("/connexion", {"login": user.email, "password": stories.PASSWORD})
    assert elsewhere.get("/compte").status_code == 200
    assert mine.post(PAGE, {"email": WANTED})["Location"] == PAGE
    page = told(mine.get(PAGE))
    assert "Un changement attend" in page
    assert WANTED not in sent(former)
    opened = link(sent(WANTED))
    assert former in told(mine.get(opened))
    user.refresh_from_db()
    assert user.email == former  # a scanner of mailboxes that opens links changes nothing
    assert mine.post(opened)["Location"] == "/compte"
    assert WANTED in told(mine.get("/compte"))
    assert elsewhere.get("/compte")["Location"].startswith("/connexion")
    assert "ne recevrez plus" in sent(former)
    assert mine.post(opened).status_code == 404
    entering = Client().post("/connexion", {"login": WANTED, "password": stories.PASSWORD})
    assert entering["Location"] == "/compte"
    refused = Client().post("/connexion", {"login": former, "password": stories.PASSWORD})
    assert refused.status_code == 200


def test_one_shows_again_who_one_is_and_nothing_typed_is_lost(people: stories.People) -> None:
    bare = Client()
    bare.force_login(people.creditor_user)
    asked = bare.get(PAGE)["Location"]
    assert asked.startswith("/compte/confirmer?next=")
    again = bare.post(PAGE, {"email": WANTED})["Location"]
    assert not mail.outbox
    bare.post(again, {"password": stories.PASSWORD})
    assert link(sent(WANTED)).startswith("/compte/adresse/confirmer/")


def test_an_office_shows_its_second_factor(people: stories.People) -> None:
    desk = Client()
    desk.force_login(people.officer)
    asked = desk.get(PAGE)["Location"]
    assert asked.startswith("/compte/confirmer/second-facteur")
    desk.post("/compte/confirmer", {"password": stories.PASSWORD})
    assert desk.get(PAGE).status_code == 302
    assert desk.post(asked, {"code": totp()})["Location"] == PAGE
    desk.post(PAGE, {"email": WANTED})
    desk.post(link(sent(WANTED)))
    assert "adresse de connexion changée" in told(desk.get("/etude/membres"))


def test_the_link_in_other_hands_opens_nothing(people: stories.People, mine: Client) -> None:
    mine.post(PAGE, {"email": WANTED})
    opened, thief = link(sent(WANTED)), Client()
    assert thief.get(opened)["Location"].startswith("/connexion")
    thief.force_login(people.clerk)
    for answer in (thief.get(opened), thief.post(opened)):
        assert answer.status_code == 404
        assert "ne sert plus" in told(answer)
    other_use = opened.replace("confirmer", "contester")
    assert thief.post(other_use).status_code == 404
    assert mine.get(f"{opened}x").status_code == 404


def test_a_taken_address_is_told_to_its_mailbox_only(people: stories.People, mine: Client) -> None:
    def answer(wanted: str) -> str:
        mine.post(PAGE, {"email": wanted})
        page = re.sub(r'value="\w{64}"', "", told(mine.get(PAGE)))
        return page.partition("Ce qui a été fait")[0].replace(wanted, "…")

    assert answer(people.officer.email) == answer(WANTED)
    assert "un autre compte la porte déjà" in sent(people.officer.email)
    assert "http" not in sent(people.officer.email)
    assert len([one for one in mail.outbox if one.to == [people.creditor_user.email]]) == 2


def test_the_former_mailbox_objects_and_comes_back(people: stories.People, mine: Client) -> None:
    user, former = people.creditor_user, people.creditor_user.email
    mine.post(PAGE, {"email": WANTED})
    objection = link(sent(former))
    mine.post(link(sent(WANTED)))
    owner = Client()
    typed = {"email": former, "password1": "planche rabot 2026", "full_name": "Squatteur"}
    assert Client().post("/inscription", typed)["Location"] == "/compte/adresse"
    assert User.objects.filter(email=former).count() == 0  # nobody else takes it meanwhile
    assert "Contester" in told(owner.get(objection))
    assert mine.get("/compte").status_code == 200
    assert owner.post(objection)["Location"] == "/mot-de-passe-oublie"
    assert mine.get("/compte")["Location"].startswith("/connexion")
    assert "contesté" in sent(WANTED)
    assert owner.post(objection).status_code == 404
    assert Client().post("/connexion", {"login": former, "password": stories.PASSWORD}).status_code == 200
    owner.post("/mot-de-passe-oublie", {"email": former})
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", sent(former))
    assert code
    owner.post("/mot-de-passe-oublie/code", {"code": code.group()})
    fresh = "varlope et bouvet 2026"
    owner.post("/mot-de-passe-oublie/nouveau", {"password1": fresh, "password2": fresh})
    assert owner.get("/compte").status_code == 200
    user.refresh_from_db()
    assert user.email == former


def test_a_mailbox_that_refuses_is_left_all_the_same(
    people: stories.People, mine: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, former = people.creditor_user, people.creditor_user.email
    User.objects.filter(pk=user.pk).update(mail_refused_at=stories.instant("2026-10-20"))
    assert PAGE in told(mine.get("/compte"))
    really = EmailMessage.send

    def send(message: EmailMessage, *_told: Any, **_more: Any) -> int:
        if message.to == [former]:
            raise SMTPRecipientsRefused({former: (550, b"no such mailbox")})
        return really(message)

    monkeypatch.setattr(EmailMessage, "send", send)
    mine.post(PAGE, {"email": WANTED})
    mine.post(link(sent(WANTED)))
    page = told(mine.get("/compte"))
    assert WANTED in page
    assert "ne reçoit pas nos courriels" not in page


def test_what_cannot_be_asked_says_why(mine: Client, people: stories.People, monkeypatch: Any) -> None:
    same = mine.post(PAGE, {"email": people.creditor_user.email})
    assert same.status_code == 422
    assert "déjà l'adresse" in told(same)
    assert mine.post(PAGE, {"email": "sans arobase"}).status_code == 422
    monkeypatch.setattr("dument.actions.addresses.MOST_A_DAY", 1)
    mine.post(PAGE, {"email": WANTED})
    too_many = mine.post(PAGE, {"email": WANTED})
    assert too_many.status_code == 429
    assert WANTED in told(too_many)
    mine.post(PAGE, {"drop": "1"})
    assert mine.get(link(sent(WANTED))).status_code == 404


def test_a_dead_mail_server_is_told(mine: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(*_told: Any, **_more: Any) -> None:
        raise OSError

    monkeypatch.setattr(EmailMessage, "send", dead)
    assert "n'a pas pu partir" in told(mine.post(PAGE, {"email": WANTED}, follow=True))
