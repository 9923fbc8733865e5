"""Signing in: by e-mail and password, with a second factor for offices."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from dument.records.accounts.models import Creditor, OfficeMember, User
from tests import stories
from tests.web.conftest import told

CODE = r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b"


def totp(secret: str = stories.TOTP_SECRET) -> str:
    _former, counter, _next = yield_hotp_counters_from_time()
    return str(format_hotp_value(hotp_value(secret, counter)))


def sign_in(client: Client, email: str, password: str = stories.PASSWORD) -> Any:
    return client.post("/connexion", {"login": email, "password": password})


def test_creditor_signs_in(client: Client, people: stories.People) -> None:
    answer = sign_in(client, people.creditor_user.email)
    assert (answer.status_code, answer["Location"]) == (302, "/compte")
    assert people.creditor.name in told(client.get("/compte"))


def test_wrong_password_is_told_in_french(client: Client, people: stories.People) -> None:
    answer = sign_in(client, people.creditor_user.email, "un autre mot de passe")
    assert answer.status_code == 200
    assert "incorrects" in told(answer)
    assert "_auth_user_id" not in client.session


def test_office_member_gives_the_second_factor(client: Client, people: stories.People) -> None:
    answer = sign_in(client, people.officer.email)
    assert answer["Location"] == "/connexion/second-facteur"
    assert "_auth_user_id" not in client.session
    assert client.post("/connexion/second-facteur", {"code": "000000"}).status_code == 200
    assert "_auth_user_id" not in client.session
    answer = client.post("/connexion/second-facteur", {"code": totp()})
    assert (answer.status_code, answer["Location"]) == (302, "/compte")
    assert client.get("/compte").status_code == 200


@pytest.mark.parametrize("path", ["/compte", "/etude/"])
def test_office_member_without_second_factor_sets_it_up_first(
    client: Client, people: stories.People, path: str
) -> None:
    newcomer = stories.user("nouveau@etude.example", "Maître Nouveau")
    OfficeMember.objects.create(office=people.office, user=newcomer, role="officer")
    sign_in(client, newcomer.email)
    assert client.get(path)["Location"] == "/compte/second-facteur"
    asked = client.get("/compte/second-facteur")["Location"]
    assert client.post(asked, {"password": stories.PASSWORD})["Location"] == "/compte/second-facteur"
    page = client.get("/compte/second-facteur")
    secret = page.context["form"].secret
    assert secret in told(page)
    answer = client.post("/compte/second-facteur", {"code": totp(secret)})
    assert answer["Location"] == "/compte/codes"
    assert client.get("/compte/codes").status_code == 200
    assert client.get("/compte").status_code == 200


def test_signing_up_verifies_the_address_then_enters_a_creditor(client: Client, db: None) -> None:
    typed = {"email": "neuf@artisan.example", "password1": "planche rabot 2026", "full_name": "Noé Neuf"}
    assert client.post("/inscription", typed)["Location"] == "/compte/adresse"
    assert "_auth_user_id" not in client.session
    code = re.search(CODE, str(mail.outbox[0].body))
    assert code
    assert mail.outbox[0].subject.startswith("Dûment : ")
    client.post("/compte/adresse", {"code": code.group()})
    assert "_auth_user_id" in client.session
    assert User.objects.get(email="neuf@artisan.example").full_name == "Noé Neuf"
    assert client.get("/creance/")["Location"] == "/compte/creancier"
    entered = {
        "name": "Noé Neuf",
        "kind": "artisan",
        "address": "1 rue",
        "postcode": "75011",
        "city": "Paris",
    }
    wrong = client.post("/compte/creancier", entered | {"siren": "123456789"})
    assert wrong.status_code == 422
    for _ in range(2):  # a double click enters one creditor
        assert client.post("/compte/creancier", entered)["Location"] == "/creance/"
    assert Creditor.objects.get().members.get().user.email == "neuf@artisan.example"
    assert client.get("/creance/").status_code == 200


def test_address_already_used_is_not_told(client: Client, people: stories.People) -> None:
    typed = {"email": people.creditor_user.email, "password1": "planche rabot 2026", "full_name": "Autre"}
    answer = client.post("/inscription", typed)
    assert answer["Location"] == "/compte/adresse"
    assert User.objects.filter(email=people.creditor_user.email).count() == 1


def test_forgotten_password_is_renewed_by_a_code(client: Client, people: stories.People) -> None:
    client.post("/mot-de-passe-oublie", {"email": people.creditor_user.email})
    code = re.search(CODE, str(mail.outbox[0].body))
    assert code
    assert client.get("/mot-de-passe-oublie/code").status_code == 200
    answer = client.post("/mot-de-passe-oublie/code", {"code": code.group()})
    assert answer["Location"] == "/mot-de-passe-oublie/nouveau"
    fresh = "varlope et bouvet 2026"
    client.post("/mot-de-passe-oublie/nouveau", {"password1": fresh, "password2": fresh})
    assert sign_in(Client(), people.creditor_user.email, fresh)["Location"] == "/compte"


def test_signing_out_needs_a_click(client: Client, people: stories.People) -> None:
    client.force_login(people.creditor_user)
    assert client.get("/deconnexion").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/deconnexion")["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_account_pages_are_kept_by_no_cache(client: Client, people: stories.People) -> None:
    client.force_login(people.creditor_user)
    assert "no-store" in client.get("/compte")["Cache-Control"]
