"""Every page of the site, drawn from the URL map, judged in a real browser; a page that is never reached fails.

Each page is seen in the first state of a case that shows it, light on a screen and dark on a telephone. The long run
sees it in every state, in both lights at both widths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ViewportSize

from dument.procedure.packs.l125 import PACK
from tests import stories
from tests.browser.conftest import PHONE, SCREEN, Site
from tests.web.test_access import ROUTES, Route, visitor

pytestmark = pytest.mark.browser

BEFORE_THE_LETTER = {"draft", "submitted", "declined", "prepared"}
# Who looks, by access rule: the visitors of the matrix who see most.
EYES = {
    "anyone": ("anonymous",),
    "allauth": ("anonymous", "officer"),
    "signed_in": ("officer",),
    "debtor": ("debtor",),
    "code": ("debtor",),
    "creditor": ("creditor",),
    "office": ("officer",),
    "office:officer": ("officer",),
}
FIRST = ("proposed", "draft", "submitted", "invited", "title_issued")
STATES = (*FIRST, *(state for state in stories.STATES if state not in FIRST))
# What the parameters of an address may hold; a page is known by its route, whatever they hold.
VALUES = {"kind": ("invitation", "title"), "rank": ("1",), "word": (*sorted(PACK), "debiteur")}
# What answers with a file, a word or a redirection, or to a form only.
NO_PAGE = {
    "/.well-known/security.txt",
    "/compte/etude",
    "/compte/identites/retirer",
    "/connexion/annulee",
    "/connexion/franceconnect",
    "/connexion/franceconnect/retour",
    "/connexion/proconnect",
    "/connexion/proconnect/retour",
    "/creance/<str:reference>/documents/<str:kind>/<int:rank>",
    "/creance/<str:reference>/messages/<int:rank>",
    "/creance/<str:reference>/pieces/<int:rank>",
    "/creance/<str:reference>/pieces/deplacer",
    "/creance/<str:reference>/codebiteurs/retirer",
    "/creance/<str:reference>/pieces/retirer",
    "/creance/mes-donnees",
    "/etude/agenda.ics",
    "/etude/agenda/<str:secret>.ics",
    "/etude/dossiers/<str:reference>/actes/<str:word>/projet/<str:kind>",
    "/etude/dossiers/<str:reference>/documents/<str:kind>/<int:rank>",
    "/etude/dossiers/<str:reference>/lettre",
    "/etude/dossiers/<str:reference>/messages/<int:rank>",
    "/etude/dossiers/<str:reference>/pieces/<int:rank>",
    "/etude/invitations/<uuid:invitation>",
    "/etude/membres/<uuid:member>",
    "/etude/repertoire.csv",
    "/la-regle/article",
    "/langue",
    "/ma-creance/commencer",
    "/metriques",
    "/repondre/dossier/document/<str:kind>/<int:rank>",
    "/repondre/dossier/mes-donnees",
    "/repondre/dossier/piece/<int:rank>",
    "/repondre/dossier/preuve.pdf",
    "/repondre/dossier/lettre-facile.pdf",
    "/repondre/dossier/releve.pdf",
    "/repondre/quitter",
    "/sante/pret",
    "/sante/vivant",
}
# Met on the way only, to a sign-in, a fresh proof, an office or a case: the stories of this folder go through them.
UNDER_WAY = {
    "/compte/adresse",
    "/compte/adresse/changer",
    "/compte/adresse/confirmer/<str:signed>",
    "/compte/adresse/contester/<str:signed>",
    "/compte/cles/<int:pk>/retirer",
    "/compte/cles/ajouter",
    "/compte/codes",
    "/compte/codes/refaire",
    "/compte/confirmer",
    "/compte/confirmer/cle",
    "/compte/second-facteur",
    "/compte/second-facteur/retirer",
    "/connexion/second-facteur",
    "/mot-de-passe-oublie/code",
    "/mot-de-passe-oublie/nouveau",
    "/rejoindre/<str:secret>",
    "/repondre/qui",
}
PAGES = [route for route in ROUTES if route.template not in NO_PAGE | UNDER_WAY]
LIGHT_SCREEN, DARK_PHONE = ("light", SCREEN), ("dark", PHONE)


def addresses(route: Route, reference: str) -> Iterator[str]:
    """Yield the addresses of a route about a case."""
    parts = re.split(r"<(?:\w+:)?(\w+)>", route.template)  # text, parameter, text, parameter…
    values = {"reference": (reference,)} | VALUES
    for chosen in product(*(values[name] for name in parts[1::2])):
        yield "".join(text + value for text, value in zip(parts[::2], (*chosen, ""), strict=True))


def shown(route: Route, client: Client, reference: str) -> Iterator[str]:
    """Yield the addresses of a route that answer this visitor with a page."""
    for address in addresses(route, reference):
        answer = client.get(address)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            yield address


@dataclass(frozen=True)
class Seen:
    """A page that somebody sees: the state of the case, the visitor's browser, the address."""

    state: str
    client: Client
    address: str


def sights(route: Route, people: stories.People, strangers: stories.People) -> Iterator[Seen]:
    """Yield what a route shows, in every state, to those who see most of it."""
    for state in STATES:
        case = stories.case_in(state, people)
        for eyes in EYES[route.access.partition(":")[0]]:
            if eyes == "debtor" and state in BEFORE_THE_LETTER:
                continue
            client = visitor(eyes, people, strangers, case)
            yield from (Seen(state, client, address) for address in shown(route, client, case.reference))


@pytest.fixture
def strangers() -> stories.People:
    """Nobody: the sweep only looks with the eyes of the case's own people."""
    return stories.people("deux")


def judge(browser: Browser, serving: str, seen: Seen, look: tuple[Any, ViewportSize]) -> None:
    """Judge a page in one light at one width, as its visitor."""
    context = browser.new_context(
        viewport=look[1], color_scheme=look[0], bypass_csp=True, locale="fr-FR", reduced_motion="reduce"
    )
    name = settings.SESSION_COOKIE_NAME
    if name in seen.client.cookies:
        context.add_cookies([{"name": name, "value": seen.client.cookies[name].value, "url": serving}])
    site = Site(context.new_page(), serving)
    site.go(seen.address)
    site.judge()
    context.close()


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.template)
def test_page_is_accessible_in_both_lights(
    route: Route, chromium: Browser, serving: str, people: stories.People, strangers: stories.People
) -> None:
    first = next(sights(route, people, strangers), None)
    assert first is not None, (
        f"{route.template} n'est montrée à personne : à balayer, ou à ranger dans NO_PAGE"
    )
    for look in (LIGHT_SCREEN, DARK_PHONE):
        judge(chromium, serving, first, look)


@pytest.mark.long
@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.template)
def test_page_is_accessible_in_every_state(
    route: Route, chromium: Browser, serving: str, people: stories.People, strangers: stories.People
) -> None:
    for seen in sights(route, people, strangers):
        for look in product(("light", "dark"), (PHONE, SCREEN)):
            judge(chromium, serving, seen, look)
