"""What a browser is told on every answer, whoever asks: nothing inline, nothing framed, nothing lent, nothing kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests import stories
from tests.config.test_production import GOOD, start
from tests.web.test_access import OURS, address, visitor

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STRICT = (
    "default-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
)
ASKED = (
    "print(json.dumps({name: getattr(settings, name) for name in dir(settings) if name.startswith("
    "('SECURE_', 'SESSION_COOKIE', 'CSRF_COOKIE', 'LANGUAGE_COOKIE', 'DUMENT_DEVICE', 'DEBUG', 'MESSAGE_STORAGE'))}, "
    "default=str))"
)


@pytest.mark.parametrize("name", ["anonymous", "debtor", "creditor", "officer"])
def test_every_answer_bears_them(people: stories.People, name: str) -> None:
    case = stories.case_in("proposed", people)
    client = visitor(name, people, people, case)
    wrong: list[object] = []
    for there in (
        "/rien",
        "/static/dument/css/base.css",
        *(address(route, case.reference) for route in OURS),
    ):
        answer = client.get(there)
        policy = answer.headers.get("Content-Security-Policy", "")
        missing = {one for one, value in ALWAYS.items() if answer.headers.get(one) != value}
        inert = policy == "sandbox; default-src 'none'"
        if missing or not (inert or all(rule in policy for rule in STRICT)):
            wrong.append((there, missing, policy))
        if (
            "unsafe" in policy
            or "*" in policy
            or "camera=()" not in answer.headers.get("Permissions-Policy", "")
        ):
            wrong.append((there, policy, answer.headers.get("Permissions-Policy")))
        if "Access-Control-Allow-Origin" in answer.headers and "/static/" not in there:
            wrong.append((there, "CORS"))
    assert wrong == []


@pytest.mark.parametrize("name", ["debtor", "creditor", "officer"])
def test_a_private_page_is_kept_by_nobody(people: stories.People, name: str) -> None:
    case = stories.case_in("proposed", people)
    client = visitor(name, people, people, case)
    private = [route for route in OURS if route.access not in {"anyone", "allauth"}]
    for route in private:
        answer = client.get(address(route, case.reference))
        if answer.status_code == 200:
            assert "no-store" in answer.headers["Cache-Control"], route.template


@pytest.mark.parametrize(("name", "there"), [("officer", "/deconnexion"), ("debtor", "/repondre/quitter")])
def test_who_leaves_leaves_nothing_behind(people: stories.People, name: str, there: str) -> None:
    client = visitor(name, people, people, stories.case_in("proposed", people))
    assert "Clear-Site-Data" not in client.get("/").headers
    assert client.post(there).headers["Clear-Site-Data"] == '"cache", "storage"'


def test_nothing_of_a_person_is_in_a_cookie(people: stories.People) -> None:
    client = Client()
    client.post("/connexion", {"login": people.creditor_user.email, "password": stories.PASSWORD})
    client.get("/creance/")
    kept = {name: cookie.value for name, cookie in client.cookies.items()}
    assert set(kept) <= {"session", "origin", "appareil"}, "appareil: a random word, for known devices"
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the settings of a production that started."""
    (var := tmp_path_factory.mktemp("var")).joinpath("keys").mkdir()
    told = start(var, GOOD, "import json; " + ASKED)
    assert told.returncode == 0, told.stderr
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECURE_HSTS_SECONDS", 63_072_000),
        ("SECURE_HSTS_INCLUDE_SUBDOMAINS", True),
        ("SECURE_HSTS_PRELOAD", True),
        ("SECURE_SSL_REDIRECT", True),
        ("SESSION_COOKIE_SECURE", True),
        ("SESSION_COOKIE_HTTPONLY", True),
        ("SESSION_COOKIE_SAMESITE", "Lax"),
        ("SESSION_COOKIE_NAME", "__Host-session"),
        ("LANGUAGE_COOKIE_NAME", "__Host-langue"),
        ("DUMENT_DEVICE_COOKIE_NAME", "__Host-appareil"),
        ("SESSION_COOKIE_DOMAIN", None),
        ("SESSION_COOKIE_PATH", "/"),
        ("CSRF_COOKIE_SECURE", True),
        ("CSRF_COOKIE_NAME", "__Host-origin"),
        ("CSRF_COOKIE_DOMAIN", None),
        ("CSRF_COOKIE_PATH", "/"),
        ("LANGUAGE_COOKIE_SECURE", True),
        ("MESSAGE_STORAGE", "django.contrib.messages.storage.session.SessionStorage"),
        ("DEBUG", False),
    ],
)
def test_production_asks_for_tls_and_locks_its_cookies(
    production: dict[str, Any], name: str, value: object
) -> None:
    assert production[name] == value


def test_whom_to_tell_about_a_weakness(client: Client, db: None) -> None:
    """RFC 9116: a contact, an end within a year, its own address."""
    told = dict(
        line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines()
    )
    assert told["Contact"].startswith(("mailto:", "https://"))
    assert told["Expires"].startswith("2027-0")
    assert told["Canonical"].endswith("/.well-known/security.txt")
    assert told["Preferred-Languages"] == "fr, en"
