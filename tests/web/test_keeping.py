"""Who read what is noted and shown; one's own data can be taken away, and nothing of anybody else's."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from dument.actions import claims, filing, ordinary, readers, readings
from dument.jobs import checks
from dument.procedure.states import Actor
from dument.queries.readings import unusual
from dument.records.cases.models import Answer
from dument.records.keeping.models import LegalHold, Reading
from tests import fakes, stories
from tests.web.conftest import told
from tests.web.test_debtor import enter

EVIL = "=HYPERLINK(1)"


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def opened(answer: Any) -> tuple[zipfile.ZipFile, dict[str, Any]]:
    assert answer.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    return archive, json.loads(archive.read("donnees.json"))


def test_each_page_and_file_read_by_the_office_is_noted(
    people: stories.People, strangers: stories.People
) -> None:
    case = stories.case_in("proposed", people)
    clerk, at = signed_in(people.clerk), f"/etude/dossiers/{case.reference}"
    for page in ("", "/journal", "/documents/invitation/1", "/pieces/1", "/documents/nothing/9"):
        clerk.get(at + page)
    signed_in(strangers.officer).get(at)
    signed_in(people.creditor_user).get(f"/creance/{case.reference}")
    noted = Reading.objects.order_by("at").values_list("what", "role", "reader", "office", "case")
    assert [row[0] for row in noted] == ["case", "journal", "paper/invitation/1", "evidence/1"]
    assert {row[1:] for row in noted} == {("clerk", str(people.clerk.pk), people.office.pk, case.pk)}
    assert case.events.count() == case.last_number, "none of it in the chain"
    page = told(signed_in(people.officer).get(f"{at}/consultations"))
    assert "Dominique Roy, clerc" in page
    assert "la pièce n° 1" in page.lower()
    assert clerk.get(f"{at}/consultations").status_code == 404
    empty = signed_in(strangers.officer).get(f"/etude/dossiers/{case.reference}/consultations")
    assert empty.status_code == 404


@pytest.mark.parametrize(("read", "alarms"), [(3, 0), (4, 1)])
def test_reading_more_cases_than_the_quota_is_an_alarm(
    people: stories.People, settings: Any, read: int, alarms: int
) -> None:
    settings.DUMENT_READING_QUOTA = 3
    at = datetime.now(UTC)
    cases = [stories.case_in("submitted", people) for _ in range(read)]
    for case in [*cases, *cases]:
        readings.note(
            office_id=people.office.pk,
            reference=case.reference,
            reader="clerc",
            role="clerk",
            what="case",
            at=at,
        )
    assert checks.unusual_readings(at) == alarms
    assert checks.unusual_readings(at + timedelta(days=1, seconds=1)) == 0


def test_a_canary_opened_once_is_an_alarm(people: stories.People, settings: Any) -> None:
    canary, at = stories.case_in("submitted", people), datetime.now(UTC)
    settings.DUMENT_CANARIES = [canary.reference]
    readings.note_export(case_ids=[canary.pk], reader="debiteur", role="debtor", at=at)
    assert unusual(at) == []
    signed_in(people.clerk).get(f"/etude/dossiers/{canary.reference}")
    [alarm] = unusual(datetime.now(UTC))
    assert (alarm.reader, alarm.cases, alarm.canary) == (str(people.clerk.pk), 1, True)


def test_the_debtor_takes_his_data_and_nothing_of_the_creditor_s(people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    Answer.objects.create(
        case=case, office=people.office, kind="refuse_terms", party="creditor", version=1, on=case.due_on,
        at=stories.instant("2026-10-22"), channel="online", said_by="Alix Aubépine", text="SECRET DU CREANCIER",
    )  # fmt: skip
    readings.note(
        office_id=people.office.pk, reference=case.reference, reader=str(people.clerk.pk), role="clerk",
        what="case", at=datetime.now(UTC),
    )  # fmt: skip
    client = Client()
    enter(client, case)
    archive, data = opened(client.get("/repondre/dossier/mes-donnees"))
    [only] = data["dossiers"]
    assert only["debiteur"]["nom"] == "Sacha Durand"
    assert set(only["creancier"]) == {"nom", "adresse"}
    assert [one["fonction"] for one in only["consultations"]] == ["clerc"]  # not the parties' own readings
    text = archive.read("donnees.json").decode()
    for word in ("SECRET", "marge", "aubepine.example", "Dominique", str(people.clerk.pk)):
        assert word not in text, word
    names = archive.namelist()
    assert f"{case.reference}/pieces/piece-1.pdf" in names
    assert f"{case.reference}/documents/invitation-1.pdf" in names
    assert not any("conflict_declaration" in name for name in names)
    assert archive.read(f"{case.reference}/pieces/piece-1.pdf") == stories.INVOICE
    assert Reading.objects.filter(role="debtor", what="export").exists()


def test_the_creditor_takes_his_cases_formula_safe(
    people: stories.People, strangers: stories.People, monkeypatch: Any
) -> None:
    other = stories.case_in("invited", strangers)
    mine = stories.case_in("invited", people, basis=EVIL)
    client = signed_in(people.creditor_user)
    archive, data = opened(client.get("/creance/mes-donnees"))
    assert [one["reference"] for one in data["dossiers"]] == [mine.reference]
    assert data["compte"]["courriel"] == people.creditor_user.email
    table = archive.read("dossiers.csv").decode()
    assert f'"\'{EVIL}"' in table
    assert other.reference not in table + archive.read("donnees.json").decode()
    assert not any("conflict_declaration" in name for name in archive.namelist())
    assert list(Reading.objects.values_list("role", "case")) == [("creditor", mine.pk)]
    monkeypatch.setattr("dument.queries.export.AT_ONCE", 1)
    draft = claims.save(creditor_id=people.creditor.pk, given=stories.draft_given(people))
    for asked, reference in (
        ("1", draft.reference),
        ("2", mine.reference),
        ("99", mine.reference),
        ("x", draft.reference),
    ):
        _, data = opened(client.get(f"/creance/mes-donnees?partie={asked}"))
        assert [one["reference"] for one in data["dossiers"]] == [reference]


def test_a_file_that_is_gone_is_named(people: stories.People, monkeypatch: Any) -> None:
    case = stories.case_in("invited", people)
    papers = dict(fakes.MemoryStore.papers)
    papers.pop(case.documents.get(kind="invitation").sha256)
    monkeypatch.setattr(fakes.MemoryStore, "papers", papers)
    _, data = opened(signed_in(people.creditor_user).get("/creance/mes-donnees"))
    assert data["fichiers_absents"] == [f"{case.reference}/documents/invitation-1.pdf"]


def test_an_officer_orders_to_keep_a_case_and_lifts_it(people: stories.People) -> None:
    case = stories.case_in("refused", people)
    desk, page = signed_in(people.officer), f"/etude/dossiers/{case.reference}/conservation"
    refused = desk.post(page, {"reason": " "})
    assert (refused.status_code, "Dites pourquoi" in told(refused)) == (422, True)
    assert desk.post(page, {"reason": "Procès devant le tribunal"}).status_code == 302
    assert "Procès devant le tribunal" in told(desk.get(page))
    assert "Procès devant le tribunal" in told(signed_in(people.clerk).get("/etude/conservation"))
    assert signed_in(people.clerk).post(page, {"lift": "1"}).status_code == 404
    assert desk.post(page, {"lift": "1"}).status_code == 302
    assert LegalHold.objects.get().lifted_by == str(people.officer.pk)
    assert "non confirmée" in told(desk.get("/etude/conservation"))


def test_a_page_shown_by_a_post_is_noted_too(people: stories.People) -> None:
    """Else a curious clerk reads the whole case by posting, or the thread by posting nothing, and leaves no trace."""
    case, clerk = stories.case_in("proposed", people), signed_in(people.clerk)
    at = f"/etude/dossiers/{case.reference}"
    assert clerk.post(f"{at}/messages", {"text": " "}).status_code == 422
    assert clerk.post(f"{at}/messages", {"text": "Bonjour"}).status_code == 302
    assert clerk.post(at).status_code == 200
    noted = list(Reading.objects.order_by("at").values_list("what", "role"))
    assert noted == [("messages", "clerk"), ("case", "clerk")]


def test_where_the_debtor_asked_to_be_told_is_not_the_creditors(people: stories.People) -> None:
    """Neither in what he takes away, nor by giving the case up and taking it up again in a draft."""
    case, at = stories.case_in("invited", people), stories.instant("2026-10-10")
    given = {"email": "zyzomys@canari.example", "phone": "0699999999"}
    readers.give_contact(case_id=case.pk, by=people.by(Actor.DEBTOR), at=at, **given)
    creditor = signed_in(people.creditor_user)
    archive, _ = opened(creditor.get("/creance/mes-donnees"))
    assert not [word for word in given.values() if word in archive.read("donnees.json").decode()]
    filing.withdraw(case_id=case.pk, by=people.by(Actor.CREDITOR), at=at)
    draft = ordinary.copy_to_draft(case_id=case.pk, by=people.by(Actor.CREDITOR), at=at)
    debtor = draft.parties.get(role="debtor")
    assert (debtor.email, debtor.phone) == ("", "")
