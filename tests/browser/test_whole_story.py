"""Whole stories in a real browser, from the forms of sign-in to the last paper; axe judges every page met.

The papers, the signatures and their verification are the real ones: what is downloaded is what is verified.
The creditor and the officer sit before a screen, the debtor holds a telephone.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from dument.adapters.invoices import sample
from dument.procedure.states import State
from dument.records.accounts.models import Creditor
from dument.records.cases.models import Case
from tests import stories
from tests.browser.conftest import PHONE, SCREEN
from tests.browser.windows import Person, Windows, opens_the_letter, state_of

pytestmark = pytest.mark.browser
REAL = {
    "DUMENT_TYPESETTER": "dument.adapters.pdf.typst.TypstTypesetter",
    "DUMENT_SIGNER": "dument.adapters.signature.local.LocalSigner",
    "DUMENT_VERIFIER": "dument.adapters.signature.local_verifier.LocalVerifier",
}
DAY = date(2026, 10, 26)
OWED, IN_LETTERS = "1 200,00 €", "mille deux cents euros"


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
    creditor.press("Continuer")
    creditor.follow("Il n'y en a pas d'autre")
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
    creditor.follow("Terminés")
    creditor.follow("Sacha Durand")
    creditor.reads("Le débiteur a refusé : vous pouvez aller devant le juge")
    creditor.reads("Injonction de payer")
    creditor.reads("31 mars 2028")
