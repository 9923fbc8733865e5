"""The public pages of law in a real browser: judged by axe on a telephone and on a screen, without JavaScript."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests import stories
from tests.browser.conftest import ON_A_TELEPHONE, Site
from tests.web.test_law_pages import CLAIM, COST, INTEREST, LIMITATION, MONTH, REFUSED, day

pytestmark = pytest.mark.browser
PAYMENT = {"payment1": "300", **day("payment1_on", "30 6 2026")}
PAGES: dict[str, list[dict[str, str]]] = {
    "/calculs": [{}],
    "/ma-creance": [{}, CLAIM, CLAIM | {"principal": "6000"}, CLAIM | {"merchants": "unknown"}],
    "/calculs/cout": [{}, COST],
    "/calculs/interets": [{}, INTEREST | PAYMENT],
    "/calculs/delai": [{}, MONTH | {"postcode": "57000"} | day("dispatched_on", "26 11 2026")],
    "/calculs/prescription": [{}, LIMITATION],
    "/calculs/ressort": [{}, {"lieu": "13001"}, {"lieu": "saint-etienne"}],
    "/calculs/si-on-refuse": [{}, REFUSED],
    "/la-regle": [{}],
    "/la-regle/procedure": [{}],
    "/la-regle/article": [{"nom": "CPCE L125-1"}, {"nom": "CMF L313-2"}, {"nom": "CPCE R125-2"}],
}
WRONG = {
    "/ma-creance": CLAIM | {"principal": "12,345", "postcode": "99999"},
    "/calculs/interets": INTEREST | day("last_day", "31 5 2026"),
    "/calculs/ressort": {"lieu": "zzzz"},
}


def opened(site: Site) -> None:
    """Open every part of the page that is folded, so that axe sees it."""
    site.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")


@ON_A_TELEPHONE
@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible(site: Site, path: str) -> None:
    for given in PAGES[path]:
        site.go(f"{path}?{urlencode(given)}")
        opened(site)
        site.judge()


@pytest.mark.parametrize("path", WRONG)
def test_refused_page_is_accessible(site: Site, path: str) -> None:
    site.go(f"{path}?{urlencode(WRONG[path])}")
    site.complaints.clear()  # the browser tells the console of a 422
    site.judge()
    expect(site.page.get_by_role("alert")).to_be_visible()


def test_question_is_answered_then_carried_into_a_claim(site: Site, people: stories.People) -> None:
    site.sign_in(people.creditor_user)
    page = site.go("/ma-creance")
    page.get_by_label("Vous êtes").select_option("artisan")
    page.get_by_label("Votre débiteur est").select_option("consumer")
    page.get_by_label("D'où vient la créance").select_option("service")
    page.get_by_label("Non", exact=True).check()
    page.get_by_role("textbox", name="Principal").fill("1 200")
    due = page.get_by_role("group", name="À payer au plus tard le")
    for label, value in (("Jour", "31"), ("Mois", "5"), ("Année", "2026")):
        due.get_by_label(label).fill(value)
    page.get_by_label("Code postal du débiteur").fill("13001")
    site.press("Voir la réponse")
    expect(page.get_by_role("heading", name="Oui", exact=True)).to_be_visible()
    site.press("Commencer ce dossier")
    expect(page).to_have_url(f"{site.address}/creance/nouveau")
    expect(page.get_by_text("Rien n'est à retaper")).to_be_visible()
    site.judge()
