"""The creditor's pages in a real browser: usable, accessible, at both widths."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests import stories
from tests.browser.conftest import ON_A_TELEPHONE, Site

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(site: Site, people: stories.People) -> Site:
    """The site, the creditor signed in."""
    site.sign_in(people.creditor_user)
    return site


def test_a_claim_is_typed_and_filed(desk: Site, people: stories.People) -> None:
    page = desk.go("/creance/")
    desk.judge()
    desk.follow("Nouveau dossier")
    desk.judge()
    page.get_by_label("Que vous doit-on ?").fill("Facture n° 12, pose d'un parquet")
    page.get_by_label("Montant encore dû").fill("1 214,20")
    for name, value in (("Jour", "31"), ("Mois", "3"), ("Année", "2026")):
        page.get_by_label(name, exact=True).fill(value)
    desk.press("Commencer le dossier")
    desk.judge()
    page.get_by_label("Nom et prénom, ou dénomination").fill("Sacha Durand")
    page.get_by_label("Qualité").select_option("consumer")
    page.get_by_label("Adresse", exact=True).fill("7 passage du Jeu-de-Boules")
    page.get_by_label("Code postal").fill("75011")
    page.get_by_label("Ville").fill("Paris")
    desk.press("Enregistrer et continuer")
    desk.judge()
    desk.press("Enregistrer et continuer")
    desk.judge()
    page.get_by_label("D'où vient la créance ?").select_option("service")
    page.get_by_label("Le contrat, ou la règle, et sa date").fill("le contrat de travaux du 4 février 2026")
    page.get_by_label("Non", exact=True).check()
    desk.press("Enregistrer et continuer")
    page.get_by_label("Au taux de l'intérêt légal").check()
    for name, value in (("Jour", "1"), ("Mois", "6"), ("Année", "2026")):
        page.get_by_label(name, exact=True).fill(value)
    desk.press("Calculer sans enregistrer")
    expect(page.get_by_role("heading", name=re.compile("Le calcul"))).to_be_visible()
    desk.judge()
    desk.press("Enregistrer et continuer")
    desk.judge()
    desk.press("Continuer")
    desk.judge()
    desk.follow("Il n'y en a pas d'autre")
    page.get_by_label("Nombre d'échéances, au plus").fill("3")
    page.get_by_label("Durée, au plus").fill("6")
    page.get_by_label("Remise, au plus").fill("100")
    desk.press("Enregistrer et continuer")
    desk.judge()
    page.get_by_label(re.compile(people.office.name)).check()
    desk.press("Enregistrer et continuer")
    page.get_by_text("Le détail").click()
    desk.judge()
    page.get_by_label(re.compile("Je donne ce mandat")).check()
    desk.press("Confier le dossier")
    expect(page.get_by_role("heading", name=re.compile("confié"))).to_be_visible()
    desk.judge()


@ON_A_TELEPHONE
def test_a_file_is_named_in_the_words_of_the_page(desk: Site) -> None:
    page = desk.go("/creance/nouveau")
    field = page.get_by_label("Facture électronique", exact=True)
    expect(page.get_by_text("Aucun fichier choisi")).to_be_visible()
    field.focus()
    expect(field).to_be_focused()
    field.set_input_files({"name": "facture-12.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})
    expect(page.get_by_text("Fichier choisi : facture-12.pdf")).to_be_visible()
    desk.judge()


@ON_A_TELEPHONE
@pytest.mark.parametrize("state", ["draft", "invited", "proposed", "refused", "title_issued", "declined"])
def test_case_pages_are_accessible(desk: Site, people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    desk.go(f"/creance/{case.reference}")
    desk.judge()


@ON_A_TELEPHONE
def test_act_pages_are_accessible(desk: Site, people: stories.People) -> None:
    proposed, titled = stories.case_in("proposed", people), stories.case_in("title_issued", people)
    declined = stories.case_in("declined", people)
    for reference, word in (
        (proposed.reference, "consentir"),
        (proposed.reference, "contre-proposition"),
        (proposed.reference, "retirer"),
        (titled.reference, "executer"),
        (titled.reference, "consentir"),
        (declined.reference, "reprendre"),
    ):
        desk.go(f"/creance/{reference}/{word}")
        desk.judge()


@ON_A_TELEPHONE
@pytest.mark.parametrize(
    "word",
    [
        "creancier",
        "debiteur",
        "sommes",
        "origine",
        "interets",
        "pieces",
        "codebiteurs",
        "marge",
        "etude",
        "verifier",
    ],
)
def test_steps_are_accessible_when_refused(desk: Site, people: stories.People, word: str) -> None:
    case = stories.case_in("draft", people)
    page = desk.go(f"/creance/{case.reference}/{word}")
    for box in page.locator("main input[type=text]").all():
        box.fill("")
    desk.activate(page.locator("main form .actions button"))
    desk.complaints.clear()  # the console reports the status 422 of a form sent back
    desk.judge()
