"""Two debtors of one claim, in a real browser: filed in one mandate, one pays, the other refused; what each reads."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from dument.actions import answers, letters, negotiation, outcomes
from dument.procedure.facts import Instalment
from dument.procedure.states import Actor, State
from dument.records.cases.models import Case
from tests import stories
from tests.browser.conftest import PHONE, SCREEN
from tests.browser.windows import Person, Windows, opens_the_letter, state_of

pytestmark = pytest.mark.browser
TODAY = "2026-10-26"  # the day that the pages are frozen on
OTHER = "Camille Autre"
EACH_OWES_ALL = "chacune doit le tout"
PAID, LEFT = "500,00 €", "714,20 €"


def adds_another(creditor: Person, case: Case) -> Case:
    """Follow the creditor as he adds a debtor who owes the whole; return the other's draft."""
    creditor.visit(f"/creance/{case.reference}/codebiteurs")
    creditor.fill("Nom et prénom", OTHER)
    creditor.page.get_by_label("Qualité").select_option("consumer")
    for label, text in (("Adresse", "9 rue du Rabot"), ("Code postal", "75011"), ("Ville", "Paris")):
        creditor.page.get_by_label(label, exact=True).fill(text)
    creditor.page.get_by_label("Le tout : les débiteurs sont solidaires").check()
    creditor.page.get_by_label(re.compile("clause du contrat", re.IGNORECASE)).check()
    creditor.fill("La clause, l'article ou l'usage", "article 7 du bail")
    creditor.press("Ajouter ce débiteur")
    creditor.reads("Chacun doit le tout")
    return Case.objects.exclude(pk=case.pk).get(claim=case.claim)


def files_both(creditor: Person, case: Case) -> None:
    """Follow the creditor as he gives one mandate for the two."""
    creditor.visit(f"/creance/{case.reference}/verifier")
    creditor.reads(f"d'inviter Sacha Durand et {OTHER}")
    creditor.page.get_by_label(re.compile("Je donne ce mandat")).check()
    creditor.press("Confier les 2 dossiers")
    creditor.reads("Les autres débiteurs")


def invited(people: stories.People, case: Case) -> None:
    """Send the letter of a case, as every office does."""
    by = people.by(Actor.OFFICER)
    letters.prepare(case_id=case.pk, by=by, at=stories.instant(TODAY, 9))
    letters.record_dispatch(
        case_id=case.pk,
        by=by,
        at=stories.instant(TODAY),
        deposited_on=date.fromisoformat(TODAY),
        proof=f"1A {case.reference}",
    )


def agreed(people: stories.People, case: Case) -> None:
    """Bring a case whose debtor accepted to the agreement, the whole to be paid in one payment."""
    officer, at = people.by(Actor.OFFICER), stories.instant(TODAY, 22)
    amount = Decimal("1214.20")
    outcomes.note_acceptance(case_id=case.pk, by=officer, at=at)
    negotiation.propose(
        case_id=case.pk,
        by=officer,
        at=at,
        amount=amount,
        instalments=(Instalment(on=date(2026, 12, 1), amount=amount),),
    )
    negotiation.consent_creditor(case_id=case.pk, by=people.by(Actor.CREDITOR), at=at)
    negotiation.consent_debtor(
        case_id=case.pk,
        by=people.by(Actor.DEBTOR),
        at=at,
        said=answers.Said(said_by="le destinataire"),
        written="1214,20 : mille deux cent quatorze euros et vingt centimes",
    )
    outcomes.note_agreement(case_id=case.pk, by=officer, at=at)


def is_paid(officer: Person, case: Case, amount: str) -> None:
    """Follow the officer as he records a payment."""
    officer.visit(f"/etude/dossiers/{case.reference}")
    officer.follow("Enregistrer un paiement")
    officer.fill("Montant", amount)
    officer.press("Enregistrer le paiement")
    officer.reads("Reste à payer ici")


def says_left(person: Person, address: str, *told: str) -> None:
    """Fail unless the page of the case tells each of those words, spaces of any width."""
    person.visit(address)
    for words in told:
        pattern = r"\s+".join(map(re.escape, words.split()))
        expect(person.page.get_by_role("main")).to_contain_text(re.compile(pattern))


def test_one_pays_for_both_and_the_other_refused(windows: Windows, people: stories.People) -> None:
    case = stories.case_in("draft", people)
    creditor, officer = windows.open(SCREEN), windows.open(SCREEN)
    sacha, camille = windows.open(PHONE), windows.open(PHONE)
    creditor.sign_in(people.creditor_user)
    other = adds_another(creditor, case)
    files_both(creditor, case)
    for one in (case, other):
        invited(people, one)

    opens_the_letter(sacha, case)
    sacha.reads(EACH_OWES_ALL)
    sacha.follow("J'accepte de participer")
    sacha.press("J'accepte de participer")
    opens_the_letter(camille, other)
    camille.reads(EACH_OWES_ALL)
    camille.follow("Je refuse")
    camille.press("Je refuse")
    agreed(people, case)

    officer.sign_in_by_form(people.officer.email, stories.TOTP_SECRET)
    officer.press("Entrer")
    officer.visit(f"/etude/dossiers/{other.reference}")
    officer.follow("Constater le refus")
    officer.press("Constater le refus")
    assert (state_of(case), state_of(other)) == (State.AGREED, State.REFUSED)

    is_paid(officer, case, "500,00")
    says_left(
        officer,
        f"/etude/dossiers/{other.reference}",
        "Sacha Durand",
        "Payé par les autres débiteurs",
        PAID,
        LEFT,
    )
    says_left(creditor, f"/creance/{other.reference}", "Reste à payer ici", LEFT)
    says_left(creditor, f"/creance/{case.reference}", OTHER, LEFT)
    says_left(sacha, "/repondre/dossier", "Reste à payer", LEFT)
    says_left(camille, "/repondre/dossier", "La procédure est terminée et ne vous coûte rien")

    is_paid(officer, case, "714,20")
    says_left(officer, f"/etude/dossiers/{other.reference}", "Rien ne reste à payer dans ce dossier")
    says_left(creditor, f"/creance/{other.reference}", "La somme est payée : n'en demandez plus rien au juge")
    expect(creditor.page.get_by_role("main")).not_to_contain_text("aller devant le juge")
    for debtor in (sacha, camille):
        says_left(debtor, "/repondre/dossier", "Attestation de paiement intégral")
    says_left(camille, "/repondre/dossier", "La somme est payée", "Ce paiement vous libère aussi")
    expect(camille.page.get_by_role("main")).not_to_contain_text("saisir un juge")
    for debtor, stranger in ((sacha, OTHER), (camille, "Sacha Durand")):
        expect(debtor.page.get_by_role("main")).not_to_contain_text(stranger)
