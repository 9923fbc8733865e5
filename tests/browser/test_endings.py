"""Every other way a case goes, in a real browser: what each person sees, does and is told, from page to page."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from dument.procedure.states import State
from tests import stories
from tests.browser.conftest import PHONE, SCREEN
from tests.browser.windows import Person, Windows, opens_the_letter, state_of

pytestmark = pytest.mark.browser
AFTER_THE_MONTH = "2026-11-16"


def officer_of(windows: Windows, people: stories.People) -> Person:
    """Return the officer before a screen, signed in."""
    officer = windows.open(SCREEN)
    officer.sign_in(people.officer)
    return officer


def creditor_of(windows: Windows, people: stories.People) -> Person:
    """Return the creditor before a screen, signed in."""
    creditor = windows.open(SCREEN)
    creditor.sign_in(people.creditor_user)
    return creditor


@pytest.mark.parametrize("state", ["invited", "participating", "proposed"])
def test_the_month_ends_and_the_officer_notes_it(
    windows: Windows, people: stories.People, settings: Any, state: str
) -> None:
    """Silence, and a negotiation that did not end in time: nothing moves before the officer notes it."""
    case = stories.case_in(state, people)
    settings.DUMENT_DAY = AFTER_THE_MONTH
    assert state_of(case) is State(state)
    officer = officer_of(windows, people)
    officer.visit("/etude/")
    officer.follow(case.reference)
    officer.follow("Constater l'expiration du délai")
    officer.press("Constater l'expiration")
    assert state_of(case) is State.EXPIRED
    creditor = creditor_of(windows, people)
    creditor.visit(f"/creance/{case.reference}")
    creditor.reads("Injonction de payer")


def test_the_debtor_refuses_the_terms(windows: Windows, people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    debtor = windows.open(PHONE)
    opens_the_letter(debtor, case)
    debtor.page.goto(f"{debtor.address}/repondre/dossier/proposition/refuser")
    debtor.press("Je refuse")
    officer = officer_of(windows, people)
    officer.visit(f"/etude/dossiers/{case.reference}")
    officer.follow("Constater le refus des modalités")
    officer.press("Constater le refus des modalités")
    assert state_of(case) is State.TERMS_REFUSED
    creditor = creditor_of(windows, people)
    creditor.visit(f"/creance/{case.reference}")
    creditor.reads("Injonction de payer")


def test_a_paper_form_counts_from_its_posting(windows: Windows, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    officer = officer_of(windows, people)
    officer.visit(f"/etude/dossiers/{case.reference}")
    officer.follow("Enregistrer une acceptation reçue")
    officer.page.get_by_label(re.compile("courrier|poste", re.IGNORECASE)).first.check()
    officer.date(date(2026, 10, 20))
    officer.fill("Qui a répondu", "Sacha Durand")
    officer.press("Enregistrer l'acceptation")
    officer.follow("Constater l'acceptation")
    officer.press("Constater l'acceptation")
    assert state_of(case) is State.PARTICIPATING
    officer.reads("20 octobre 2026")


def test_a_refusal_by_telephone_is_noted(windows: Windows, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    officer = officer_of(windows, people)
    officer.visit(f"/etude/dossiers/{case.reference}/actes/answer_refuse")
    officer.page.get_by_label(re.compile("téléphone", re.IGNORECASE)).first.check()
    officer.fill("Qui a répondu", "Sacha Durand")
    officer.press("Enregistrer le refus")
    officer.follow("Constater le refus")
    officer.press("Constater le refus")
    assert state_of(case) is State.REFUSED


def test_the_creditor_withdraws(windows: Windows, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    creditor = creditor_of(windows, people)
    creditor.visit(f"/creance/{case.reference}/retirer")
    creditor.reads("Le retrait ne vaut pas échec de la procédure")
    creditor.press("Retirer le dossier")
    assert state_of(case) is State.WITHDRAWN


def test_only_offices_of_the_debtor_s_court_are_offered(
    windows: Windows, people: stories.People, strangers: stories.People
) -> None:
    case = stories.case_in("draft", people, office_id=strangers.office.pk)
    creditor = creditor_of(windows, people)
    creditor.visit(f"/creance/{case.reference}/etude")
    expect(creditor.page.get_by_label(re.compile(people.office.name))).to_have_count(1)
    expect(creditor.page.get_by_label(re.compile(strangers.office.name))).to_have_count(0)


def test_an_invoice_between_merchants_is_sent_to_its_own_route(
    windows: Windows, people: stories.People
) -> None:
    case = stories.case_in("draft", people, invoiced_between_merchants=True)
    creditor = creditor_of(windows, people)
    creditor.visit(f"/creance/{case.reference}/verifier")
    creditor.reads("elle relève de celle des créances commerciales incontestées (CPCE L126-1)")
    expect(creditor.page.get_by_role("button", name="Confier le dossier")).to_have_count(0)
    assert state_of(case) is State.DRAFT


def test_the_office_of_the_title_does_not_enforce_it(windows: Windows, people: stories.People) -> None:
    case = stories.case_in("title_issued", people)
    creditor = creditor_of(windows, people)
    creditor.visit(f"/creance/{case.reference}/executer")
    creditor.reads("ne peut pas être chargée de son exécution forcée")
    expect(creditor.page.get_by_label(re.compile(people.office.name))).to_have_count(0)


def test_a_case_is_nothing_to_another_office(
    windows: Windows, people: stories.People, strangers: stories.People
) -> None:
    case = stories.case_in("proposed", people)
    officer = officer_of(windows, strangers)
    officer.go(f"/etude/dossiers/{case.reference}")
    assert officer.title() == "Cette page n'existe pas"


def test_the_debtor_accepts_without_javascript(windows: Windows, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    site = windows.plain(PHONE, java_script_enabled=False)
    page = site.go(f"/repondre?ref={case.reference}")
    page.get_by_label("Code de la lettre").fill(stories.code_of(case))
    page.get_by_label("Je suis le destinataire").check()
    site.press("Continuer")
    site.follow("J'accepte de participer")
    site.press("J'accepte de participer")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre acceptation est enregistrée")


@pytest.fixture
def strangers(db: None) -> stories.People:
    """Another office, of another court, and another creditor."""
    return stories.people("deux", court="Aix-en-Provence", city="Aix-en-Provence", departement="13")
