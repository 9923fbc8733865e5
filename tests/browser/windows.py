"""People before their windows: each page that a link or a button leads to is judged by axe."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from dument.cli.demonstration.accounts import six_digits
from dument.procedure.states import State
from dument.records.cases.models import Case
from tests import stories
from tests.browser.site import Site


class Person(Site):
    """A person before a window of the site: each page that a link or a button leads to is judged."""

    screens = 0

    def visit(self, path: str) -> None:
        """Open a page."""
        self.go(path)
        self.look()

    def activate(self, what: Locator) -> None:
        """Click, and look at the page that comes."""
        super().activate(what)
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
        self.fill("Adresse électronique", email)
        self.fill("Mot de passe", stories.PASSWORD)
        self.press("Se connecter")
        if secret:
            not_at_the_turn()
            self.fill("Code", six_digits(secret))
            self.press("Se connecter")


def not_at_the_turn() -> None:
    """Wait for the next thirty seconds' code where the present one is about to end."""
    left = 30 - time.time() % 30
    if left < 3:
        time.sleep(left)


class Windows:
    """Opens one window a person, each with its own session."""

    def __init__(self, chromium: Browser, address: str) -> None:
        """Keep the browser and the address of the site."""
        self.chromium, self.address = chromium, address
        self.contexts: list[BrowserContext] = []

    def open(self, size: ViewportSize, **more: Any) -> Person:
        """Return a person before a new window; `more` are the browser's own options."""
        return self.seat(Person, size, **more)

    def seat[P: Person](self, kind: type[P], size: ViewportSize, **more: Any) -> P:
        """Return a person of that kind before a new window."""
        return kind(self._page(size, more), self.address)

    def plain(self, size: ViewportSize, **more: Any) -> Site:
        """Return a new window whose pages nobody judges, as axe can't without JavaScript."""
        return Site(self._page(size, more), self.address)

    def _page(self, size: ViewportSize, more: dict[str, Any]) -> Page:
        asked: dict[str, Any] = {"bypass_csp": True, "locale": "fr-FR", "reduced_motion": "reduce"} | more
        context = self.chromium.new_context(viewport=size, **asked)
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        """Close every window."""
        for context in self.contexts:
            context.close()


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
