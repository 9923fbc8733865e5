"""T21: an office's seat needs the second factor shown in this very session, and half an hour at most of silence."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt, encrypt
from cryptography.fernet import InvalidToken
from django.core import mail
from django.core.cache import caches
from django.core.mail import EmailMessage
from django.test import Client

from dument.actions import sign_in
from dument.jobs import checks
from dument.records.accounts.models import Memory, OfficeMember, User
from dument.web.account import adapter
from tests import stories
from tests.web.conftest import told


def totp(secret: str = stories.TOTP_SECRET) -> str:
    _former, counter, _next = yield_hotp_counters_from_time()
    return str(format_hotp_value(hotp_value(secret, counter)))


def newcomer(people: stories.People) -> User:
    """Return an officer who has no second factor yet."""
    made = stories.user("nouveau@etude.example", "Maître Nouveau")
    OfficeMember.objects.create(office=people.office, user=made, role="officer")
    return made


def signed_in_by_password(user: User) -> Client:
    """Return a browser that gave the password alone."""
    client = Client()
    client.post("/connexion", {"login": user.email, "password": stories.PASSWORD})
    return client


@pytest.mark.parametrize("page", ["/etude/", "/compte"])
def test_a_session_older_than_the_second_factor_must_show_it(people: stories.People, page: str) -> None:
    """Who stole the password and waits, signed in, gets nothing once the officer has protected his account."""
    officer = newcomer(people)
    waiting = signed_in_by_password(officer)
    assert waiting.get(page)["Location"] == "/compte/second-facteur"
    sign_in.set_second_factor(user=officer, secret=stories.TOTP_SECRET)
    asked = waiting.get(page)["Location"]
    assert asked.startswith("/compte/confirmer/second-facteur?next=")
    assert waiting.post("/etude/", {})["Location"].startswith("/compte/confirmer/second-facteur?next=")
    waiting.post(asked, {"code": "000000"})
    assert waiting.get(page).status_code == 302
    assert waiting.post(asked, {"code": totp()})["Location"] == page
    assert waiting.get(page).status_code == 200


def test_the_session_that_sets_the_factor_up_has_shown_it(people: stories.People) -> None:
    client = signed_in_by_password(newcomer(people))
    asked = client.get("/compte/second-facteur")["Location"]
    client.post(asked, {"password": stories.PASSWORD})
    secret = client.get("/compte/second-facteur").context["form"].secret
    client.post("/compte/second-facteur", {"code": totp(secret)})
    assert client.get("/etude/").status_code == 200


def test_half_an_hour_of_silence_signs_an_office_out(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, began, passed = Client(), time.time(), [0]
    monkeypatch.setattr(time, "time", lambda: began + passed[0])
    client.force_login(people.officer)
    for passed[0] in (0, 29 * 60, 58 * 60):
        assert client.get("/etude/").status_code == 200
    passed[0] = 58 * 60 + 30 * 60 + 1
    assert client.get("/etude/")["Location"] == "/connexion?next=/etude/"
    assert "_auth_user_id" not in client.session


def test_a_role_that_ended_ends_at_the_next_page(people: stories.People) -> None:
    client = Client()
    client.force_login(people.officer)
    assert client.get("/etude/").status_code == 200
    OfficeMember.objects.filter(user=people.officer).update(ended_at=stories.instant("2026-10-20"))
    assert client.get("/etude/").status_code == 404


@pytest.mark.parametrize("there", ["https://mal.example/", "//mal.example/", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(people: stories.People, there: str) -> None:
    typed = {"login": people.creditor_user.email, "password": stories.PASSWORD, "next": there}
    answer: Any = Client().post("/connexion", typed)
    assert answer["Location"] == "/compte"


def test_password_change_ends_the_other_sessions(people: stories.People) -> None:
    client = Client()
    client.force_login(people.creditor_user)
    people.creditor_user.set_password("un tout autre mot de passe")
    people.creditor_user.save()
    assert client.get("/creance/")["Location"].startswith("/connexion")


def second_step(people: stories.People) -> Client:
    """Return a browser that gave the officer's password, and must now give a code."""
    return signed_in_by_password(people.officer)


