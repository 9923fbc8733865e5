"""Passkeys in a real browser, with an authenticator that the browser itself plays; the strict CSP stays on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from dument.records.accounts.models import OfficeMember
from tests import stories
from tests.browser.conftest import ON_A_TELEPHONE, PHONE, Site
from tests.web.test_addresses import link, sent

pytestmark = pytest.mark.browser

# What the device is asked to be: a telephone that unlocks itself.
TELEPHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def window(chromium: Browser, serving: str, db: None) -> Iterator[Site]:
    """A window whose CSP nothing relaxes, with a device that holds passkeys."""
    context = chromium.new_context(viewport=PHONE, locale="fr-FR")
    site = Site(context.new_page(), serving)
    device = context.new_cdp_session(site.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": TELEPHONE})
    yield site
    context.close()


@pytest.fixture
def browser_apart(chromium: Browser) -> Iterator[Page]:
    """Another device, with JavaScript off."""
    context = chromium.new_context(viewport=PHONE, locale="fr-FR", java_script_enabled=False)
    yield context.new_page()
    context.close()


def by_password(site: Site, email: str) -> Page:
    """Give address and password."""
    page = site.go("/connexion")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(stories.PASSWORD)
    site.press("Se connecter")
    return page


def test_a_passkey_is_added_then_opens_then_proves_again(window: Site, people: stories.People) -> None:
    user = stories.user("nouveau@etude.example", "Maître Nouveau")
    OfficeMember.objects.create(office=people.office, user=user, role="officer")
    page = by_password(window, user.email)
    page.locator("input[name=password]").fill(stories.PASSWORD)
    window.press("Continuer")
    window.follow("Utiliser plutôt une clé d'accès")
    page.get_by_label("Nom de la clé").fill("Téléphone du bureau")
    window.press("Ajouter la clé")
    expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
    window.follow("C'est noté")
    expect(page.get_by_text("Téléphone du bureauajoutée")).to_be_visible()
    window.press("Se déconnecter")

    page = by_password(window, user.email)
    window.press("Utiliser la clé d'accès")
    expect(page).to_have_url(f"{window.address}/compte")
    window.follow("Retirer Téléphone du bureau")
    window.press("Utiliser la clé d'accès")
    window.press("Retirer la clé")
    expect(page.get_by_role("heading", name="Protéger le compte")).to_be_visible()
    assert window.complaints == []


def test_sessions_are_ended_from_another_device(
    window: Site, people: stories.People, browser_apart: Page
) -> None:
    user = people.creditor_user
    by_password(window, user.email)
    by_password(Site(browser_apart, window.address), user.email)
    expect(browser_apart).to_have_url(f"{window.address}/compte")
    page = window.go("/compte/sessions")
    window.press("Fermer la session")
    expect(page.get_by_text("La session est fermée.")).to_be_visible()
    browser_apart.goto(f"{window.address}/compte")
    expect(browser_apart.get_by_role("heading", name="Se connecter")).to_be_visible()


@ON_A_TELEPHONE
def test_an_address_is_changed_then_taken_back(site: Site, people: stories.People) -> None:
    """The owner's pages, then those of whoever reads the former mailbox, in a window where nobody is signed in."""
    user, wanted = people.creditor_user, "nouvelle@boite.example"
    former = user.email
    site.sign_in(user)
    page = site.go("/compte/adresse/changer")
    page.get_by_label("Mot de passe").fill(stories.PASSWORD)
    site.press("Continuer")
    site.judge()
    page.get_by_label("Nouvelle adresse électronique").fill(wanted)
    site.press("Recevoir le lien")
    expect(page.get_by_role("heading", name="Un changement attend votre confirmation")).to_be_visible()
    site.judge()
    site.go(link(sent(wanted)))
    site.judge()
    site.press("Changer d'adresse")
    expect(page.get_by_text("L'adresse de votre compte est changée")).to_be_visible()
    page.context.clear_cookies()
    site.go(link(sent(former)))
    site.judge()
    site.press("Contester et fermer l'accès")
    expect(page.get_by_text("le changement est annulé")).to_be_visible()
    site.judge()
