"""The office's pages: what each shows in each state, and to nobody else."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from dument.records.cases.models import Case
from dument.records.journal.models import Event
from tests import stories

ABOUT_THE_OFFICE = ("repertoire", "repertoire.csv", "journee", "agenda", "agenda.ics", "equipe", "courrier")
PAGES = (
    "",
    "/journal",
    "/lettre",
    "/conflit",
    "/suivi",
    "/emargement",
    "/documents/invitation/1",
    "/pieces/1",
    "/actes/propose",
    "/actes/note_agreement",
)


@pytest.fixture
def desk(client: Client, people: stories.People) -> Client:
    """A browser where the officer is signed in."""
    client.force_login(people.officer)
    return client


@pytest.mark.parametrize("state", stories.STATES)
def test_case_page_opens_in_every_state(desk: Client, people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    path = f"/etude/dossiers/{case.reference}"
    if state == "draft":
        assert desk.get(path).status_code == 404  # a draft is the creditor's alone
        return
    page = desk.get(path)
    assert page.status_code == 200
    assert case.reference in page.content.decode()
    assert desk.get(f"{path}/journal").status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_another_office_sees_nothing(
    client: Client, people: stories.People, strangers: stories.People, path: str
) -> None:
    case = stories.case_in("proposed", people)
    client.force_login(strangers.officer)
    assert client.get(f"/etude/dossiers/{case.reference}{path}").status_code == 404
    assert client.post(f"/etude/dossiers/{case.reference}{path}").status_code == 404
    assert case.reference not in client.get("/etude/?etat=all").content.decode()
    sought = client.get(f"/etude/?q={case.reference}&etat=all").content.decode()
    typed = (
        f'value="{case.reference}"',
        f"?q={case.reference}&amp;etat=all",
    )  # what the page was asked, and where
    assert case.reference not in sought.replace(typed[0], "").replace(typed[1], "")


def test_a_creditor_has_no_office(client: Client, people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    client.force_login(people.creditor_user)
    assert client.get("/etude/").status_code == 404
    assert client.get(f"/etude/dossiers/{case.reference}").status_code == 404


def test_the_queue_puts_the_most_urgent_first(desk: Client, people: stories.People) -> None:
    waiting = stories.case_in("invited", people)
    new = stories.case_in("submitted", people)
    accepted = stories.case_in("accepted", people)
    closed = stories.case_in("refused", people)
    page = desk.get("/etude/").content.decode()
    assert page.index(new.reference) < page.index(waiting.reference)
    assert page.index(accepted.reference) < page.index(waiting.reference)
    assert closed.reference not in page
    assert closed.reference in desk.get("/etude/?etat=closed").content.decode()
    only = desk.get("/etude/?tache=note_acceptance").content.decode()
    assert accepted.reference in only
    assert new.reference not in only


def test_a_month_over_asks_for_the_record(desk: Client, people: stories.People, settings: object) -> None:
    case = stories.case_in("invited", people)
    settings.DUMENT_DAY = "2026-11-13"  # type: ignore[attr-defined]
    assert "Réponse du débiteur attendue" in desk.get("/etude/").content.decode()
    settings.DUMENT_DAY = "2026-11-14"  # type: ignore[attr-defined]
    page = desk.get("/etude/").content.decode()
    assert "Constater l&#x27;expiration du délai" in page
    assert "Délai passé" in page
    assert Case.objects.get(pk=case.pk).state == "invited"


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "page=99", "etat=nul", "tache=nulle", "q=%25%27%22<b>"]
)
def test_any_query_is_answered(desk: Client, people: stories.People, query: str) -> None:
    stories.case_in("submitted", people)
    answer = desk.get(f"/etude/?{query}")
    assert answer.status_code == 200
    assert "<b>" not in answer.content.decode()


def test_a_party_s_name_finds_the_case(desk: Client, people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    assert case.reference in desk.get("/etude/?q=durand").content.decode()
    assert case.reference not in desk.get("/etude/?q=dupont").content.decode()


PAGE_QUERIES = 8  # of every page of the site


@pytest.mark.parametrize("state", ["submitted", "prepared", "consented", "title_issued"])
def test_pages_cost_few_queries(
    desk: Client, people: stories.People, django_assert_max_num_queries: DjangoAssertNumQueries, state: str
) -> None:
    """Three find the person, his seat and his second factor; one asks the hour."""
    for _ in range(3):
        case = stories.case_in(state, people)
    desk.get("/etude/")  # once a minute the session notes that its holder is there
    for path in ("", *ABOUT_THE_OFFICE, *(f"dossiers/{case.reference}{page}" for page in PAGES)):
        drawn = path.endswith("/lettre")  # no page: a paper typeset on the spot, from one more table
        noted = path.startswith("dossiers/")  # who reads a case is written down
        with django_assert_max_num_queries(PAGE_QUERIES + drawn + noted):
            desk.get(f"/etude/{path}")


def test_checks_tell_each_finding(desk: Client, people: stories.People) -> None:
    case = stories.case_in("submitted", people, invoiced_between_merchants=None)
    page = desk.get(f"/etude/dossiers/{case.reference}").content.decode()
    assert "Contrôles à ce jour" in page
    assert "À décider" in page
    assert "À déclarer" in page
    assert page.count("Conforme") == 10


def test_the_letter_is_previewed_before_it_is_sealed_only(desk: Client, people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    before = Case.objects.get(pk=case.pk).version
    letter = desk.get(f"/etude/dossiers/{case.reference}/lettre")
    assert letter["Content-Type"] == "application/pdf"
    assert letter.content.startswith(b"%PDF")
    assert Case.objects.get(pk=case.pk).version == before
    sealed = stories.case_in("prepared", people)
    assert desk.get(f"/etude/dossiers/{sealed.reference}/lettre").status_code == 404


def test_papers_open_and_unknown_ones_do_not(desk: Client, people: stories.People) -> None:
    case = stories.case_in("title_issued", people)
    path = f"/etude/dossiers/{case.reference}"
    for kind in ("invitation", "conflict_declaration", "title", "debtor_copy"):
        answer = desk.get(f"{path}/documents/{kind}/1")
        assert answer.content.startswith(b"%PDF")
        assert answer["Content-Disposition"].startswith("inline")
    assert desk.get(f"{path}/pieces/1").content == stories.INVOICE
    for wrong in ("documents/title/2", "documents/nothing/1", "pieces/2"):
        assert desk.get(f"{path}/{wrong}").status_code == 404


def test_the_journal_tells_who_did_what(desk: Client, people: stories.People) -> None:
    case = stories.case_in("title_issued", people)
    page = desk.get(f"/etude/dossiers/{case.reference}/journal").content.decode()
    assert "Chaîne intacte" in page
    assert "Maître Camille Lavigne" in page
    assert "Échéance du 01/12/2026" in page
    assert "1A 001 002 0034 5" in page


def test_a_broken_chain_shows(desk: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    Case.objects.filter(pk=case.pk).update(head="f" * 64)
    page = desk.get(f"/etude/dossiers/{case.reference}/journal").content.decode()
    assert "La fin du journal manque" in page
    assert Event.objects.filter(case=case).count() == 3


def test_closed_acts_say_why(desk: Client, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    page = desk.get(f"/etude/dossiers/{case.reference}").content.decode()
    assert "l&#x27;expiration ne peut être constatée que le lendemain" in page
    assert "Aucun paiement ne peut avoir lieu" in page
    assert "CPCE R125-7" in page
    assert "Aucune acceptation du débiteur" in page


def test_the_register_is_read_by_year_and_page(desk: Client, people: stories.People) -> None:
    case = stories.case_in("title_issued", people)
    page = desk.get("/etude/repertoire").content.decode()
    assert "5 actes" in page
    assert page.index("2026-0001") < page.index("2026-0005")
    assert case.reference in page
    for query in ("annee=2025", "annee=²", "annee=99999999", "page=0", "page=x", "page=99"):
        assert desk.get(f"/etude/repertoire?{query}").status_code == 200
    assert "Aucun acte n'est inscrit en 2025" in desk.get("/etude/repertoire?annee=2025").content.decode()
    assert "2026-0001" in desk.get(f"/etude/dossiers/{case.reference}").content.decode()


def test_the_register_of_others_is_not_seen(
    client: Client, people: stories.People, strangers: stories.People
) -> None:
    case = stories.case_in("prepared", people)
    client.force_login(strangers.officer)
    for path in ("/etude/repertoire", "/etude/repertoire.csv"):
        assert case.reference not in client.get(path).content.decode()


@pytest.mark.parametrize("opening", ["=", "+", "-", "@", "\t=", " =", "\r=", "＝"])
def test_t13_a_name_never_becomes_a_formula(desk: Client, people: stories.People, opening: str) -> None:
    debtor = replace(stories.draft_given(people).debtor, name=f'{opening}HYPERLINK("http://x";"y")')
    stories.case_in("prepared", people, debtor=debtor)
    answer = desk.get("/etude/repertoire.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="repertoire-2026.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1][:3] == ["2026-0001", "2026-10-12", "Lettre invitant à participer"]
    assert rows[1][6].startswith("'")
    assert "HYPERLINK" in rows[1][6]
