"""The office's own pages: who has a case, who is away, who counts for conflicts; the day, the calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from dument.actions import exchanges, ordinary
from dument.procedure.states import Actor
from dument.records.desk.models import Absence, Assignment, Associate
from dument.records.journal.models import EventBody
from dument.records.outbox.models import Message
from tests import stories
from tests.web.conftest import told


@pytest.fixture
def desk(client: Client, people: stories.People) -> Client:
    """A browser where the officer is signed in."""
    client.force_login(people.officer)
    return client


def day(name: str, text: str) -> dict[str, str]:
    """Return the three boxes of a day written "31 3 2026"."""
    return {f"{name}_{box}": part for box, part in zip(("day", "month", "year"), text.split(), strict=True)}


def rows(page: str) -> list[str]:
    """Return the references of the queue, in its order."""
    return re.findall(r'<th scope="row"><a class="code"[^>]*>([\w-]+)</a>', page)


def test_the_queue_is_filtered_by_who_follows_and_by_due_day(
    desk: Client, people: stories.People, settings: Any
) -> None:
    mine, theirs, nobody_s = (
        stories.case_in(state, people) for state in ("invited", "submitted", "prepared")
    )
    for case, user in ((mine, people.officer), (theirs, people.clerk)):
        where = f"/etude/dossiers/{case.reference}/suivi"
        assert desk.get(where).status_code == 200
        assert desk.post(where, {"membre": str(user.pk)}).status_code == 302
    assert rows(told(desk.get("/etude/?suivi=moi"))) == [mine.reference]
    assert rows(told(desk.get(f"/etude/?suivi={people.clerk.pk}"))) == [theirs.reference]
    assert rows(told(desk.get("/etude/?suivi=personne"))) == [nobody_s.reference]
    assert len(rows(told(desk.get("/etude/?suivi=inconnu")))) == 3
    assert rows(told(desk.get("/etude/?echeance=semaine"))) == []
    settings.DUMENT_DAY = "2026-11-06"
    assert rows(told(desk.get("/etude/?echeance=semaine"))) == [mine.reference]
    settings.DUMENT_DAY = "2026-11-14"
    assert rows(told(desk.get("/etude/?echeance=passe&suivi=moi"))) == [mine.reference]
    assert "suivi par Maître Camille Lavigne" in told(desk.get(f"/etude/dossiers/{mine.reference}"))
    desk.post(f"/etude/dossiers/{mine.reference}/suivi", {"membre": ""})
    assert not Assignment.objects.filter(case=mine).exists()


def test_a_case_is_not_given_to_a_stranger(
    desk: Client, people: stories.People, strangers: stories.People
) -> None:
    case = stories.case_in("submitted", people)
    for wrong in (str(strangers.clerk.pk), "moi"):
        assert desk.post(f"/etude/dossiers/{case.reference}/suivi", {"membre": wrong}).status_code == 404
    assert not Assignment.objects.exists()


def test_an_ending_month_comes_before_an_older_file(
    desk: Client, people: stories.People, settings: Any
) -> None:
    older, ending = stories.case_in("submitted", people), stories.case_in("accepted", people)
    assert rows(told(desk.get("/etude/"))) == [older.reference, ending.reference]
    settings.DUMENT_DAY = "2026-11-05"  # eight days before the end of the month
    assert rows(told(desk.get("/etude/"))) == [older.reference, ending.reference]
    settings.DUMENT_DAY = "2026-11-06"
    assert rows(told(desk.get("/etude/"))) == [ending.reference, older.reference]


ABSENCE = {**day("since", "26 10 2026"), **day("until", "30 10 2026")}


def test_an_absence_is_noted_seen_in_the_queue_and_cancelled(desk: Client, people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    desk.post(f"/etude/dossiers/{case.reference}/suivi", {"membre": str(people.clerk.pk)})
    given = {"faire": "absence", "user": str(people.clerk.pk), "stand_in": str(people.officer.pk), **ABSENCE}
    assert desk.post("/etude/equipe", given).status_code == 302
    page = told(desk.get("/etude/?suivi=moi"))
    assert rows(page) == [case.reference]
    assert "(absent : Maître Camille Lavigne)" in page
    assert "Dominique Roy est absent jusqu'au" in page
    assert "Maître Camille Lavigne suit ses dossiers" in page
    assert "remplacé par Maître Camille Lavigne" in told(desk.get("/etude/journee"))
    row = Absence.objects.get()
    assert desk.post("/etude/equipe", {"faire": "retour", "ligne": str(row.pk)}).status_code == 302
    assert rows(told(desk.get("/etude/?suivi=moi"))) == []


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        (day("until", "25 10 2026"), 422), ({"stand_in": ""}, 422), ({"user": "inconnu"}, 422),
        ({"faire": "autre"}, 422), ({"faire": "retour", "ligne": "x"}, 404),
    ],
)  # fmt: skip
def test_a_wrong_absence_is_sent_back(
    desk: Client, people: stories.People, changes: dict[str, str], status: int
) -> None:
    given = {"faire": "absence", "user": str(people.clerk.pk), "stand_in": str(people.officer.pk), **ABSENCE}
    assert desk.post("/etude/equipe", {**given, **changes}).status_code == status
    same = desk.post("/etude/equipe", {**given, "stand_in": str(people.clerk.pk)})
    assert "ne se remplace soi-même" in told(same)
    assert not Absence.objects.exists()


def test_a_clerk_notes_his_own_absence_only(client: Client, people: stories.People) -> None:
    client.force_login(people.clerk)
    given = {"faire": "absence", "stand_in": str(people.officer.pk), **ABSENCE}
    assert client.post("/etude/equipe", {**given, "user": str(people.accountant.pk)}).status_code == 422
    assert client.post("/etude/equipe", {**given, "user": str(people.clerk.pk)}).status_code == 302


def test_the_list_of_persons_is_before_the_officer_and_in_the_journal(
    desk: Client, client: Client, people: stories.People
) -> None:
    case = stories.case_in("submitted", people)
    where = f"/etude/dossiers/{case.reference}/conflit"
    assert "La liste est vide" in told(desk.get(where))
    person = {"faire": "arrivee", "name": "Léa DÛRAND", "capacity": "employee", **day("since", "1 10 2026")}
    assert desk.post("/etude/equipe", person).status_code == 302
    assert desk.post("/etude/equipe", {**person, "name": ""}).status_code == 422
    page = told(desk.get(where))
    assert "Léa DÛRAND" in page
    assert "que porte le débiteur" in page
    desk.post(where, {"version": str(case.version), "conflict": "none"})
    body = bytes(EventBody.objects.get(event__case=case, event__type="report_fact").content).decode()
    assert "Liste vue : Léa DÛRAND, salarié." in body
    gone = {"faire": "depart", "ligne": str(Associate.objects.get().pk)}
    client.force_login(people.accountant)
    assert client.post("/etude/equipe", gone).status_code == 403
    assert client.post("/etude/equipe", person).status_code == 403
    client.force_login(people.officer)
    assert client.post("/etude/equipe", gone).status_code == 302
    assert Associate.objects.get().until == date(2026, 10, 26)
    Associate.objects.update(until=None, since=date(2026, 10, 27))
    assert "antérieur" in told(desk.post("/etude/equipe", gone, follow=True))


def test_an_accountant_is_offered_what_he_may_do(client: Client, people: stories.People) -> None:
    client.force_login(people.accountant)
    for state, offered in (("title_issued", ["record_payment"]), ("submitted", []), ("invited", [])):
        page = told(client.get(f"/etude/dossiers/{stories.case_in(state, people).reference}"))
        assert re.findall(r"/actes/(\w+)\"", page) == offered
        assert "/conflit" not in page


def test_the_queue_tells_a_message_not_read(desk: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    assert "message non lu" not in told(desk.get("/etude/"))
    by, at = people.by(Actor.CREDITOR), stories.instant("2026-10-20")
    exchanges.write(case_id=case.pk, by=by, at=at, text="Il a déménagé.")
    assert "1 message non lu" in told(desk.get("/etude/"))


def test_the_sheet_of_the_day_says_what_presses(desk: Client, people: stories.People, settings: Any) -> None:
    over = stories.case_in("invited", people)
    new = stories.case_in("submitted", people)
    closed = stories.case_in("refused", people)
    page = told(desk.get("/etude/journee"))
    assert new.reference in page
    assert over.reference not in page  # the debtor's turn, and time left
    assert closed.reference not in page
    settings.DUMENT_DAY = "2026-11-10"
    assert "Le mois finit dans les trois jours (1)" in told(desk.get("/etude/journee"))
    settings.DUMENT_DAY = "2026-11-14"
    assert "Délai passé : à constater (1)" in told(desk.get("/etude/journee"))


def events(answer: Any) -> list[tuple[str, date, str]]:
    """Return the events of a calendar: identifier, day, summary."""
    found: list[Any] = Calendar.from_ical(answer.content).walk("VEVENT")
    return [(str(one["UID"]), one["DTSTART"].dt, str(one["SUMMARY"])) for one in found]


def test_the_calendar_gives_days_and_references_and_nobody_s_name(
    desk: Client, people: stories.People
) -> None:
    case = stories.case_in("invited", people)
    stories.case_in("refused", people)
    answer = desk.get("/etude/agenda.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    last = date(2026, 11, 13)
    assert [(one[0], one[1]) for one in events(answer)] == [
        (f"{case.reference}/mois@dument", last),
        (f"{case.reference}/expiration@dument", last + timedelta(days=1)),
    ]
    assert not any(name in told(answer) for name in ("Durand", "Aubépine", "1214"))


def test_a_secret_address_opens_the_calendar_until_it_is_revoked(
    desk: Client, people: stories.People, strangers: stories.People
) -> None:
    stories.case_in("invited", people)
    stories.case_in("invited", strangers)
    page = told(desk.post("/etude/agenda"))
    found = re.search(r"/etude/agenda/([\w-]{43})\.ics", page)
    assert found
    address, outside = found[0], Client()
    assert len(events(outside.get(address))) == 2
    assert found[1] not in told(desk.get("/etude/agenda"))
    assert outside.post(address).status_code == 405
    assert desk.post("/etude/agenda", {"retirer": "1"}).status_code == 302
    assert outside.get(address).status_code == 404
    assert outside.get("/etude/agenda/inconnu.ics").status_code == 404


# -- the case on one page -------------------------------------------------------------------------------------


def test_what_the_debtor_told_is_read_on_the_case_and_before_proposing(
    desk: Client, people: stories.People
) -> None:
    case = stories.case_in("participating", people)
    ordinary.report_fact(
        case_id=case.pk, by=people.by(Actor.DEBTOR), at=stories.instant("2026-10-21"), kind="budget",
        changes={}, said_by="le destinataire", text="Reste 110,00 € par mois.",
    )  # fmt: skip
    for page in ("", "/actes/propose"):
        shown = told(desk.get(f"/etude/dossiers/{case.reference}{page}"))
        assert "Reste 110,00 € par mois." in shown
        assert 'dit par <span lang="fr">le destinataire</span>' in shown


def test_a_closed_case_asks_for_nothing(desk: Client, people: stories.People) -> None:
    month, asked = "Le mois finit le", "À faire :"
    for state, waits in (("invited", False), ("participating", True), ("refused", None)):
        page = told(desk.get(f"/etude/dossiers/{stories.case_in(state, people).reference}"))
        assert (month in page, asked in page) == (waits is not None, bool(waits)), state


def test_the_number_of_the_carrier_is_not_typed_again(desk: Client, people: stories.People) -> None:
    case = stories.case_in("prepared", people)
    Message.objects.filter(case=case, effect="send_letter").update(state="done", proof={"number": "1A 7"})
    assert 'value="1A 7"' in told(desk.get(f"/etude/dossiers/{case.reference}/actes/record_dispatch"))


def test_the_letter_is_read_from_the_page_that_seals_it(desk: Client, people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    desk.post(f"/etude/dossiers/{case.reference}/conflit", {"conflict": "none", "version": case.version})
    assert f"{case.reference}/lettre" in told(desk.get(f"/etude/dossiers/{case.reference}/actes/prepare"))
