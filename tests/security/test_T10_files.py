"""T10: what somebody uploads never runs here, and never fills the machine."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from dument.actions import claims
from dument.actions.claims import BadEvidence
from dument.config.wsgi import application
from dument.records.cases.models import Case, Evidence
from dument.web import uploads
from tests import stories

SCRIPTS = [
    b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    b"<!doctype html><script>alert(1)</script>",
    b"<!-- %PDF-1.7 --><script>alert(1)</script>",
    b"GIF89a/*",
    b"PK\x03\x04",
    b"",
]
NAMES = [
    "facture.pdf",
    'a"; filename="b.html',
    "a\r\nSet-Cookie: session=1",
    "../../etc/passwd",
    "reçu\u202efdp.exe",
    "",
]


@pytest.mark.parametrize("content", SCRIPTS)
def test_what_could_run_is_not_taken(people: stories.People, content: bytes) -> None:
    case = stories.case_in("draft", people)
    before = Evidence.objects.count()
    with pytest.raises(BadEvidence):
        claims.add_evidence(case_id=case.pk, name="piece.pdf", content=content)
    assert Evidence.objects.count() == before


def readers(people: stories.People, case: Case) -> dict[str, Client]:
    """Return who may read the evidence of that case, by its address."""
    debtor, creditor, office = Client(), Client(), Client()
    debtor.post("/repondre", {"reference": case.reference, "code": stories.code_of(case), "reader": "self"})
    creditor.force_login(people.creditor_user)
    office.force_login(people.officer)
    return {
        "/repondre/dossier/piece/1": debtor,
        f"/creance/{case.reference}/pieces/1": creditor,
        f"/etude/dossiers/{case.reference}/pieces/1": office,
    }


@pytest.mark.parametrize("name", NAMES)
def test_an_upload_is_saved_never_shown_whatever_its_name(people: stories.People, name: str) -> None:
    case = stories.case_in("invited", people)
    Evidence.objects.filter(case=case).update(name=name)
    for address, client in readers(people, case).items():
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.content == stories.INVOICE, "kept byte for byte"
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Type"] == "application/pdf"
        assert "no-store" in answer["Cache-Control"]
        assert "\u202e" not in answer["Content-Disposition"]


def test_a_paper_made_here_is_read_in_the_browser(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    client = readers(people, case)["/repondre/dossier/piece/1"]
    answer = client.get("/repondre/dossier/document/invitation/1")
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("address", "most", "told"),
    [
        *(
            (page, uploads.MOST_BYTES, "14 Mo")
            for page in ("/", "/repondre", "/verifier/titre", "/creance/X/sommes")
        ),
        ("/creance/X/pieces", uploads.MANY_BYTES, "42 Mo"),
    ],
)
def test_a_body_over_the_bound_is_not_read(
    client: Client, db: None, address: str, most: int, told: str
) -> None:
    """Anybody may post to these pages, and each of them reads what is posted."""
    sent = {"content_type": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(most + 1)}
    answer = client.generic("POST", address, b"x", **sent)  # type: ignore[arg-type]
    assert answer.status_code == 413
    assert told in answer.content.decode()


@pytest.mark.parametrize("told", ["-1", "abc", "1e9"])
def test_a_length_that_is_no_length_is_refused(client: Client, db: None, told: str) -> None:
    assert client.generic("POST", "/verifier/lettre", b"", CONTENT_LENGTH=told).status_code == 413


def test_a_file_just_over_what_the_form_takes_is_told_by_the_form(client: Client, db: None) -> None:
    pdf = SimpleUploadedFile("titre.pdf", b"%PDF-" + bytes(12 * 1024 * 1024))
    assert client.post("/verifier/titre", {"pdf": pdf}).status_code == 422


def test_many_files_at_once_are_refused(client: Client, db: None) -> None:
    files = {f"f{number}": SimpleUploadedFile("a.pdf", b"%PDF-") for number in range(41)}
    assert client.post("/verifier/titre", files).status_code == 400


def test_nothing_is_stored_that_no_draft_has_room_for(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else one draft would fill the disk, file after refused file."""
    draft, filed = stories.case_in("draft", people), stories.case_in("submitted", people)
    for number in range(claims.MAX_EVIDENCE - 1):
        claims.add_evidence(case_id=draft.pk, name="a.pdf", content=b"%PDF-" + str(number).encode())
    stored: list[bytes] = []
    monkeypatch.setattr(claims, "store", lambda: SimpleNamespace(put=stored.append))
    with pytest.raises(BadEvidence):
        claims.add_evidence(case_id=draft.pk, name="a.pdf", content=b"%PDF-one too many")
    with pytest.raises(claims.NotADraft):
        claims.add_evidence(case_id=filed.pk, name="a.pdf", content=b"%PDF-too late")
    assert stored == []
    assert claims.add_evidence(case_id=draft.pk, name="b.pdf", content=stories.INVOICE).rank == 1


@pytest.mark.parametrize("charset", ["rot13", "utf-16", "punycode", "nonsense", '"', "utf-8*=x"])
def test_a_body_in_another_alphabet_is_not_read(db: None, charset: str) -> None:
    assert asked(f"application/x-www-form-urlencoded; charset={charset}") == "400"


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/json; charset=UTF-8", "multipart/form-data; boundary=x"]
)
def test_a_body_in_ours_is_read(db: None, kind: str) -> None:
    assert asked(kind) == "200"


def asked(kind: str) -> str:
    """Return how the site itself answers a request of that type, as its server hands it over."""
    told: list[str] = []

    def answered(status: str, *_: Any) -> Callable[[bytes], object]:
        told.append(status[:3])
        return bytes

    environ = RequestFactory().get("/verifier?q=1", content_type=kind).environ | {"CONTENT_TYPE": kind}
    list(application(environ, answered))
    return told[0]


@pytest.mark.parametrize("address", ["/creance/%00", "/verifier/lettre?reference=%00", "/?a=b%00c"])
def test_an_address_with_a_null_byte_is_refused(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 400
