"""How long the debtor's minute is, by the keystroke-level model: a scripted person's time, on any machine the same.

Card, Moran and Newell (1980): a mental step 1.35 s, pointing and pressing 1.2 s; a key of a telephone 0.5 s (slow).
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator

from dument.records.cases.models import Answer, Case, Consent
from tests import stories
from tests.browser.conftest import Site

pytestmark = pytest.mark.browser
KEY, TAP, THINK = 0.5, 1.2, 1.35


@dataclass
class Person:
    """Somebody with the letter in one hand and a telephone in the other; what he does and sees is counted."""

    site: Site
    seconds: float = 0.0
    screens: int = 0

    def see(self, path: str = "") -> None:
        """Look at a screen, and decide what to do there."""
        if path:
            self.site.go(path)
        self.screens += 1
        self.seconds += THINK

    def tap(self, target: Locator) -> None:
        """Point at something and press it."""
        target.click()
        self.seconds += TAP

    def leave(self, target: Locator) -> None:
        """Press what leads to another page."""
        self.site.activate(target)
        self.seconds += TAP

    def write(self, label: str, text: str) -> None:
        """Copy a text into a box, key by key."""
        box = self.site.page.get_by_label(label, exact=True)
        self.tap(box)
        box.press_sequentially(text)
        self.seconds += THINK + KEY * len(text)

    def enter(self, case: Case) -> None:
        """Open the case with its letter, the reference typed too."""
        self.see("/repondre")
        self.write("Référence du dossier", case.reference)
        self.write("Code de la lettre", stories.code_of(case))
        self.tap(self.site.page.get_by_label("Je suis le destinataire"))
        self.leave(self.site.page.get_by_role("button", name="Continuer"))
        self.see()


def test_refusal_takes_three_screens_and_thirty_seconds(site: Site, people: stories.People) -> None:
    case, person = stories.case_in("invited", people), Person(site)
    person.enter(case)
    person.leave(site.page.get_by_role("link", name="Je refuse"))
    person.see()
    person.leave(site.page.get_by_role("button", name="Je refuse"))
    assert Answer.objects.get(case=case).kind == "refuse"
    assert person.screens <= 3
    assert person.seconds <= 30


def test_acceptance_takes_sixty_seconds(site: Site, people: stories.People) -> None:
    case, person = stories.case_in("invited", people), Person(site)
    person.enter(case)
    person.leave(site.page.get_by_role("link", name="J'accepte de participer"))
    person.see()
    person.leave(site.page.get_by_role("button", name="J'accepte de participer"))
    assert Answer.objects.get(case=case).kind == "accept"
    assert person.screens <= 3
    assert person.seconds <= 60


def test_consent_with_the_sum_written_twice_takes_seventy_five_seconds(
    site: Site, people: stories.People
) -> None:
    case, person = stories.case_in("proposed", people), Person(site)
    person.enter(case)
    person.leave(site.page.get_by_role("link", name="J'accepte cette proposition"))
    person.see()
    person.write("La somme, en chiffres", "1214,20")
    person.write("La même somme, en lettres", "mille deux cent quatorze euros et vingt centimes")
    person.leave(site.page.get_by_role("button", name="Je consens"))
    assert Consent.objects.filter(case=case, party="debtor").exists()
    assert person.screens <= 3
    assert person.seconds <= 75
