"""Signing in: by e-mail and password, with a second factor for offices."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from dument.queries import factors, open_sessions
from dument.records.accounts.models import Creditor, OfficeMember, User
from tests import stories
from tests.web.conftest import told

# What no device answers: other shapes, missing parts, broken encodings.
NO_KEY = (
    "{}", "[]", "3", '{"id": 3}', "null", "pas du JSON", "", '{"rawId": "a", "response": [], "type": "public-key"}',
    '{"id": "AA", "rawId": "AA", "response": {"clientDataJSON": "AA", "attestationObject": "AA"}}',
)  # fmt: skip
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


def test_a_code_that_went_astray_is_sent_again_twice(client: Client, db: None) -> None:
    typed = {"email": "neuf@artisan.example", "password1": "planche rabot 2026", "full_name": "Noé Neuf"}
    client.post("/inscription", typed)
    for sent in (2, 3):
        assert "Recevoir un autre code" in told(client.get("/compte/adresse"))
        client.post("/compte/adresse", {"action": "resend"})
        assert len(mail.outbox) == sent
    assert "Recevoir un autre code" not in told(client.get("/compte/adresse"))
    first, *_, last = (re.search(CODE, str(one.body)) for one in mail.outbox)
    assert first
    assert last
    client.post("/compte/adresse", {"code": first.group()})
    assert "_auth_user_id" not in client.session, "the former one is void"
    client.post("/compte/adresse", {"code": last.group()})
    assert "_auth_user_id" in client.session


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


def test_sessions_are_listed_and_ended(client: Client, people: stories.People) -> None:
    user, other = people.creditor_user, Client()
    firefox = "Mozilla/5.0 (Windows NT 10.0; rv:131.0) Gecko/20100101 Firefox/131.0"
    sign_in(client, user.email)
    other.post(
        "/connexion", {"login": user.email, "password": stories.PASSWORD}, headers={"user-agent": firefox}
    )
    page = told(client.get("/compte/sessions"))
    assert "Firefox sur Windows" in page
    assert "cet appareil" in page
    client.post("/compte/sessions", {"session": "0"})
    assert other.get("/compte").status_code == 200
    client.post("/compte/sessions")
    assert other.get("/compte")["Location"].startswith("/connexion")
    assert client.get("/compte").status_code == 200


def test_nobody_ends_the_sessions_of_others(client: Client, people: stories.People) -> None:
    theirs = Client()
    sign_in(theirs, people.creditor_user.email)
    (session,) = open_sessions.of(people.creditor_user.pk, here="")
    client.force_login(people.officer)
    client.post("/compte/sessions", {"session": str(session.id)})
    assert theirs.get("/compte").status_code == 200


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0 Safari/537.36", "Chrome sur Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari sur iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge sur Windows"),
        ("curl/8.5", "Appareil inconnu"),
        ("Firefox", "Firefox"),
    ],
)
def test_devices_are_named_by_browser_and_system(agent: str, device: str) -> None:
    assert open_sessions.device(agent) == device


def test_passkey_pages_hold_no_script_of_their_own(client: Client, people: stories.People) -> None:
    client.force_login(people.creditor_user)
    asked = client.get("/compte/cles/ajouter")["Location"]
    client.post(asked, {"password": stories.PASSWORD})
    page = told(client.get("/compte/cles/ajouter"))
    assert page.count("<script") == 1
    assert '<script src="/static/dument/js/passkey.js" defer></script>' in page
    for nonsense in NO_KEY:
        refused = client.post("/compte/cles/ajouter", {"name": "x", "credential": nonsense})
        assert refused["Location"] == "/compte/cles/ajouter", nonsense
    assert not factors.of(people.creditor_user.pk).any


@pytest.mark.parametrize("password", ["Motdepasse1234", "court et bref"[:11], "neuf@artisan.example"])
def test_a_password_that_leaked_or_is_short_opens_no_account(client: Client, db: None, password: str) -> None:
    typed = {"email": "neuf@artisan.example", "password1": password, "full_name": "Noé Neuf"}
    answer = client.post("/inscription", typed)
    assert answer.status_code == 200
    assert "mot de passe" in told(answer)
    assert not User.objects.exists()


def test_nonsense_in_place_of_a_passkey_is_a_wrong_one(client: Client, people: stories.People) -> None:
    sign_in(client, people.officer.email)
    for nonsense in NO_KEY[:4]:
        assert client.post("/connexion/second-facteur", {"credential": nonsense}).status_code == 200, nonsense
        assert "_auth_user_id" not in client.session
    client.force_login(people.officer)
    for nonsense in NO_KEY[4:]:
        answer = client.post("/compte/confirmer/cle", {"credential": nonsense})
        assert answer["Location"].startswith("/compte/confirmer"), nonsense


@pytest.mark.parametrize(
    "path",
    ["/connexion", "/inscription", "/mot-de-passe-oublie", "/compte/mot-de-passe", "/compte/confirmer"],
)
def test_no_box_repeats_its_label(client: Client, people: stories.People, path: str) -> None:
    if path.startswith("/compte"):
        client.force_login(people.creditor_user)
    page = client.get(path)
    assert page.status_code == 200
    assert "placeholder" not in told(page)
