"""The office's pages in a real browser: usable, accessible, at both widths."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import stories
from tests.browser.conftest import ON_A_SCREEN, Site

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(site: Site, people: stories.People) -> Site:
    """The site, the officer signed in."""
    site.sign_in(people.officer)
    return site


def test_a_letter_is_prepared_then_posted(desk: Site, people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    page = desk.go("/etude/")
    desk.judge()
    desk.follow(case.reference)
    page.get_by_text("Actes qui ne sont pas de ce stade").click()
    desk.judge()
    desk.follow("Déclarer les conflits")
    desk.judge()
    page.get_by_label("Aucun lien").check()
    desk.press("Inscrire ma déclaration")
    desk.follow("Préparer la lettre")
    desk.judge()
    desk.press("Sceller la lettre")
    desk.follow("Enregistrer l'envoi")
    desk.judge()
    for name, value in (("Jour", "26"), ("Mois", "10"), ("Année", "2026")):
        page.get_by_label(name, exact=True).fill(value)
    page.get_by_label("Numéro du recommandé").fill("1A 001 002 0034 5")
    desk.press("Enregistrer l'envoi")
    expect(page.get_by_text("26 novembre 2026").first).to_be_visible()
    desk.judge()


@ON_A_SCREEN
@pytest.mark.parametrize("state", ["accepted", "consented", "title_issued", "expired"])
def test_case_pages_are_accessible(desk: Site, people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    page = desk.go(f"/etude/dossiers/{case.reference}")
    page.get_by_text("Actes qui ne sont pas de ce stade").click()
    desk.judge()
    desk.go(f"/etude/dossiers/{case.reference}/journal")
    desk.judge()


ACTS = {
    "submitted": ("decline", "end", "report_fact", "correct"),
    "invited": ("answer_accept", "answer_refuse", "renew_code", "note_expiry", "record_payment"),
    "accepted": ("note_acceptance",),
    "participating": ("propose",),
    "proposed": ("consent_debtor", "refuse_terms"),
    "consented": ("note_agreement",),
    "agreed": ("issue_title", "record_payment"),
}


@ON_A_SCREEN
@pytest.mark.parametrize("state", ACTS)
def test_act_pages_are_accessible(desk: Site, people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    for word in ACTS[state]:
        desk.go(f"/etude/dossiers/{case.reference}/actes/{word}")
        desk.judge()


def test_a_plan_is_computed_before_it_is_proposed(desk: Site, people: stories.People) -> None:
    case = stories.case_in("participating", people)
    page = desk.go(f"/etude/dossiers/{case.reference}/actes/propose")
    page.get_by_label("En échéances mensuelles égales").check()
    page.get_by_label("Nombre d'échéances").fill("3")
    for name, value in (("Jour", "1"), ("Mois", "12"), ("Année", "2026")):
        page.get_by_label(name, exact=True).fill(value)
    desk.press("Calculer l'échéancier")
    expect(page.get_by_role("row")).to_have_count(4)
    desk.judge()
    desk.press("Proposer aux parties")
    expect(page.get_by_role("heading", name="Proposition n° 1")).to_be_visible()
    desk.judge()


def test_a_decision_left_open_is_asked(desk: Site, people: stories.People) -> None:
    case = stories.case_in("submitted", people, invoiced_between_merchants=None)
    page = desk.go(f"/etude/dossiers/{case.reference}/conflit")
    page.get_by_label("Aucun lien").check()
    desk.press("Inscrire ma déclaration")
    desk.judge()
    desk.follow("Préparer la lettre")
    desk.press("Sceller la lettre")
    expect(page.get_by_role("alert").first).to_be_visible()
    desk.complaints.clear()
    desk.judge()
    page.get_by_label("Je décide de passer outre").check()
    page.get_by_label("Votre raison, par écrit").fill("Facture adressée à un particulier, au vu du devis.")
    desk.press("Sceller la lettre")
    expect(page.get_by_text("c'est fait")).to_be_visible()


def test_a_clerk_reads_but_does_not_sign(site: Site, people: stories.People) -> None:
    case = stories.case_in("accepted", people)
    site.sign_in(people.clerk)
    page = site.go(f"/etude/dossiers/{case.reference}/actes/note_acceptance")
    expect(page.get_by_role("button", name="Constater l'acceptation")).to_have_count(0)
    expect(page.get_by_role("button", name="Préparer pour la signature")).to_be_visible()
    site.judge()
    site.go(f"/etude/dossiers/{case.reference}")
    site.judge()


def test_a_new_code_is_shown_once(desk: Site, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    page = desk.go(f"/etude/dossiers/{case.reference}/actes/renew_code")
    desk.press("Renouveler le code")
    expect(page.get_by_text(stories.code_of(case))).to_be_visible()
    desk.judge()
