"""Pages open to everybody: they answer, in French, without telling anything of anyone."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from dument.records import clocks
from dument.web import throttle
from dument.web.public import health
from tests import stories
from tests.web.conftest import told

STATIC = Path(__file__).resolve().parents[2] / "src" / "dument" / "web" / "static" / "dument"
PAGES = ["/", "/lettre", "/aide-gratuite", "/verifier", "/accessibilite", "/mentions-legales", "/composants"]


@pytest.mark.parametrize("path", PAGES)
def test_page_answers_in_french_with_nothing_inline(client: Client, db: None, path: str) -> None:
    answer = client.get(path)
    text = told(answer)
    assert answer.status_code == 200
    assert '<html lang="fr">' in text
    assert not re.search(r"<script(?! src=\"/static/)|<script[^>]*>[^<]", text)
    assert " style=" not in text
    assert "'unsafe-inline'" not in answer["Content-Security-Policy"]


def test_components_are_shown_in_demonstration_only(client: Client, db: None, settings: Any) -> None:
    settings.DUMENT_DAY = ""
    assert client.get("/composants").status_code == 404
    settings.DEBUG = True
    assert client.get("/composants").status_code == 200


def test_debtor_s_pages_show_no_fee_and_no_way_to_pay(client: Client, people: stories.People) -> None:
    for path in ("/lettre", "/aide-gratuite"):
        text = client.get(path).content.decode().lower()
        assert not any(word in text for word in ("émolument", "honoraires", "tarif", ">payer"))


@pytest.mark.parametrize("state", ["invited", "title_issued", "refused"])
def test_letter_leads_to_its_office_and_no_further(
    client: Client, people: stories.People, state: str
) -> None:
    case = stories.case_in(state, people)
    typed = case.reference.lower().replace("-", " ")
    for answer in (
        client.post("/verifier/lettre", {"reference": typed}),
        client.get("/verifier/lettre", {"reference": typed}),
    ):
        text = told(answer)
        assert people.office.name in text
        assert people.office.city in text
        assert "13 octobre 2026" in text
        assert not any(
            secret in text for secret in ("Durand", "Aubépine", "1214", "214,20", people.office.phone)
        )


@pytest.mark.parametrize(
    "path", ["/repondre", "/repondre/pas-moi", "/verifier/lettre?reference=DU-2222-3333"]
)
def test_pages_name_the_directory_that_letters_name(
    client: Client, db: None, settings: Any, path: str
) -> None:
    settings.DUMENT_DIRECTORY = "https://annuaire.essai.example"
    assert 'href="https://annuaire.essai.example"' in told(client.get(path))


@pytest.mark.parametrize("state", ["draft", "submitted", "prepared"])
def test_letter_not_sent_is_not_known(client: Client, people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    text = told(client.post("/verifier/lettre", {"reference": case.reference}))
    assert "n'est pas connue" in text
    assert people.office.name not in text


def test_unknown_letter_costs_the_same_work(
    client: Client,
    people: stories.People,
    django_assert_num_queries: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clocks, "SURE", 0.0)
    monkeypatch.setattr(throttle, "spend", lambda *_: None)  # the same for every visitor, whatever he asks
    case = stories.case_in("invited", people)
    for reference in (case.reference, "DU-2222-2222"):
        with django_assert_num_queries(2):  # what time it is, then the letter
            client.post("/verifier/lettre", {"reference": reference})


def test_missing_reference_is_told(client: Client, db: None) -> None:
    answer = client.post("/verifier/lettre", {"reference": ""})
    assert answer.status_code == 422
    assert "Ce champ est obligatoire" in told(answer)


@pytest.mark.parametrize(
    ("content", "expected"), [(b"%PDF signed", "authentique et intact"), (b"%PDF", "n'est pas valide")]
)
def test_title_is_judged_in_place(client: Client, db: None, content: bytes, expected: str) -> None:
    answer = client.post("/verifier/titre", {"pdf": SimpleUploadedFile("titre.pdf", content)})
    assert expected in told(answer)


def test_no_file_is_told(client: Client, db: None) -> None:
    assert client.post("/verifier/titre").status_code == 422


@pytest.mark.parametrize("path", ["/nulle-part", "/creance/DU-2222-2222/inconnu/encore"])
def test_missing_page_says_so_in_french(client: Client, db: None, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Cette page n'existe pas" in told(answer)


def test_stale_form_says_so_in_french(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/verifier/lettre", {"reference": "DU-2222-2222"})
    assert answer.status_code == 403
    assert "Le formulaire a expiré" in told(answer)


def test_breakdown_says_so_in_french(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(reference: str) -> None:
        raise RuntimeError("secret détail")

    monkeypatch.setattr("dument.queries.letters.sender_of", broken)
    answer = Client(raise_request_exception=False).post("/verifier/lettre", {"reference": "DU-2222-2222"})
    text = told(answer)
    assert answer.status_code == 500
    assert "Le site ne peut pas répondre" in text
    assert "secret" not in text


def test_alive_and_ready(client: Client, db: None) -> None:
    assert client.get("/sante/vivant").content == b"vivant\n"
    assert told(client.get("/sante/pret")) == "prêt\n"


def test_not_ready_says_why(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(connection: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(health, "MigrationExecutor", down)
    answer = client.get("/sante/pret")
    assert answer.status_code == 503
    assert "la base de données ne répond pas" in told(answer)


def test_not_ready_before_migrations(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: [1, 2])
    answer = client.get("/sante/pret")
    assert answer.status_code == 503
    assert "2 migrations" in told(answer)


def test_security_contact(client: Client, db: None) -> None:
    text = told(client.get("/.well-known/security.txt"))
    assert "Contact: mailto:" in text
    assert "Expires: 2027-04-24T" in text  # the frozen day and 180 days


def test_fonts_are_the_vendored_ones() -> None:
    lines = (STATIC / "fonts" / "SHA256SUMS").read_text().splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    found = {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in (STATIC / "fonts").iterdir()
        if path.suffix in {".woff2", ".txt"}
    }
    assert found == listed
    assert len(listed) >= 7


def test_a_host_that_is_not_ours_is_refused_in_a_page(db: None, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["dument.example"]
    answer = Client(raise_request_exception=False).get("/", headers={"Host": "ailleurs.example"})
    assert answer.status_code == 400
    assert "<h1" in told(answer)
    assert Client().get("/", headers={"Host": "dument.example"}).status_code == 200
