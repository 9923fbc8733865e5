"""A window on the site."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page


class Site:
    """A window on the site: goes to a page, fills it, and judges it."""

    def __init__(self, page: Page, address: str) -> None:
        """Keep the window and the address of the site; remember what the console says."""
        self.page, self.address = page, address
        self.complaints: list[str] = []
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda raised: self.complaints.append(str(raised)))

    def go(self, path: str) -> Page:
        """Open a page of the site."""
        self.page.goto(f"{self.address}{path}")
        return self.page

    def follow(self, name: str) -> None:
        """Follow the first link of that name, to the end of the page that comes."""
        self.activate(self.page.get_by_role("link", name=name))

    def press(self, name: str) -> None:
        """Press the first button of that name, to the end of the page that comes."""
        self.activate(self.page.get_by_role("button", name=name))

    def activate(self, what: Locator) -> None:
        """Click, and wait for the page that comes: without it, what is read next may be the page that goes."""
        with self.page.expect_navigation():
            what.first.click()

    def sign_in(self, user: Any) -> None:
        """Sign a user in, without the forms (they have their own test)."""
        from django.conf import settings
        from django.test import Client

        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.address}]
        )

    def judge(self) -> None:
        """Fail on any accessibility violation, on a page wider than its window, on a complaint of the console."""
        found = Axe().run(self.page)
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{self.page.url} déborde de {wide} px"
        assert self.complaints == [], self.page.url
