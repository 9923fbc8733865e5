"""The creditor's pages: what each shows in each state, and to nobody else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tests import stories
from tests.web.conftest import told

PAGES = (
    "",
    "/creancier",
    "/debiteur",
    "/sommes",
    "/origine",
    "/interets",
    "/pieces",
    "/etude",
    "/verifier",
    "/confie",
    "/consentir",
    "/contre-proposition",
    "/retirer",
    "/executer",
    "/reprendre",
    "/pieces/1",
    "/documents/invitation/1",
)


@pytest.fixture
def desk(client: Client, people: stories.People) -> Client:
    """A browser where the creditor is signed in."""
    client.force_login(people.creditor_user)
    return client


@pytest.mark.parametrize("state", stories.STATES)
def test_case_page_opens_in_every_state(desk: Client, people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    page = desk.get(f"/creance/{case.reference}")
    assert page.status_code == 200
    assert case.reference in page.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_another_creditor_sees_nothing(
    client: Client, people: stories.People, strangers: stories.People, path: str
) -> None:
    case = stories.case_in("proposed", people)
    client.force_login(strangers.creditor_user)
    assert client.get(f"/creance/{case.reference}{path}").status_code == 404
    assert client.post(f"/creance/{case.reference}{path}").status_code in {404, 405}


def test_an_officer_is_no_creditor(client: Client, people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    client.force_login(people.officer)
    assert client.get("/creance/").status_code == 404
    assert client.get(f"/creance/{case.reference}").status_code == 404


def test_nobody_enters_without_signing_in(client: Client, people: stories.People) -> None:
    case = stories.case_in("draft", people)
    answer = client.get(f"/creance/{case.reference}")
    assert answer.status_code == 302
    assert "/connexion" in answer["Location"]


def test_the_list_puts_first_what_waits_for_the_creditor(desk: Client, people: stories.People) -> None:
    invited = stories.case_in("invited", people)
    proposed = stories.case_in("proposed", people)
    closed = stories.case_in("refused", people)
    page = desk.get("/creance/").content.decode()
    assert page.index(proposed.reference) < page.index(invited.reference)
    assert "Consentez à la proposition" in page
    assert closed.reference not in page
    shut = desk.get("/creance/?etat=clos").content.decode()
    assert closed.reference in shut
    assert proposed.reference not in shut


def test_the_list_tells_each_case_apart_under_the_one_it_waits_for(
    desk: Client, people: stories.People
) -> None:
    waits = {
        state: stories.case_in(state, people).reference for state in ("invited", "submitted", "proposed")
    }
    everything = told(desk.get("/creance/"))
    places = [
        everything.index(word)
        for word in (
            "<h2>À vous d'agir</h2>", waits["proposed"],
            "<h2>Chez l'étude</h2>", waits["submitted"],
            "<h2>Chez le débiteur</h2>", waits["invited"],
        )
    ]  # fmt: skip
    assert places == sorted(places)
    assert everything.count("Facture n° 2026-41, pose de deux fenêtres") == 3
    for tab, kept in (("vous", "proposed"), ("etude", "submitted"), ("debiteur", "invited")):
        page = told(desk.get(f"/creance/?etat={tab}"))
        assert [state for state, reference in waits.items() if reference in page] == [kept]
    assert "Aucun dossier terminé" in told(desk.get("/creance/?etat=clos"))


@pytest.mark.parametrize("state", ["refused", "withdrawn", "title_issued"])
def test_a_life_that_is_over_ends_by_what_comes_next(
    desk: Client, people: stories.People, state: str
) -> None:
    case = stories.case_in(state, people)
    assert f'href="/creance/{case.reference}#suite"' in told(desk.get("/creance/?etat=clos"))
    page = told(desk.get(f"/creance/{case.reference}"))
    assert page.count('id="suite"') == page.count('href="#suite"') == 1
    assert "· vous" in page


def test_a_new_claim_may_be_checked_first(desk: Client) -> None:
    assert 'href="/ma-creance"' in told(desk.get("/creance/nouveau"))


@pytest.mark.parametrize("page", ["0", "99", "-1", "x", "²"])
def test_any_page_number_is_answered(desk: Client, people: stories.People, page: str) -> None:
    stories.case_in("draft", people)
    assert desk.get(f"/creance/?page={page}").status_code == 200


@pytest.mark.parametrize(
    ("state", "told", "exempt"),
    [
        ("refused", "Injonction de payer", True),
        ("expired", "Injonction de payer", True),
        ("terms_refused", "Injonction de payer", True),
        ("withdrawn", "Vous avez retiré ce dossier", False),
        ("ended", "n&#x27;est pas l&#x27;une des quatre issues", False),
        ("declined", "Reprendre dans un nouveau brouillon", False),
        ("title_issued", "désignez une autre étude", False),
    ],
)
def test_each_ending_says_what_is_next(
    desk: Client, people: stories.People, state: str, told: str, exempt: bool
) -> None:
    case = stories.case_in(state, people)
    page = desk.get(f"/creance/{case.reference}").content.decode()
    assert told in page
    assert ("750-1 5°" in page) is exempt


def test_payments_are_told_to_be_locked_during_the_month_only(desk: Client, people: stories.People) -> None:
    during = desk.get(f"/creance/{stories.case_in('invited', people).reference}").content.decode()
    after = desk.get(f"/creance/{stories.case_in('agreed', people).reference}").content.decode()
    assert "Aucun paiement pendant ce délai" in during
    assert "Aucun paiement pendant ce délai" not in after


def test_a_month_that_is_over_runs_no_more(desk: Client, people: stories.People, settings: Any) -> None:
    case = stories.case_in("invited", people)
    where = f"/creance/{case.reference}"
    assert "le mois court" in told(desk.get(where))
    settings.DUMENT_DAY = "2026-11-14"
    page = told(desk.get(where))
    assert "Débiteur invité, le mois est passé" in page
    assert "Le mois a pris fin le <strong>13 novembre 2026</strong>" in page
    assert "le mois court" not in page.lower()


def test_papers_open_but_not_those_of_others(desk: Client, people: stories.People) -> None:
    case = stories.case_in("title_issued", people)
    title = desk.get(f"/creance/{case.reference}/documents/title/1")
    assert title.status_code == 200
    assert title["Content-Type"] == "application/pdf"
    assert title["Content-Disposition"].startswith("inline")
    assert "no-store" in title["Cache-Control"]
    assert title.content.startswith(b"%PDF")
    assert desk.get(f"/creance/{case.reference}/pieces/1").content == stories.INVOICE
    for path in ("documents/debtor_copy/1", "documents/title/2", "documents/nothing/1", "pieces/2"):
        assert desk.get(f"/creance/{case.reference}/{path}").status_code == 404


@pytest.mark.parametrize("state", ["draft", "proposed", "title_issued"])
def test_a_case_costs_few_queries(
    desk: Client, people: stories.People, django_assert_max_num_queries: DjangoAssertNumQueries, state: str
) -> None:
    case = stories.case_in(state, people)
    with django_assert_max_num_queries(8):
        desk.get(f"/creance/{case.reference}")


def test_the_list_costs_few_queries(
    desk: Client, people: stories.People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        stories.case_in("draft", people)
    with django_assert_max_num_queries(8):
        desk.get("/creance/")


def test_a_short_limitation_is_told(desk: Client, people: stories.People) -> None:
    case = stories.case_in("submitted", people, due_on=date(2024, 12, 20))
    page = desk.get(f"/creance/{case.reference}").content.decode()
    assert "20 décembre 2026" in page
