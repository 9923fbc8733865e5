"""Whole stories in a real browser, from the forms of sign-in to the last paper; axe judges every page met.

The papers, the signatures and their verification are the real ones: what is downloaded is what is verified.
The creditor and the officer sit before a screen, the debtor holds a telephone.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, ViewportSize, expect

from dument.adapters.invoices import sample
from dument.cli.demonstration.accounts import six_digits
from dument.procedure.states import State
from dument.records.accounts.models import Creditor
from dument.records.cases.models import Case
from tests import stories
from tests.browser.conftest import PHONE, SCREEN, Site

pytestmark = pytest.mark.browser
REAL = {
    "DUMENT_TYPESETTER": "dument.adapters.pdf.typst.TypstTypesetter",
    "DUMENT_SIGNER": "dument.adapters.signature.local.LocalSigner",
    "DUMENT_VERIFIER": "dument.adapters.signature.local_verifier.LocalVerifier",
}
DAY = date(2026, 10, 26)
OWED, IN_LETTERS = "1 200,00 €", "mille deux cents euros"


class Person(Site):
    """A person before a window of the site: each page that a link or a button leads to is judged."""

    screens = 0

    def visit(self, path: str) -> None:
        """Open a page."""
        self.go(path)
        self.look()

    def follow(self, name: str) -> None:
        """Follow a link."""
        self._press(self.page.get_by_role("link", name=name))

    def press(self, name: str) -> None:
        """Press a button."""
        self._press(self.page.get_by_role("button", name=name))

    def _press(self, what: Locator) -> None:
        with self.page.expect_navigation():
            what.first.click()
        self.look()

    def look(self) -> None:
        """Count the page and judge it, what is folded opened."""
        self.screens += 1
        self.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        self.judge()

    def fill(self, label: str, text: str) -> None:
        """Fill a box."""
        self.page.get_by_label(label).fill(text)

    def date(self, day: date) -> None:
        """Fill the three boxes of a date."""
        for name, number in (("Jour", day.day), ("Mois", day.month), ("Année", day.year)):
            self.page.get_by_label(name, exact=True).fill(str(number))

    def title(self) -> str:
        """Return what the page says it is."""
        return self.page.get_by_role("heading", level=1).inner_text()

    def reads(self, text: str) -> None:
        """Fail unless the page says so."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def download(self, name: str) -> bytes:
        """Return the bytes of a paper that the page links to."""
        address = self.page.get_by_role("link", name=name).get_attribute("href")
        got = self.page.request.get(f"{self.address}{address}")
        assert got.ok and got.headers["content-type"] == "application/pdf"
        return bytes(got.body())

    def sign_in_by_form(self, email: str, secret: str = "") -> None:
        """Sign in as anybody does."""
        self.visit("/connexion")
        self.fill("Courriel", email)
        self.fill("Mot de passe", stories.PASSWORD)
        self.press("Se connecter")
        if secret:
            _not_at_the_turn()
            self.fill("Code", six_digits(secret))
            self.press("Se connecter")


def _not_at_the_turn() -> None:
    """Wait for the next thirty seconds' code where the present one is about to end."""
    left = 30 - time.time() % 30
    if left < 3:
        time.sleep(left)


@pytest.fixture
def marseille(db: None, settings: Any) -> stories.People:
    """The office of Marseille's court, and the creditor of the sample invoice; the real papers and signatures."""
    for name, path in REAL.items():
        setattr(settings, name, path)
    found = stories.people(court="Aix-en-Provence", city="Aix-en-Provence", departement="13")
    seller = sample.SELLER
    Creditor.objects.filter(pk=found.creditor.pk).update(
        name=seller.name,
        siren=seller.siren,
        address=", ".join(seller.address),
        postcode=seller.postcode,
        city=seller.city,
    )
    return found


class Windows:
    """Opens one window a person, each with its own session."""

    def __init__(self, chromium: Browser, address: str) -> None:
        """Keep the browser and the address of the site."""
        self.chromium, self.address = chromium, address
        self.contexts: list[BrowserContext] = []

    def open(self, size: ViewportSize) -> Person:
        """Return a person before a new window."""
        context = self.chromium.new_context(
            viewport=size, bypass_csp=True, locale="fr-FR", reduced_motion="reduce"
        )
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        return Person(context.new_page(), self.address)


@pytest.fixture
def windows(chromium: Browser, serving: str, db: None) -> Iterator[Windows]:
    """The windows of a story."""
    opened = Windows(chromium, serving)
    yield opened
    for context in opened.contexts:
        context.close()


def files_an_invoice(creditor: Person, people: stories.People, invoice: Path) -> Case:
    """Follow the creditor from the invoice he drops to filing; return the case."""
    page = creditor.page
    creditor.sign_in_by_form(people.creditor_user.email)
    creditor.follow("Mes créances")
    creditor.follow("Nouveau dossier")
    page.get_by_label("Facture électronique", exact=True).set_input_files(invoice)
    creditor.press("Lire la facture")
    creditor.reads("n° F2026-041 : lue")
    creditor.follow("Votre débiteur")
    expect(page.get_by_label("Nom et prénom")).to_have_value(sample.BUYER.name)
    page.get_by_label("Qualité").select_option("consumer")
    creditor.press("Enregistrer et continuer")
    creditor.press("Enregistrer et continuer")  # the sums, as the invoice tells them
    page.get_by_label("D'où vient la créance ?").select_option("service")
    page.get_by_label("Non", exact=True).check()
    creditor.press("Enregistrer et continuer")
    creditor.press("Enregistrer et continuer")  # no interest
    creditor.reads("Facture F2026-041.pdf")
    creditor.follow("Continuer")
    creditor.follow("Passer cette étape")
    page.get_by_label(re.compile(people.office.name)).check()
    creditor.press("Enregistrer et continuer")
    creditor.reads(OWED)
    page.get_by_label(re.compile("Je donne ce mandat")).check()
    creditor.press("Confier le dossier")
    assert creditor.title() == f"Votre dossier est confié à {people.office.name}"
    return Case.objects.get()


