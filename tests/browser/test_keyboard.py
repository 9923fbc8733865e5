"""A whole story by the keyboard alone, from the creditor's sign-in to the title; and the debtor without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from dument.adapters.invoices import sample
from dument.cli.demonstration.accounts import six_digits
from dument.procedure.states import State
from dument.records.accounts.models import Creditor
from dument.records.cases.models import Case
from tests import stories
from tests.browser.conftest import SCREEN
from tests.browser.keyboard import Hands, skips_the_head
from tests.browser.windows import not_at_the_turn, state_of

pytestmark = pytest.mark.browser
DAY = date(2026, 10, 26)


class Desk:
    """Opens one window a person, who has a keyboard only."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self.chromium, self.address = chromium, address

    def sit(self) -> Hands:
        context = self.chromium.new_context(viewport=SCREEN, locale="fr-FR", reduced_motion="reduce")
        context.set_default_timeout(15_000)
        return Hands(context.new_page(), self.address)


@pytest.fixture
def desk(chromium: Browser, serving: str, db: None) -> Iterator[Desk]:
    """Where people sit down."""
    held = len(chromium.contexts)
    yield Desk(chromium, serving)
    for context in chromium.contexts[held:]:
        context.close()


def signs_in(person: Hands, email: str, secret: str = "") -> None:
    person.go("/connexion")
    skips_the_head(person.page)
    person.go("/connexion")
    person.type("Adresse électronique", email)
    person.type("Mot de passe", stories.PASSWORD)
    person.press("Se connecter")
    if secret:
        not_at_the_turn()
        person.type("Code", six_digits(secret))
        person.press("Se connecter")


def files(creditor: Hands, people: stories.People, invoice: Path) -> Case:
    """Type nothing that the invoice says, and give the mandate, which is first forgotten."""
    page = creditor.page
    signs_in(creditor, people.creditor_user.email)
    creditor.follow("Mes créances")
    creditor.follow("Nouveau dossier")
    creditor.give(page.get_by_label("Facture électronique", exact=True), invoice)
    creditor.press("Lire la facture")
    creditor.follow("Votre débiteur")
    creditor.select("Qualité", "Particulier")
    creditor.press("Enregistrer et continuer")
    creditor.press("Enregistrer et continuer")  # the sums, as the invoice tells them
    creditor.select("D'où vient la créance ?", "Prestation")
    creditor.choose(page.get_by_label("Non", exact=True))
    creditor.press("Enregistrer et continuer")
    creditor.press("Enregistrer et continuer")  # no interest
    creditor.press("Continuer")
    creditor.follow("Il n'y en a pas d'autre")
    creditor.follow("Passer cette étape")
    creditor.choose(page.get_by_label(re.compile(people.office.name)))
    creditor.press("Enregistrer et continuer")
    creditor.press("Confier le dossier")
    expect(page.get_by_role("alert")).to_be_focused()
    creditor.reach(page.get_by_role("alert").get_by_role("link").first)
    page.keyboard.press("Enter")
    mandate = page.get_by_label(re.compile("Je donne ce mandat"))
    expect(mandate).to_be_focused()
    creditor.tick(mandate)
    creditor.press("Confier le dossier")
    creditor.title(f"Votre dossier est confié à {people.office.name}")
    return Case.objects.get()


def invites(officer: Hands, people: stories.People, case: Case) -> None:
    signs_in(officer, people.officer.email, stories.TOTP_SECRET)
    officer.press("Entrer")
    officer.follow(case.reference)
    officer.follow("Déclarer les conflits d'intérêts")
    officer.choose(officer.page.get_by_label("Aucun lien"))
    officer.press("Inscrire ma déclaration")
    officer.follow("Préparer la lettre")
    officer.press("Sceller la lettre")
    officer.follow("Enregistrer l'envoi")
    officer.date(DAY)
    officer.type("Numéro du recommandé", "1A 001 002 0034 5")
    officer.press("Enregistrer l'envoi")


def accepts(debtor: Hands, case: Case) -> None:
    debtor.go("/repondre")
    debtor.type("Référence du dossier", case.reference)
    debtor.type("Code de la lettre", stories.code_of(case))
    debtor.choose(debtor.page.get_by_label("Je suis le destinataire"))
    debtor.press("Continuer")
    debtor.follow("J'accepte de participer")
    debtor.press("J'accepte de participer")
    debtor.title("Votre acceptation est enregistrée")


def test_a_whole_story_without_a_mouse(desk: Desk, tmp_path: Path, db: None) -> None:
    people = stories.people(court="Aix-en-Provence", city="Aix-en-Provence", departement="13")
    Creditor.objects.filter(pk=people.creditor.pk).update(name=sample.SELLER.name, siren=sample.SELLER.siren)
    invoice = tmp_path / "facture.pdf"
    invoice.write_bytes(sample.make())
    creditor, officer, debtor = desk.sit(), desk.sit(), desk.sit()
    case = files(creditor, people, invoice)
    invites(officer, people, case)
    accepts(debtor, case)

    officer.go(f"/etude/dossiers/{case.reference}")
    officer.follow("Constater l'acceptation")
    officer.press("Constater l'acceptation")
    officer.follow("Proposer un accord")
    officer.choose(officer.page.get_by_label("En échéances mensuelles égales"))
    officer.type("Nombre d'échéances", "3")
    officer.date(date(2026, 12, 1))
    officer.press("Proposer aux parties")

    creditor.go(f"/creance/{case.reference}")
    creditor.follow("Consentir")
    creditor.press("Je consens à ce montant et à ces dates")
    debtor.go("/repondre/dossier")
    debtor.follow("J'accepte cette proposition")
    debtor.type("La somme, en chiffres", "1 200,00 €")
    debtor.type("La même somme, en lettres", "mille deux cents euros")
    debtor.press("Je consens")
    debtor.title("Votre consentement est enregistré")

    officer.go(f"/etude/dossiers/{case.reference}")
    officer.follow("Constater l'accord")
    officer.press("Constater l'accord")
    officer.follow("Délivrer le titre exécutoire")
    officer.press("Signer et délivrer le titre")
    expect(officer.page.get_by_text("c'est fait")).to_be_visible()
    assert state_of(case) is State.TITLE_ISSUED
