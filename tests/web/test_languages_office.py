"""The office's pages in English: each page, each act, each refusal; papers and what people wrote stay French."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dument.records.desk.models import Associate
from dument.records.journal.models import EventBody
from dument.records.outbox.models import Message
from dument.web.office.doings import DOINGS
from tests import stories
from tests.web.conftest import told
from tests.web.english import french_in

OF_THE_OFFICE = (
    "",
    "journee",
    "courrier",
    "agenda",
    "envois",
    "equipe",
    "repertoire",
    "conservation",
    "membres",
)
OF_A_CASE = (
    "",
    "/journal",
    "/conflit",
    "/messages",
    "/suivi",
    "/conservation",
    "/consultations",
    "/emargement",
)
STATES = (
    "submitted", "prepared", "accepted", "participating", "proposed", "consented", "agreed", "title_issued",
    "cancelled", "refused", "ended",
)  # fmt: skip


def english(user: Any) -> Client:
    """Return the browser of somebody of the office who chose English."""
    client = Client()
    client.force_login(user)
    client.post("/compte/confirmer", {"password": stories.PASSWORD})
    client.post("/langue", {"language": "en", "next": "/etude/"})
    return client


def judge(answer: Any, *statuses: int) -> str:
    """Return the page, in English whole."""
    page, where = told(answer), answer.request["PATH_INFO"]
    assert answer.status_code in (statuses or (200,)), where
    assert '<html lang="en">' in page, where
    assert answer["Content-Language"] == "en", where
    assert french_in(page, "passage du Jeu-de-Boules") == [], where
    return page


@pytest.mark.parametrize("state", STATES)
def test_every_page_of_a_case_is_in_english(people: stories.People, state: str) -> None:
    case, client = stories.case_in(state, people), english(people.officer)
    here = f"/etude/dossiers/{case.reference}"
    for path in OF_A_CASE:
        judge(client.get(f"{here}{path}"))
    for act in DOINGS:
        judge(client.get(f"{here}/actes/{act.value}"))
    assert "1 case" in judge(client.get("/etude/?etat=all"))


def test_every_page_of_the_office_is_in_english(people: stories.People, settings: Any) -> None:
    case, client = stories.case_in("invited", people), english(people.officer)
    stories.case_in("submitted", people)
    Message.objects.filter(case=case, effect="send_letter").update(
        state="failed", problem="La Poste dit non."
    )
    absence = {"faire": "absence", "user": str(people.clerk.pk), "stand_in": str(people.officer.pk)}
    days = {"since": "26 10 2026", "until": "30 10 2026"}
    absence |= {f"{name}_{box}": part for name, text in days.items() for box, part in _boxes(text)}
    assert client.post("/etude/equipe", absence).status_code == 302
    person = {"faire": "arrivee", "name": "Léa Durand", "capacity": "employee"}
    person |= {f"since_{box}": part for box, part in _boxes("1 10 2026")}
    assert client.post("/etude/equipe", person).status_code == 302
    client.post(f"/etude/dossiers/{case.reference}/conservation", {"reason": "un procès en cours"})
    for path in OF_THE_OFFICE:
        judge(client.get(f"/etude/{path}"))
    judge(client.post("/etude/agenda"))
    judge(client.get("/etude/agenda"))
    settings.DUMENT_DAY = "2026-11-14"
    assert "Period over" in judge(client.get("/etude/journee"))
    assert "Period over" in judge(client.get("/etude/"))


def _boxes(text: str) -> list[tuple[str, str]]:
    return list(zip(("day", "month", "year"), text.split(), strict=True))


def test_forms_are_refused_in_english(people: stories.People) -> None:
    client = english(people.officer)
    wrong = {
        "invited": ("answer_accept", "answer_refuse", "report_fact"),
        "prepared": ("record_dispatch",),
        "participating": ("propose",),
        "submitted": ("decline", "correct"),
        "agreed": ("record_payment",),
    }
    typed = {
        "version": "999", "channel": "office", "kind": "address", "how": "rows", "rows": "31/2/2026 12", "number": "99",
        "amount": "douze", "reason": "caprice", "postcode": "99999",
    }  # fmt: skip
    for state, words in wrong.items():
        case = stories.case_in(state, people)
        for word in words:
            judge(client.post(f"/etude/dossiers/{case.reference}/actes/{word}", typed), 422)
    here = f"/etude/dossiers/{case.reference}"
    for kind in ("merchants", "capacity", "delivered"):
        judge(client.post(f"{here}/actes/report_fact", {"version": str(case.version), "kind": kind}), 422)
    assert "has changed since" in judge(
        client.post(f"{here}/actes/record_payment", {"version": "0", "amount": "1", "recipient": "officer"}),
        409,
    )
    judge(client.post(f"{here}/conservation", {"reason": ""}), 422)
    judge(client.post("/etude/courrier", {"scanned": "DU-0000-0000"}), 422)
    judge(client.post("/etude/courrier", {"photo": SimpleUploadedFile("a.jpg", b"rien")}), 422)
    judge(client.post("/etude/equipe", {"faire": "absence"}), 422)
    judge(client.post("/etude/membres", {"email": people.clerk.email, "role": "clerk"}), 422)


@pytest.mark.parametrize("role", ["clerk", "accountant"])
def test_who_may_not_sign_is_told_so_in_english(people: stories.People, role: str) -> None:
    case, client = stories.case_in("accepted", people), english(getattr(people, role))
    here = f"/etude/dossiers/{case.reference}"
    assert "Reserved for the commissaire de justice" in judge(client.get(f"{here}/actes/note_acceptance"))
    judge(client.get(here))
    judge(client.post(f"{here}/actes/note_acceptance", {"version": str(case.version)}), 403)
    judge(client.get("/etude/"))


def test_a_message_after_an_act_and_the_invitation_are_in_english(people: stories.People) -> None:
    case, client = stories.case_in("accepted", people), english(people.officer)
    here = f"/etude/dossiers/{case.reference}"
    done = client.post(f"{here}/actes/note_acceptance", {"version": str(case.version)}, follow=True)
    assert "Record the acceptance: done." in judge(done)
    sent = client.post("/etude/membres", {"email": "nour@etude.example", "role": "clerk"}, follow=True)
    assert "The invitation has left for nour@etude.example." in judge(sent)
    (invitation,) = mail.outbox
    assert "invites you to join it on Dûment, as: clerk." in invitation.body
    assert french_in(f"<html lang='en'>{invitation.subject}{invitation.body}", people.office.name) == []


def test_what_an_officer_does_in_english_is_kept_in_french(people: stories.People) -> None:
    """The journal, the papers and the preparations never hold the language of whoever acts."""
    case, client = stories.case_in("submitted", people), english(people.officer)
    Associate.objects.create(office=people.office, name="Léa Durand", capacity="employee", since="2026-10-01")
    here = f"/etude/dossiers/{case.reference}"
    client.post(f"{here}/conflit", {"version": str(case.version), "conflict": "none"})
    case.refresh_from_db()
    client.post(f"{here}/actes/prepare", {"version": str(case.version)})
    case.refresh_from_db()
    assert case.state == "prepared"
    bodies = [bytes(one.content).decode() for one in EventBody.objects.filter(event__case=case)]
    assert any("Liste vue : Léa Durand, salarié." in one for one in bodies)
    assert not re.search(r"employee|Seen|the office", " ".join(bodies))
    signing = told(client.get(f"{here}/emargement"))
    assert "Je soussigné(e)" in signing
    assert '<div lang="fr">' in signing


def test_files_are_in_french_and_say_so(people: stories.People) -> None:
    case, client = stories.case_in("proposed", people), english(people.officer)
    for path in ("agenda.ics", "repertoire.csv", f"dossiers/{case.reference}/documents/proposal/1"):
        assert client.get(f"/etude/{path}")["Content-Language"] == "fr", path
