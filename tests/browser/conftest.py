"""A real browser on the real site, with quick providers; every page may be judged by axe."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests import fakes, needs, stories
from tests.browser.site import Site
from tests.browser.windows import Windows

__all__ = ["ON_A_SCREEN", "ON_A_TELEPHONE", "PHONE", "SCREEN", "Site"]

PHONE, SCREEN = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)
# For pages tried in many states: the window of whoever looks most; the sweep sees each page in both.
ON_A_TELEPHONE = pytest.mark.parametrize("site", [PHONE], ids=["telephone"], indirect=True)
ON_A_SCREEN = pytest.mark.parametrize("site", [SCREEN], ids=["screen"], indirect=True)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


@pytest.fixture(scope="session", autouse=True)
def synchronous() -> None:
    """Let Django's synchronous code run beside the browser's own loop."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(autouse=True)
def quick(settings: Any, tmp_path: Any) -> None:
    """Use the providers of tests.fakes and the frozen day."""
    for name, value in fakes.SETTINGS.items():
        setattr(settings, name, value)
    settings.DUMENT_VAR = tmp_path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    path = needs.program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def serving(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of the site, served by a thread that shares the tests' connection to the database in memory.

    Each test is one transaction, undone at its end: nothing has to be deleted, which the journal would refuse.
    """
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
    server._live_server_modified_settings.enable()
    yield server.url
    server.stop()
    server._live_server_modified_settings.disable()


@pytest.fixture(params=[PHONE, SCREEN], ids=["telephone", "screen"])
def site(request: pytest.FixtureRequest, chromium: Browser, serving: str, db: None) -> Iterator[Site]:
    """The site in a window, once as wide as a telephone and once as a screen."""
    context = chromium.new_context(
        viewport=request.param, bypass_csp=True, locale="fr-FR", reduced_motion="reduce"
    )
    yield Site(context.new_page(), serving)
    context.close()


@pytest.fixture
def people(db: None) -> stories.People:
    """An office, a creditor and their people."""
    return stories.people()


@pytest.fixture
def windows(chromium: Browser, serving: str, db: None) -> Iterator[Windows]:
    """The windows of a story, one a person."""
    opened = Windows(chromium, serving)
    yield opened
    opened.close()
