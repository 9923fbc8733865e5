"""T10: nasty files at the three doors that take one: each is refused in a sentence, or kept and served inert."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dument.records.cases.models import Case, Evidence
from tests import stories
from tests.security.corpus import KEPT, REFUSED

ALL = KEPT | REFUSED


@pytest.fixture
def creditor(people: stories.People) -> Client:
    """A creditor's browser."""
    client = Client()
    client.force_login(people.creditor_user)
    return client


def posted(client: Client, there: str, field: str, content: bytes, name: str = "facture.pdf") -> Any:
    """Return the answer to that file."""
    return client.post(there, {field: SimpleUploadedFile(name, content, "application/pdf")})


def named_as(content: bytes) -> str:
    """Return a name that says what the first bytes say."""
    images = {b"\x89PNG": "photo.png", b"\xff\xd8\xff": "photo.JPG"}
    return next((name for start, name in images.items() if content.startswith(start)), "facture.pdf")


def test_the_corpus_is_big_enough() -> None:
    assert len(ALL) >= 40
    assert len({sha256(content).hexdigest() for content in ALL.values()}) == len(ALL)
    assert max(map(len, ALL.values())) < 1_000_000, "small files that cost much"


@pytest.mark.parametrize("part", range(2))
def test_as_evidence_what_could_run_is_refused_the_rest_is_inert(
    creditor: Client, people: stories.People, part: int
) -> None:
    case = stories.case_in("draft", people)
    Evidence.objects.filter(case=case).delete()
    there, surprises = f"/creance/{case.reference}/pieces", []
    for name, content in list(ALL.items())[part::2]:
        answer = posted(creditor, there, "evidence", content, named_as(content))
        if answer.status_code != (302 if name in KEPT else 422):
            surprises.append((name, answer.status_code))
        if name in KEPT:
            surprises += [(name, why) for why in not_inert(creditor, case, content)]
            Evidence.objects.filter(case=case).delete()
    assert surprises == []
    assert not Evidence.objects.filter(case=case).exists()


def not_inert(client: Client, case: Case, content: bytes) -> list[str]:
    """Return why the file just kept is not served byte for byte, as a thing to be saved that runs nothing."""
    served = client.get(f"/creance/{case.reference}/pieces/1")
    expected = {
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    found = [name for name, value in expected.items() if served.headers.get(name) != value]
    found += [] if served.headers["Content-Disposition"].startswith("attachment") else ["disposition"]
    found += [] if served["Content-Type"] in {"application/pdf", "image/png", "image/jpeg"} else ["type"]
    return found + ([] if served.content == content else ["bytes"])


def test_as_an_invoice_each_gets_a_sentence(creditor: Client) -> None:
    before = Case.objects.count()
    surprises = []
    for name, content in ALL.items():
        answer = posted(creditor, "/creance/nouveau", "f-invoice", content)
        if answer.status_code != 422 or "error" not in answer.content.decode():
            surprises.append((name, answer.status_code))
    assert surprises == []
    assert Case.objects.count() == before


def test_as_a_title_none_is_valid(db: None, settings: Any) -> None:
    settings.DUMENT_VERIFIER = "dument.adapters.signature.local_verifier.LocalVerifier"
    surprises = []
    for rank, (name, content) in enumerate(ALL.items()):
        client = Client(REMOTE_ADDR=f"192.0.2.{rank + 1}")  # titles are counted by visitor
        answer = posted(client, "/verifier/titre", "pdf", content)
        told = answer.content.decode()
        if answer.status_code not in {200, 422} or (
            answer.status_code == 200 and "n'est pas valide" not in told
        ):
            surprises.append((name, answer.status_code))
    assert surprises == []


@pytest.mark.parametrize(
    "name",
    [
        "../../facture.pdf",
        "facture.pdf\x00.html",
        "a" * 5000 + ".pdf",
        "=cmd|'/C calc'!A0.pdf",
        "re\u202efdp.exe",
    ],
)
def test_a_name_leads_nowhere(creditor: Client, people: stories.People, name: str) -> None:
    case = stories.case_in("draft", people)
    Evidence.objects.filter(case=case).delete()
    answer = posted(creditor, f"/creance/{case.reference}/pieces", "evidence", stories.INVOICE, name)
    assert answer.status_code in {302, 400, 422}
    for row in Evidence.objects.filter(case=case):
        assert "/" not in row.name
        assert len(row.name) <= 160
        served = creditor.get(f"/creance/{case.reference}/pieces/1")
        assert served.headers["Content-Disposition"].startswith("attachment")
        assert "\u202e" not in served.headers["Content-Disposition"]
