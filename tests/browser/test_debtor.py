"""The debtor's minute, in a real browser: by keyboard, on a telephone and on a screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dument.records.cases.models import Answer, Case, Consent
from tests import stories
from tests.browser.conftest import ON_A_TELEPHONE, Site

pytestmark = pytest.mark.browser


def enter(site: Site, case: Case) -> None:
    page = site.go(f"/repondre?ref={case.reference}")
    page.get_by_label("Code de la lettre").fill(stories.code_of(case).lower())
    page.get_by_label("Je suis le destinataire").check()
    site.press("Continuer")


def test_refuse_in_two_taps(site: Site, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    enter(site, case)
    site.follow("Je refuse")
    site.judge()
    site.press("Je refuse")
    expect(site.page.get_by_role("heading", level=1)).to_have_text("Votre refus est enregistré")
    assert Answer.objects.get(case=case).kind == "refuse"
    site.judge()


def test_three_answers_have_the_same_size_on_the_first_screen(site: Site, people: stories.People) -> None:
    enter(site, stories.case_in("invited", people))
    expect(site.page.get_by_role("link", name="Je refuse")).to_be_in_viewport(ratio=1)
    boxes = [link.bounding_box() for link in site.page.locator(".choices .button").all()]
    assert len(boxes) == 3
    assert len({(round(box["width"]), round(box["height"])) for box in boxes if box}) == 1
    look = (
        "one => { const s = getComputedStyle(one); return [s.color, s.backgroundColor, s.fontSize].join() }"
    )
    colours = site.page.locator(".choices .button").evaluate_all(f"all => all.map({look})")
    assert len(set(colours)) == 1


def test_accept_by_keyboard_alone(site: Site, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    page = site.go(f"/repondre?ref={case.reference}")
    page.get_by_label("Code de la lettre").focus()
    page.keyboard.type(stories.code_of(case))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/repondre/dossier")
    for then in ("**/accepter", "**/dossier"):
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()") == "J'accepte de participer":
                break
        page.keyboard.press("Enter")
        page.wait_for_url(then)
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre acceptation est enregistrée")
    assert Answer.objects.get(case=case).kind == "accept"


def test_consent_is_written_in_figures_and_letters(site: Site, people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    enter(site, case)
    site.judge()
    site.follow("J'accepte cette proposition")
    site.page.get_by_label("La somme, en chiffres").fill("1214,20")
    site.page.get_by_label("La même somme, en lettres").fill("mille deux cent quatorze euros")
    site.press("Je consens")
    expect(site.page.get_by_role("alert")).to_contain_text("n'écrivent pas la somme")
    site.complaints.clear()  # the browser tells the console of a 422
    site.judge()
    site.page.get_by_label("La même somme, en lettres").fill(
        "Mille deux-cent-quatorze euros et vingt centimes"
    )
    site.press("Je consens")
    expect(site.page.get_by_role("heading", level=1)).to_have_text("Votre consentement est enregistré")
    assert Consent.objects.get(case=case, party="debtor").written.startswith("1\u202f214,20")
    site.judge()


@ON_A_TELEPHONE
@pytest.mark.parametrize(
    "state", ["accepted", "participating", "consented", "agreed", "paid", "refused", "expired"]
)
def test_case_page_is_accessible_in_every_state(site: Site, people: stories.People, state: str) -> None:
    enter(site, stories.case_in(state, people))
    site.judge()


def test_terms_pages_are_accessible(site: Site, people: stories.People) -> None:
    enter(site, stories.case_in("proposed", people))
    for path in ("", "/autre", "/refuser"):
        site.go(f"/repondre/dossier/proposition{path}")
        site.judge()
