"""The pages open to everybody and those of sign-in, judged in a real browser."""

from __future__ import annotations

import pytest

from tests import stories
from tests.browser.conftest import Site

pytestmark = pytest.mark.browser


def test_account_pages_are_accessible(site: Site, people: stories.People) -> None:
    site.sign_in(people.officer)
    for path in ("/compte", "/compte/codes", "/compte/mot-de-passe", "/compte/sessions", "/compte/confirmer"):
        site.go(path)
        site.judge()


def test_missing_page_says_so(site: Site, people: stories.People) -> None:
    site.go("/nulle-part")
    site.complaints.clear()  # the browser tells the console of a 404
    assert site.page.get_by_role("heading", level=1).inner_text() == "Cette page n'existe pas"
    site.judge()
