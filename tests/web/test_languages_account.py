"""The account in English: each page, each refusal, each e-mail that a page sends."""

from __future__ import annotations

import html
import re
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import get_resolver

from dument.records.accounts.models import User
from dument.web import languages
from tests import stories
from tests.web.english import french_in
from tests.web.test_addresses import WANTED, link, sent

STRONG = "quatre chevaux lents sous la pluie"
SIGNED_OUT = (
    "/connexion",
    "/inscription",
    "/mot-de-passe-oublie",
    "/compte/ferme",
    "/mot-de-passe-oublie/fait",
)
SIGNED_IN = (
    "/compte", "/compte/creancier", "/compte/adresse/changer", "/compte/adresse/confirmer/rien",
    "/compte/adresse/contester/rien", "/compte/mot-de-passe", "/compte/second-facteur", "/compte/cles/ajouter",
    "/compte/sessions", "/compte/avis", "/deconnexion",
)  # fmt: skip


def english(user: User | None = None) -> Client:
    """Return the browser of somebody who chose English, signed in and just proven when it is a user's."""
    client = Client()
    client.post("/langue", {"language": "en", "next": "/connexion"})
    if user:
        client.force_login(user)
        client.post("/compte/confirmer", {"password": stories.PASSWORD})
    return client


def judge(answer: Any, *theirs: str) -> str:
    """Return the page, in English whole."""
    page = html.unescape(answer.content.decode())
    assert answer.status_code in {200, 404, 422}, answer.request["PATH_INFO"]
    assert '<html lang="en">' in page, answer.request["PATH_INFO"]
    assert french_in(page, *theirs) == [], answer.request["PATH_INFO"]
    return page


def test_pages_of_who_is_not_signed_in(people: stories.People) -> None:
    client = english()
    for path in SIGNED_OUT:
        judge(client.get(path))
    wrong = client.post("/connexion", {"login": people.creditor_user.email, "password": "autre"})
    assert "not correct" in judge(wrong)
    judge(client.post("/inscription", {"full_name": "", "email": "non", "password1": "azertyuiop"}))
    judge(client.post("/mot-de-passe-oublie", {"email": "non"}))


def test_pages_of_who_is_signed_in(people: stories.People) -> None:
    client = english(people.creditor_user)
    theirs = (people.creditor_user.full_name, people.creditor.name)
    for path in SIGNED_IN:
        judge(client.get(path), *theirs)
    judge(client.post("/compte/creancier", {"siren": "1"}), *theirs)
    judge(client.post("/compte/avis", {}), *theirs)
    judge(client.post("/compte/mot-de-passe", {"password": "faux", "password1": "court"}))
    assert "already the address" in judge(
        client.post("/compte/adresse/changer", {"email": people.creditor_user.email})
    )
    unproven = Client()
    unproven.cookies = english().cookies
    unproven.force_login(people.creditor_user)
    judge(unproven.get("/compte/confirmer"))


def test_pages_of_the_second_factor(people: stories.People) -> None:
    client = english()
    client.post("/connexion", {"login": people.officer.email, "password": stories.PASSWORD})
    judge(client.get("/connexion/second-facteur"))
    assert "Incorrect code" in judge(client.post("/connexion/second-facteur", {"code": "000000"}))
    office = english(people.officer)
    for path in ("/compte/confirmer/second-facteur", "/compte/codes"):
        answer = office.get(path)
        if answer.status_code == 200:
            judge(answer)


def test_every_address_of_the_account_is_in_an_area() -> None:
    found = {str(one.pattern) for one in get_resolver("dument.web.account.urls").url_patterns}
    assert len(found) > 30
    assert [one for one in found if languages.ENGLISH not in languages.languages_of(f"/{one}")] == []


def test_e_mails_are_in_the_language_of_the_page_that_sends_them(people: stories.People) -> None:
    user, client = people.creditor_user, english(people.creditor_user)
    former = user.email
    client.post("/compte/adresse/changer", {"email": WANTED})
    judge(client.get("/compte/adresse/changer"), user.full_name)
    contested = link(sent(former))
    judge(client.get(contested))
    judge(client.get(link(sent(WANTED))))
    client.post(link(sent(WANTED)))
    judge(client.get("/compte"), user.full_name, people.creditor.name)
    client.post(contested)
    stranger = english()
    for email in (former, "personne@boite.example"):
        stranger.post("/mot-de-passe-oublie", {"email": email})
    stranger.post("/inscription", {"full_name": "Kim", "email": former, "password1": STRONG})
    told = [f"<html lang='en'><title>{one.subject}</title>{one.body}" for one in mail.outbox]
    assert len(told) >= 7
    assert [french for one in told if (french := french_in(one))] == []
    assert [one.subject for one in mail.outbox if not one.subject.startswith("Dûment : ")] == []


def test_the_same_e_mails_are_in_french_for_who_chose_nothing(people: stories.People) -> None:
    Client().post("/mot-de-passe-oublie", {"email": people.creditor_user.email})
    assert re.search(r"^Bonjour,\n", str(mail.outbox[-1].body))
