"""T10: a file in which the antivirus knows a harm is kept nowhere; without an antivirus, the office reads so."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dument.actions import claims
from dument.actions.claims import BadEvidence
from dument.ports.errors import TryAgain
from dument.records.cases.models import Evidence
from dument.records.exchanges.models import Exchange
from tests import stories
from tests.web.conftest import told

HARMFUL = b"%PDF-1.7 nuisible"


class Strict:
    """Knows one harm, and falls silent on a word."""

    notice = "Examiné."

    def found(self, content: bytes) -> str:
        if b"silence" in content:
            raise TryAgain("L'antivirus ne répond pas.")
        return "Nuisible" if content == HARMFUL else ""


@pytest.fixture
def kept(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What reaches the store."""
    settings.DUMENT_SCANNER = "tests.security.test_T10_scanner.Strict"
    stored: list[bytes] = []

    class Store:
        def put(self, content: bytes) -> None:
            stored.append(content)

    monkeypatch.setattr(claims, "store", Store)
    return stored


def test_a_harmful_file_is_kept_nowhere(people: stories.People, kept: list[bytes]) -> None:
    case = stories.case_in("draft", people)
    before = Evidence.objects.count()
    kept.clear()
    with pytest.raises(BadEvidence, match="programme nuisible"):
        claims.add_evidence(case_id=case.pk, name="a.pdf", content=HARMFUL)
    with pytest.raises(TryAgain):
        claims.add_evidence(case_id=case.pk, name="a.pdf", content=b"%PDF-silence")
    assert (kept, Evidence.objects.count()) == ([], before)
    claims.add_evidence(case_id=case.pk, name="a.pdf", content=b"%PDF-1.7 sain")
    assert kept == [b"%PDF-1.7 sain"]


@pytest.mark.parametrize(("content", "status"), [(HARMFUL, 422), (b"%PDF-silence", 503), (b"%PDF-sain", 302)])
def test_nor_is_one_joined_to_a_message(
    people: stories.People, kept: list[bytes], content: bytes, status: int
) -> None:
    case, creditor = stories.case_in("invited", people), Client()
    kept.clear()
    creditor.force_login(people.creditor_user)
    file = SimpleUploadedFile("a.pdf", content, "application/pdf")
    answer = creditor.post(f"/creance/{case.reference}/messages", {"text": "voici", "file": file})
    assert answer.status_code == status
    assert (len(kept), Exchange.objects.count()) == ((1, 1) if status == 302 else (0, 0))


@pytest.mark.parametrize(
    ("path", "sentence"),
    [("tests.security.test_T10_scanner.Strict", "Examiné."), ("", "Aucun antivirus n'examine ici")],
)
def test_the_office_reads_who_looked_at_the_files(
    people: stories.People, settings: Any, path: str, sentence: str
) -> None:
    case, officer = stories.case_in("submitted", people), Client()
    settings.DUMENT_SCANNER = path or settings.DUMENT_SCANNER
    officer.force_login(people.officer)
    assert sentence in told(officer.get(f"/etude/dossiers/{case.reference}"))
