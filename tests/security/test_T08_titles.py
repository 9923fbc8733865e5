"""T8: a title that bears a good signature and that no journal tells of raises an alarm."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dument.actions import certificates
from dument.jobs import titles
from dument.jobs.reconcilers import BY_NAME
from dument.ports.storage import store
from dument.procedure.states import Actor
from dument.records.documents.models import Document
from dument.records.journal.models import EventBody
from tests import stories
from tests.tampering import tampering

AT = stories.instant("2026-11-20")
FORGED = b"%PDF-1.7 signed by an officer's stolen key"


def test_titles_issued_are_all_told_by_the_journal(people: stories.People) -> None:
    stories.case_in("title_issued", people)
    assert Document.objects.filter(kind="title").exists()
    assert titles.unwritten(AT) == 0
    assert BY_NAME["unwritten_titles"].run(AT) == 0


@pytest.mark.parametrize("state", ["agreed", "title_issued"])
def test_a_row_added_by_hand_is_found(people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    kind, rank = ("title", 1) if state == "agreed" else ("debtor_copy", 2)
    given = {"kind": kind, "rank": 1, "on": AT.date(), "sha256": store().put(FORGED), "size": len(FORGED)}
    if rank == 2:
        with tampering():
            Document.objects.filter(case=case, kind=kind).update(sha256=given["sha256"])
    else:
        Document.objects.create(case=case, office=case.office, signed=True, **given)
    assert titles.unwritten(AT) == 1


def test_a_body_emptied_by_retention_is_no_alarm(people: stories.People) -> None:
    case = stories.case_in("title_issued", people)
    EventBody.objects.filter(event__case=case).update(content=b"")
    assert titles.unwritten(AT) == 0


def judged(pdf: bytes) -> str:
    """Return what the public page says of that file."""
    return Client().post("/verifier/titre", {"pdf": SimpleUploadedFile("t.pdf", pdf)}).content.decode()


def test_a_title_of_nobody_is_told_and_alarms(
    people: stories.People, caplog: pytest.LogCaptureFixture
) -> None:
    case = stories.case_in("title_issued", people)
    genuine = store().get(Document.objects.get(case=case, kind="title").sha256)
    assert "dans aucun de nos dossiers" not in judged(genuine)
    assert "title_unknown" not in caplog.text
    assert "dans aucun de nos dossiers" in judged(FORGED)
    assert "title_unknown" in caplog.text


def test_what_is_not_valid_is_no_alarm(db: None, caplog: pytest.LogCaptureFixture) -> None:
    assert "dans aucun de nos dossiers" not in judged(b"%PDF-1.7 nothing here")
    assert "title_unknown" not in caplog.text


def test_a_certificate_taken_back_is_told_so(people: stories.People) -> None:
    """A debt partly unpaid again: the former certificate, still well signed, must deceive nobody."""
    case = stories.case_in("paid_by_hand", people)
    by = people.by(Actor.OFFICER)
    certificates.update_certificate(case_id=case.pk, by=by, at=AT)
    certificate = store().get(Document.objects.get(case=case, kind="discharge").sha256)
    assert "attestation a été retirée" not in judged(certificate)
    stories.cancel_last(case_id=case.pk, by=by, at=AT, because="unpaid", words="")
    page = judged(certificate)
    assert "Cette attestation a été retirée" in page
    assert "authentique et intact" not in page
