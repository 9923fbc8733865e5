"""Who opened a session or could not, what was refused and by which wall: told apart in the logs, and never a name."""

from __future__ import annotations

import io
import json
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from prometheus_client import REGISTRY

from dument.config.logs import AllowListed, logging_settings
from dument.records.accounts.models import User
from dument.web.watching import security
from tests import stories
from tests.security.test_T21_accounts import totp


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the log of security says, as it is written, at the level that production gives it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(AllowListed())
    security.log.addHandler(handler)
    yield stream
    security.log.removeHandler(handler)


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    """Return the lines written since the last look."""
    found = [json.loads(line) for line in written.getvalue().splitlines()]
    written.seek(0)
    written.truncate()
    return found


def said(written: io.StringIO) -> list[tuple[str, ...]]:
    """Return the events since the last look, each with its means, its wall or what it is about."""
    return [
        (one["event"], *(one[name] for name in ("means", "wall", "what") if name in one))
        for one in lines(written)
    ]


def pseudonym_of(user: User) -> str:
    return security.pseudonym(user.pk)


def test_each_step_of_a_sign_in_is_told(people: stories.People, written: io.StringIO) -> None:
    client, officer = Client(), people.officer
    client.post("/connexion", {"login": officer.email, "password": "n'importe quoi de faux"})
    client.post("/connexion", {"login": "personne@ailleurs.example", "password": "n'importe quoi de faux"})
    wrong, nobody = lines(written)
    assert (wrong["event"], wrong["means"], wrong["level"]) == (
        "authentication_failed",
        "password",
        "warning",
    )
    assert wrong["account"] == pseudonym_of(officer)
    assert "account" not in nobody, "no account of ours"
    client.post("/connexion", {"login": officer.email, "password": stories.PASSWORD})
    [password] = lines(written)
    assert (password["event"], password["means"], password["level"]) == ("authenticated", "password", "info")
    assert password["account"] == pseudonym_of(officer)
    client.post("/connexion/second-facteur", {"code": "000000"})
    assert said(written) == [("authentication_failed", "incorrect_code")]
    client.post("/connexion/second-facteur", {"code": totp()})
    assert said(written) == [("signed_in",), ("authenticated", "totp")]
    client.get("/compte")
    assert said(written) == [], "a step is told once"
    client.post("/deconnexion")
    [out] = lines(written)
    assert (out["event"], out["means"], out["account"]) == ("signed_out", "asked", pseudonym_of(officer))


def test_trials_slowed_down_silence_and_changes_are_told(
    people: stories.People, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, typed = Client(), {"login": people.creditor_user.email, "password": "faux"}
    for _ in range(6):
        client.post("/connexion", typed)
    assert said(written) == [("authentication_failed", "password")] * 5 + [
        ("slowed_down", "too_many_login_attempts")
    ]
    client.force_login(people.creditor_user)
    new = "une phrase neuve et longue"
    answered = {"oldpassword": stories.PASSWORD, "password1": new, "password2": new}
    client.post("/compte/mot-de-passe", answered)
    assert ("protection_changed", "password_changed") in said(written)
    clerk, began, passed = Client(), time.time(), [0.0]
    monkeypatch.setattr(time, "time", lambda: began + passed[0])
    clerk.force_login(people.officer)
    for passed[0] in (1.0, 30 * 60 + 2):
        assert clerk.get("/etude/").status_code == (200 if passed[0] == 1 else 302)
    assert said(written) == [("signed_out", "idle")]


def test_a_letter_opened_or_not_is_told_without_saying_which(
    people: stories.People, written: io.StringIO
) -> None:
    case, client = stories.case_in("invited", people), Client()
    typed = {"reference": case.reference, "reader": "self"}
    client.post("/repondre", typed | {"code": stories.code_of(case)})
    other = stories.code_of(stories.case_in("invited", people))
    for _ in range(6):
        Client().post("/repondre", typed | {"code": other})
    told = lines(written)
    assert [one["event"] for one in told] == [
        "letter_opened", *["authentication_failed"] * 5, "slowed_down",
    ]  # fmt: skip
    assert case.reference not in json.dumps(told)


def test_each_wall_tells_what_it_refused(people: stories.People, written: io.StringIO) -> None:
    case = stories.case_in("invited", stories.people("deux"))
    creditor, clerk = Client(enforce_csrf_checks=True), Client()
    creditor.force_login(people.creditor_user)
    clerk.force_login(people.clerk)
    creditor.get(f"/creance/{case.reference}")
    creditor.get("/etude/")
    clerk.get(f"/etude/dossiers/{case.reference}")
    clerk.get("/etude/membres")
    creditor.post("/creance/nouveau", {})
    creditor.get("/deconnexion?a=%00")
    creditor.post("/compte/sessions", {})
    creditor.delete("/compte/sessions")
    told = lines(written)
    assert [(one["event"], one["wall"]) for one in told] == [
        ("access_refused", "creditor"), ("access_refused", "office"), ("access_refused", "office"),
        ("access_refused", "office:officer"), ("request_forbidden", "creditor"), ("request_malformed", ""),
        ("request_forbidden", "signed_in"), ("method_refused", ""),
    ]  # fmt: skip
    assert [one.get("account") for one in told[:4]] == [
        *[pseudonym_of(people.creditor_user)] * 2, *[pseudonym_of(people.clerk)] * 2,
    ]  # fmt: skip
    creditor.get("/wp-admin")
    creditor.get("/verifier/rien")
    Client().get(f"/creance/{case.reference}")
    assert said(written) == [], "no wall there, or the door of sign-in"


def test_what_is_sent_past_the_rules_is_told(people: stories.People, written: io.StringIO) -> None:
    client, draft = Client(), stories.case_in("draft", people)
    client.force_login(people.creditor_user)
    file = SimpleUploadedFile("piece.png", b"%PDF-1.7")
    client.post(f"/creance/{draft.reference}/pieces", {"evidence": file})
    client.post("/creance/nouveau", b"x", content_type="text/plain", headers={"Content-Length": "99999999"})
    told = said(written)
    assert ("file_refused", "pdf") in told
    assert ("request_too_big", "") in told


def test_events_are_counted(people: stories.People) -> None:
    def counted() -> float:
        return REGISTRY.get_sample_value("dument_security_events_total", {"event": "access_refused"}) or 0.0

    before, client = counted(), Client()
    client.force_login(people.creditor_user)
    client.get("/etude/")
    assert counted() == before + 1


def test_the_log_of_security_is_heard_whatever_the_level() -> None:
    loggers: dict[str, object] = logging_settings("ERROR")["loggers"]  # type: ignore[assignment]
    assert loggers["dument.security"] == {"level": "INFO"}