@pytest.mark.parametrize("seconds", [0, 31, 60])
def test_a_code_serves_once_as_long_as_it_is_good(
    people: stories.People, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    """Whoever read the code over the shoulder finds it used, through the whole minute and a half of its life."""
    passed, start = [0], 1_800_000_000
    monkeypatch.setattr(time, "time", lambda: start + passed[0])
    code = totp()
    assert second_step(people).post("/connexion/second-facteur", {"code": code})["Location"] == "/compte"
    passed[0] = seconds
    again = second_step(people).post("/connexion/second-facteur", {"code": code})
    assert again.status_code == 200
    assert "incorrect" in again.content.decode().lower()


def test_a_code_older_than_the_last_one_used_is_refused(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed, start = [0], 1_800_000_000
    monkeypatch.setattr(time, "time", lambda: start + passed[0])
    older = totp()
    passed[0] = 30
    assert second_step(people).post("/connexion/second-facteur", {"code": totp()}).status_code == 302
    assert second_step(people).post("/connexion/second-facteur", {"code": older}).status_code == 200


def test_a_recovery_code_serves_once(people: stories.People) -> None:
    kept = Authenticator.objects.get(user=people.officer, type="recovery_codes").wrap().get_unused_codes()[0]
    assert second_step(people).post("/connexion/second-facteur", {"code": kept}).status_code == 302
    assert second_step(people).post("/connexion/second-facteur", {"code": kept}).status_code == 200


def test_used_codes_count_as_trials(people: stories.People) -> None:
    """A code already used is no way to start the count of wrong ones again."""
    code = totp()
    second_step(people).post("/connexion/second-facteur", {"code": code})
    guessing = second_step(people)
    for _ in range(5):
        guessing.post("/connexion/second-facteur", {"code": code})
    assert "Trop de tentatives" in told(guessing.post("/connexion/second-facteur", {"code": "000000"}))


def test_secrets_of_second_factors_are_encrypted(people: stories.People, settings: Any) -> None:
    rows = Authenticator.objects.filter(user=people.officer)
    stored = json.dumps([row.data for row in rows])
    seed = rows.get(type="recovery_codes")
    assert stories.TOTP_SECRET not in stored
    assert decrypt(seed.data["seed"]) not in stored
    settings.DUMENT_FACTOR_KEY = f"{'n' * 48},{settings.DUMENT_FACTOR_KEY}"
    assert decrypt(rows.get(type="totp").data["secret"]) == stories.TOTP_SECRET
    fresh = encrypt("après")
    settings.DUMENT_FACTOR_KEY = "n" * 48
    assert decrypt(fresh) == "après"
    with pytest.raises(InvalidToken):
        decrypt(rows.get(type="totp").data["secret"])


def test_wrong_passwords_are_counted_for_all_processes(people: stories.People) -> None:
    """The count is in the database: another process, whose own memory is empty, goes on with it."""
    for _ in range(5):
        Client().post("/connexion", {"login": people.officer.email, "password": "un autre mot de passe"})
        caches.close_all()
    refused = told(Client().post("/connexion", {"login": people.officer.email, "password": stories.PASSWORD}))
    assert "Trop de tentatives" in refused
    assert Memory.objects.filter(cache_key__contains="login_failed").exists()
    checks.old_traces(datetime.now(UTC) + timedelta(hours=1))
    assert not Memory.objects.exists()


def tries(client: Client, email: str, address: str, times: int = 5) -> Any:
    """Give a wrong password that many times from that address, and return the last answer."""
    typed = {"login": email, "password": "un autre mot de passe"}
    return [client.post("/connexion", typed, REMOTE_ADDR=address) for _ in range(times)][-1]


def enters(client: Client, email: str, address: str) -> bool:
    """Tell whether the right password opens the door from that address."""
    typed = {"login": email, "password": stories.PASSWORD}
    return bool(client.post("/connexion", typed, REMOTE_ADDR=address).status_code == 302)


def test_an_outsider_shuts_his_own_door_only(people: stories.People) -> None:
    """Five wrong passwords close the account to that network for five minutes, and to nobody else."""
    email = people.creditor_user.email
    tries(Client(), email, "203.0.113.9")
    assert not enters(Client(), email, "203.0.113.200")
    assert enters(Client(), email, "198.51.100.1")


def test_a_device_that_the_account_knows_is_never_shut_by_others(people: stories.People) -> None:
    mine, email = Client(), people.creditor_user.email
    assert enters(mine, email, "203.0.113.9")
    mine.post("/deconnexion")
    tries(Client(), email, "203.0.113.10")
    assert not enters(Client(), email, "203.0.113.9")
    assert enters(mine, email, "203.0.113.9")
    mine.post("/deconnexion")
    tries(mine, email, "203.0.113.9")
    assert not enters(mine, email, "203.0.113.9")  # what is known has its own five tries


def test_many_networks_together_are_slowed_down(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "STRANGERS", {"login_by_strangers": "3/h/key"})
    mine, email = Client(), people.creditor_user.email
    assert enters(mine, email, "198.51.100.1")
    for network in range(3):
        tries(Client(), email, f"203.0.{network}.1", times=1)
    assert not enters(Client(), email, "192.0.2.1")
    mine.post("/deconnexion")
    assert enters(mine, email, "192.0.2.2")


def test_the_owner_comes_back_by_mail_through_a_shut_door(people: stories.People) -> None:
    """The other way in, and it still asks for the second factor."""
    client, fresh = Client(), "varlope et bouvet 2026"
    tries(client, people.officer.email, "203.0.113.9")
    client.post("/mot-de-passe-oublie", {"email": people.officer.email})
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", str(mail.outbox[-1].body))
    assert code
    client.post("/mot-de-passe-oublie/code", {"code": code.group()})
    answer = client.post("/mot-de-passe-oublie/nouveau", {"password1": fresh, "password2": fresh})
    assert answer["Location"] == "/connexion/second-facteur"
    assert client.post("/connexion/second-facteur", {"code": totp()})["Location"] == "/compte"


def test_a_mark_made_up_or_of_another_browser_is_no_device(people: stories.People) -> None:
    mine, email = Client(), people.creditor_user.email
    enters(mine, email, "203.0.113.9")
    mark = mine.cookies["appareil"]
    assert mark["httponly"]
    assert mark["samesite"] == "Lax"
    assert email not in mark.value
    forged = Client()
    forged.cookies["appareil"] = mark.value.replace(mark.value[:4], "zzzz", 1)
    tries(forged, email, "203.0.113.10")
    assert not enters(forged, email, "203.0.113.10")


def test_a_new_device_is_told_once_and_without_a_name(people: stories.People) -> None:
    mine, user = Client(), people.creditor_user
    for _ in range(2):
        enters(mine, user.email, "203.0.113.9")
        mine.post("/deconnexion")
    (notice,) = mail.outbox
    assert notice.to == [user.email]
    assert "nouvel appareil" in notice.subject
    for personal in (user.full_name, user.email, "203.0.113.9", people.creditor.name):
        assert personal not in f"{notice.subject} {notice.body}"


def test_a_changed_password_is_told(people: stories.People) -> None:
    client = Client()
    client.force_login(people.creditor_user)
    typed = {
        "oldpassword": stories.PASSWORD,
        "password1": "rabot et varlope 26",
        "password2": "rabot et varlope 26",
    }
    client.post("/compte/mot-de-passe", typed)
    assert "votre mot de passe a été changé" in str(mail.outbox[-1].body)


def test_a_dead_mail_server_keeps_nobody_out(people: stories.People, monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(*_told: Any, **_more: Any) -> None:
        raise OSError

    monkeypatch.setattr(EmailMessage, "send", dead)
    assert enters(Client(), people.creditor_user.email, "203.0.113.9")


def test_the_password_alone_takes_no_factor_off(people: stories.People) -> None:
    """Where there is a second factor, it is what is asked again: not the password, which may have been seen."""
    client = Client()
    client.force_login(people.officer)
    asked = client.get("/compte/second-facteur/retirer")["Location"]
    assert asked.startswith("/compte/confirmer/second-facteur")
    client.post("/compte/confirmer", {"password": stories.PASSWORD})
    assert client.get("/compte/second-facteur/retirer").status_code == 302
    client.post("/compte/confirmer/second-facteur", {"code": totp()})
    assert client.get("/compte/second-facteur/retirer").status_code == 200


def test_a_session_that_never_showed_the_factor_shows_it(people: stories.People) -> None:
    """However it was opened: a session without any record of how is no better than one by the password."""
    client = Client()
    client.force_login(people.officer)
    session = client.session
    del session["account_authentication_methods"]
    session.save()
    assert client.get("/etude/")["Location"].startswith("/compte/confirmer/second-facteur?next=")


@pytest.mark.parametrize("word", ["issue_title", "correct", "record_payment"])
@pytest.mark.parametrize(
    ("minutes", "opened", "done"), [(10, True, True), (11, False, True), (31, False, False)]
)
def test_what_binds_asks_for_a_fresh_proof(
    people: stories.People, monkeypatch: pytest.MonkeyPatch, word: str, minutes: int, opened: bool, done: bool
) -> None:
    """Asked on opening the page after ten minutes; a form already open may be sent within thirty."""
    client, began, passed = Client(), time.time(), [0.0]
    monkeypatch.setattr(time, "time", lambda: began + passed[0])
    client.force_login(people.officer)
    path = f"/etude/dossiers/{stories.case_in('agreed', people).reference}/actes/{word}"
    for passed[0] in (minutes * 30, minutes * 60 - 5):  # the half hour of silence is not what is tried here
        client.get("/etude/")
    proof = "/compte/confirmer/second-facteur?next="
    assert client.get(path).get("Location", "").startswith(proof) is not opened
    assert client.post(path, {}).get("Location", "").startswith(proof) is not done


def test_inviting_and_roles_ask_for_a_fresh_proof(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, began, passed = Client(), time.time(), [0.0]
    monkeypatch.setattr(time, "time", lambda: began + passed[0])
    client.force_login(people.officer)
    for passed[0] in (20 * 60, 31 * 60):
        client.get("/etude/")
    member = OfficeMember.objects.get(user=people.clerk)
    for path in ("/etude/membres", f"/etude/membres/{member.pk}"):
        answer = client.post(path, {"email": "x@etude.example", "role": "officer"})
        assert answer["Location"] == "/compte/confirmer/second-facteur?next=%2Fetude%2Fmembres"
    member.refresh_from_db()
    assert member.role == "clerk"
    assert client.post(answer["Location"], {"code": totp()})["Location"] == "/etude/membres"
    assert client.get("/etude/membres").status_code == 200