def sends_the_letter(officer: Person, people: stories.People, case: Case) -> None:
    """Follow the officer from the second factor to the recorded dispatch, on the frozen day."""
    officer.sign_in_by_form(people.officer.email, stories.TOTP_SECRET)
    officer.press("Entrer")
    officer.follow(case.reference)
    officer.follow("Déclarer les conflits d'intérêts")
    officer.page.get_by_label("Aucun lien").check()
    officer.press("Inscrire ma déclaration")
    assert officer.download("Prévisualiser la lettre").startswith(b"%PDF")
    officer.follow("Préparer la lettre")
    officer.press("Sceller la lettre")
    officer.follow("Enregistrer l'envoi")
    officer.date(DAY)
    officer.fill("Numéro du recommandé", "1A 001 002 0034 5")
    officer.press("Enregistrer l'envoi")
    officer.reads("26 novembre 2026")


def opens_the_letter(debtor: Person, case: Case) -> None:
    """Follow the debtor from the letter to his case."""
    debtor.visit("/repondre")
    debtor.fill("Référence du dossier", case.reference)
    debtor.fill("Code de la lettre", stories.code_of(case))
    debtor.page.get_by_label("Je suis le destinataire").check()
    debtor.press("Continuer")


def state_of(case: Case) -> State:
    """Return where the case now is."""
    return State(Case.objects.get(pk=case.pk).state)


def verifies(anybody: Person, paper: Path, people: stories.People, *, intact: bool = True) -> None:
    """Drop a paper on the public page and read the verdict."""
    anybody.visit("/verifier")
    anybody.page.locator("input[type=file]").set_input_files(paper)
    anybody.press("Vérifier le fichier")
    assert anybody.title() == (
        "Ce fichier est authentique et intact" if intact else "Ce fichier n'est pas valide"
    )
    anybody.reads(people.officer.full_name)


def test_an_invoice_becomes_a_title(windows: Windows, marseille: stories.People, tmp_path: Path) -> None:
    invoice, title, copy = (tmp_path / name for name in ("facture.pdf", "titre.pdf", "copie.pdf"))
    invoice.write_bytes(sample.make())
    creditor, officer, debtor = windows.open(SCREEN), windows.open(SCREEN), windows.open(PHONE)
    case = files_an_invoice(creditor, marseille, invoice)
    sends_the_letter(officer, marseille, case)

    opens_the_letter(debtor, case)
    debtor.follow("J'accepte de participer")
    debtor.press("J'accepte de participer")
    assert debtor.title() == "Votre acceptation est enregistrée"

    officer.visit(f"/etude/dossiers/{case.reference}")
    officer.follow("Constater l'acceptation")
    officer.press("Constater l'acceptation")
    officer.follow("Proposer un accord")
    officer.page.get_by_label("En échéances mensuelles égales").check()
    officer.fill("Nombre d'échéances", "3")
    officer.date(date(2026, 12, 1))
    officer.press("Proposer aux parties")
    officer.reads("400,00 €")

    creditor.visit(f"/creance/{case.reference}")
    creditor.follow("Consentir")
    creditor.press("Je consens à ce montant et à ces dates")
    debtor.visit("/repondre/dossier")
    debtor.follow("J'accepte cette proposition")
    debtor.fill("La somme, en chiffres", OWED)
    debtor.fill("La même somme, en lettres", IN_LETTERS)
    debtor.press("Je consens")
    assert debtor.title() == "Votre consentement est enregistré"

    officer.visit(f"/etude/dossiers/{case.reference}")
    officer.follow("Constater l'accord")
    officer.press("Constater l'accord")
    officer.follow("Délivrer le titre exécutoire")
    officer.press("Signer et délivrer le titre")
    assert state_of(case) is State.TITLE_ISSUED

    creditor.visit(f"/creance/{case.reference}")
    creditor.follow("Désigner l'étude chargée de l'exécution")
    creditor.visit(f"/creance/{case.reference}")
    title.write_bytes(creditor.download("Titre exécutoire"))
    debtor.visit("/repondre/dossier")
    debtor.reads("Reste à payer")
    copy.write_bytes(debtor.download("Copie du titre pour le débiteur"))
    for paper in (title, copy):
        verifies(debtor, paper, marseille)
    title.write_bytes(title.read_bytes() + b"% a word added\n")
    verifies(debtor, title, marseille, intact=False)


def test_two_taps_refuse_and_open_the_judge(windows: Windows, people: stories.People) -> None:
    case = stories.case_in("invited", people)
    debtor, officer, creditor = windows.open(PHONE), windows.open(SCREEN), windows.open(SCREEN)
    opens_the_letter(debtor, case)
    debtor.screens = 1  # his case, first of the three screens
    debtor.follow("Je refuse")
    debtor.press("Je refuse")
    assert debtor.title() == "Votre refus est enregistré"
    assert debtor.screens <= 3

    officer.sign_in(people.officer)
    officer.visit("/etude/")
    officer.follow(case.reference)
    officer.follow("Constater le refus")
    officer.press("Constater le refus")
    assert state_of(case) is State.REFUSED

    creditor.sign_in(people.creditor_user)
    creditor.visit("/creance/")
    creditor.follow("Clos")
    creditor.follow("Sacha Durand")
    creditor.reads("Le débiteur a refusé : vous pouvez aller devant le juge")
    creditor.reads("Injonction de payer")
    creditor.reads("31 mars 2028")
