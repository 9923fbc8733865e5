"""The page of the other debtors: added for a share or the whole, filed together, told to both sides but him."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from dument.records.cases.models import Case, Claim, Party
from dument.records.money.models import Receipt
from tests import stories
from tests.web.conftest import told
from tests.web.test_debtor import enter

BASIS = "clause du contrat (article 7 du bail)"
POSTED = {
    "name": "Camille Autre", "kind": "consumer", "address": "9 rue du Rabot", "postcode": "75011", "city": "Paris",
    "country": "FR", "insolvency": "none", "owes": "whole", "source": "clause", "words": "article 7 du bail",
}  # fmt: skip


@pytest.fixture
def desk(client: Client, people: stories.People) -> Client:
    """A browser where the creditor is signed in."""
    client.force_login(people.creditor_user)
    return client


def other_of(case: Case) -> Case:
    return Case.objects.exclude(pk=case.pk).get(claim=case.claim)


def test_he_is_added_told_everywhere_and_removed(
    desk: Client, people: stories.People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case = stories.case_in("draft", people)
    page = f"/creance/{case.reference}"
    assert "Facultatif" in told(desk.get(page)).split("Les autres débiteurs")[1].split("</li>")[0]
    assert desk.post(f"{page}/codebiteurs", POSTED)["Location"] == f"{page}/codebiteurs"
    other = other_of(case)
    for address in (page, f"{page}/codebiteurs", f"{page}/verifier"):
        with django_assert_max_num_queries(8):
            answer = told(desk.get(address))
    assert "Rempli" in told(desk.get(page)).split("Les autres débiteurs")[1].split("</li>")[0]
    for address in (f"{page}/codebiteurs", f"{page}/verifier"):
        answer = told(desk.get(address))
        assert other.reference in answer
        assert BASIS in answer
    Party.objects.filter(case=other, role="debtor").update(name="Sacha Durand")
    assert "déjà confié" not in told(desk.get(page))
    assert desk.post(f"{page}/codebiteurs/retirer", {"codebtor": "inconnu"}).status_code == 404
    assert desk.get(f"{page}/codebiteurs/retirer").status_code == 404
    desk.post(f"{page}/codebiteurs/retirer", {"codebtor": other.reference})
    assert other.reference not in told(desk.get(f"{page}/codebiteurs"))


@pytest.mark.parametrize(
    ("owes", "paid"),
    [("whole", "242,76"), ("equal", "247,72")],
)
def test_the_cost_of_all_the_cases_is_told_before_the_mandate(
    desk: Client, people: stories.People, owes: str, paid: str
) -> None:
    case = stories.case_in("draft", people)
    page = f"/creance/{case.reference}"
    assert "les 2 dossiers" not in told(desk.get(f"{page}/verifier"))
    desk.post(f"{page}/codebiteurs", POSTED | {"owes": owes})
    shown = told(desk.get(f"{page}/verifier"))
    for total in ("29,84", "89,96", paid):
        assert f"les 2 dossiers : {total}" in shown


def test_an_office_chosen_is_the_other_debtor_s_too(desk: Client, people: stories.People) -> None:
    case = stories.case_in("draft", people)
    page, office = f"/creance/{case.reference}", case.chosen_office_id
    Case.objects.filter(pk=case.pk).update(chosen_office=None)
    desk.post(f"{page}/codebiteurs", POSTED)
    assert other_of(case).chosen_office_id is None
    desk.post(f"{page}/etude", {"office": str(office)})
    assert other_of(case).chosen_office_id == office
    assert desk.get(f"{page}/verifier").status_code == 200


@pytest.mark.parametrize(
    ("answer", "his"),
    [({"owes": "equal"}, 60_000), ({"owes": "share", "share": "200"}, 20_000)],
)
def test_a_share_leaves_the_draft_and_comes_back_with_it(
    desk: Client, people: stories.People, answer: dict[str, str], his: int
) -> None:
    case = stories.case_in("draft", people)
    desk.post(f"/creance/{case.reference}/codebiteurs", POSTED | answer)
    case.refresh_from_db()
    other = other_of(case)
    assert (case.principal_cents, other.principal_cents) == (120_000 - his, his)
    assert other.claim.solidarity_basis == ""
    assert "Chacun sa part" in told(desk.get(f"/creance/{case.reference}/verifier"))
    assert "Citez la clause" not in told(desk.get(f"/creance/{case.reference}/codebiteurs"))
    answered = desk.post(f"/creance/{case.reference}/retirer", {"version": case.version})
    assert answered["Location"] == f"/creance/{other.reference}"
    other.refresh_from_db()
    assert other.principal_cents == 120_000
    assert Claim.objects.get(pk=other.claim_id).debtors == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"words": ""}, "Citez la clause"),
        ({"source": ""}, "chacun ne doit que sa part"),
        ({"owes": "share"}, "quelle part"),
        ({"owes": "share", "share": "1200"}, "garder une part"),
        ({"owes": "share", "share": "-1"}, "négatif"),
        ({"owes": ""}, "obligatoire"),
    ],
)
def test_a_wrong_answer_is_sent_back(
    desk: Client, people: stories.People, change: dict[str, str], why: str
) -> None:
    case = stories.case_in("draft", people)
    answer = desk.post(f"/creance/{case.reference}/codebiteurs", POSTED | change)
    assert answer.status_code == 422
    assert why in told(answer)
    assert "9 rue du Rabot" in told(answer)
    assert Case.objects.count() == 1


def test_all_are_filed_at_once_under_one_mandate(desk: Client, people: stories.People) -> None:
    case = stories.case_in("draft", people)
    page = f"/creance/{case.reference}"
    desk.post(f"{page}/codebiteurs", POSTED | {"postcode": "69003", "city": "Lyon"})
    other = other_of(case)
    assert "choisir son étude" in told(desk.get(f"{page}/codebiteurs"))
    assert desk.get(f"{page}/verifier")["Location"] == page, "another office is to be chosen"
    Party.objects.filter(case=other, role="debtor").update(postcode="75011", insee="", city="Paris")
    shown = desk.get(f"{page}/verifier")
    assert "Confier les 2 dossiers" in told(shown)
    seen = shown.context["form"].initial
    behind = desk.post(f"{page}/verifier", seen | {"mandate": "on", "others": f"{other.reference}:99"})
    assert behind.status_code == 409
    Case.objects.filter(pk=other.pk).update(insolvency="overindebted")
    refused = desk.post(f"{page}/verifier", seen | {"mandate": "on"})
    assert refused.status_code == 409
    assert "Camille Autre :" in told(refused)
    assert set(Case.objects.values_list("state", flat=True)) == {"draft"}
    Case.objects.filter(pk=other.pk).update(insolvency="none")
    assert desk.post(f"{page}/verifier", seen | {"mandate": "on"})["Location"] == f"{page}/confie"
    assert set(Case.objects.values_list("state", flat=True)) == {"submitted"}
    assert other.reference in told(desk.get(f"{page}/confie"))
    assert desk.get(f"{page}/codebiteurs").status_code == 409


def owing_together(state: str, people: stories.People, *, paid_on: date) -> tuple[Case, Case]:
    """Return the cases of two debtors of one claim, who each owe the whole; the second paid 300,50 € that day."""
    case, other = stories.case_in(state, people), stories.case_in(state, people)
    Case.objects.filter(pk=other.pk).update(claim=case.claim)
    Claim.objects.filter(pk=case.claim_id).update(debtors=2, solidarity_basis=BASIS)
    Party.objects.filter(case=other, role="debtor").update(name="Camille Autre")
    Receipt.objects.create(case=other, office=people.office, on=paid_on, amount_cents=30_050)
    return case, other


def test_the_office_and_the_creditor_see_both_and_a_debtor_himself_alone(
    desk: Client, people: stories.People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case, other = owing_together("invited", people, paid_on=date(2026, 11, 20))
    officer, debtor = Client(), Client()
    officer.force_login(people.officer)
    for browser, address in ((desk, "/creance/"), (officer, "/etude/dossiers/")):
        browser.get(f"{address}{case.reference}")
        with django_assert_max_num_queries(8 + (browser is officer)):  # and the access journal's own line
            answer = told(browser.get(f"{address}{case.reference}"))
        assert other.reference in answer
        assert BASIS in answer
        assert re.search(r'payé <span class="amount">300,50\s€</span> le 20 novembre 2026', answer)
    assert enter(debtor, case).status_code == 302
    page = told(debtor.get("/repondre/dossier"))
    assert case.reference in page
    assert other.reference not in page
    assert "Camille Autre" not in page


def test_each_page_says_what_is_left_of_a_common_debt(
    desk: Client, people: stories.People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case, _ = owing_together("title_issued", people, paid_on=date(2026, 10, 25))
    officer, debtor = Client(), Client()
    officer.force_login(people.officer)
    assert enter(debtor, case).status_code == 302
    for browser, address, queries in (
        (desk, f"/creance/{case.reference}", 8),
        (officer, f"/etude/dossiers/{case.reference}", 9),  # and the access journal's own line
        (debtor, "/repondre/dossier", 10),  # the session prolonged is three of them
    ):
        browser.get(address)
        with django_assert_max_num_queries(queries):
            page = told(browser.get(address))
        assert re.search(r"913,70\s€", page), address
    assert "chacune doit le tout" in page
    assert "payé par un autre débiteur" in page
    assert "Camille Autre" not in page


@pytest.mark.parametrize(("cents", "paid"), [(91_370, True), (91_369, False)])
def test_whoever_refused_is_asked_nothing_more_once_the_whole_is_paid(
    desk: Client,
    people: stories.People,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    cents: int,
    paid: bool,
) -> None:
    case, other = owing_together("refused", people, paid_on=date(2026, 10, 25))
    Receipt.objects.create(case=other, office=people.office, on=date(2026, 10, 26), amount_cents=cents)
    officer, debtor = Client(), Client()
    officer.force_login(people.officer)
    enter(debtor, case)
    pages = {
        "/creance/?etat=clos": (desk, "il n'y a plus rien à demander", "aller devant le juge"),
        f"/creance/{case.reference}": (desk, "n'en demandez plus rien au juge", "aller devant le juge"),
        f"/etude/dossiers/{case.reference}": (officer, "Plus rien n'est à lui demander", ""),
        "/repondre/dossier": (debtor, "Ce paiement vous libère aussi", "saisir un juge"),
    }
    for address, (browser, once_paid, before) in pages.items():
        browser.get(address)
        with django_assert_max_num_queries(10 if browser is debtor else 9):
            page = told(browser.get(address))
        assert (once_paid in page) is paid, address
        assert not before or (before in page) is not paid, address
    assert ("payé par un autre débiteur" in told(debtor.get("/repondre/dossier"))) is paid
    assert ("Vous ne pouvez pas payer" in told(debtor.get("/repondre/dossier"))) is not paid


def test_whoever_refused_then_paid_his_own_debt_reads_so(desk: Client, people: stories.People) -> None:
    case = stories.case_in("refused", people)
    Receipt.objects.create(case=case, office=people.office, on=date(2026, 10, 26), amount_cents=121_420)
    debtor = Client()
    enter(debtor, case)
    assert "Vous avez payé toute la somme réclamée ici" in told(debtor.get("/repondre/dossier"))
    assert "toute la somme réclamée ici a été payée depuis" in told(desk.get(f"/creance/{case.reference}"))
