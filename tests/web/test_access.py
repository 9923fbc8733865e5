"""Who sees what: every route, for every visitor. A route without a rule, or a rule without a row, fails here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from dument.records.accounts.models import OfficeMember
from dument.records.cases.models import Case
from tests import stories
from tests.web.conftest import told
from tests.web.test_debtor import enter

SEEN, HIDDEN, SIGN_IN, DOOR = "seen", "404", "sign in", "door"
VISITORS = (
    "anonymous", "debtor", "other debtor", "creditor", "other creditor",
    "officer", "clerk", "accountant", "other officer", "officer without second factor",
)  # fmt: skip

STAFF = {"officer", "clerk", "accountant"}


@dataclass(frozen=True)
class Route:
    """A route: its address with its parameters, its rule, its name."""

    template: str
    access: str
    name: str

    @property
    def about_a_case(self) -> bool:
        """Tell whether its address names one case."""
        return "reference>" in self.template


def routes(patterns: Any = None, prefix: str = "") -> Iterator[Route]:
    """Yield every route of the site."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield Route(f"/{here}", getattr(pattern.callback, "access", ""), pattern.name or here)


ROUTES = list(routes())
# The pages of other packages that carry their own rule, tested with them.
ELSEWHERE = ("/api/", "/chambre", "/metriques")
OURS = [route for route in ROUTES if not route.template.startswith(ELSEWHERE)]
SAMPLES = {"kind": "invitation", "rank": "1", "word": "debiteur", "pk": "1"}
SAMPLES |= {"secret": "inconnu", "signed": "inconnu"} | dict.fromkeys(
    ("member", "invitation"), str(UUID(int=0))
)
OFFICE_SAMPLES = SAMPLES | {"word": "propose"}

# What each visitor gets, by rule: the page, a missing page, the sign-in page, or the debtor's door.
MATRIX: dict[str, dict[str, str]] = {
    "anyone": dict.fromkeys(VISITORS, SEEN),
    "allauth": {},  # allauth's own rules; tests/web/test_account.py
    "signed_in": dict.fromkeys(VISITORS, SEEN)
    | dict.fromkeys(("anonymous", "debtor", "other debtor", "officer without second factor"), SIGN_IN),
    "debtor": dict.fromkeys(VISITORS, DOOR) | {"debtor": SEEN, "other debtor": SEEN},
    "code": dict.fromkeys(VISITORS, DOOR) | {"debtor": SEEN, "other debtor": SEEN},
    "creditor": dict.fromkeys(VISITORS, HIDDEN)
    | dict.fromkeys(("anonymous", "debtor", "other debtor"), SIGN_IN)
    | {"creditor": SEEN, "other creditor": SEEN},
    "office": dict.fromkeys(VISITORS, HIDDEN)
    | dict.fromkeys(("anonymous", "debtor", "other debtor", "officer without second factor"), SIGN_IN)
    | dict.fromkeys((*STAFF, "other officer"), SEEN),
    "office:officer": dict.fromkeys(VISITORS, HIDDEN)
    | dict.fromkeys(("anonymous", "debtor", "other debtor", "officer without second factor"), SIGN_IN)
    | dict.fromkeys(("officer", "other officer"), SEEN),
}
OTHERS = {"other creditor", "other officer"}


# Pages that this case, which is `proposed`, has for nobody: a step of a draft, a letter already gone.
ABSENT = {
    "/repondre/dossier/releve.pdf",  # nothing is agreed yet
    "/creance/<str:reference>/pieces/retirer",
    "/creance/<str:reference>/pieces/deplacer",
    "/creance/<str:reference>/codebiteurs/retirer",
    "/creance/<str:reference>/messages/<int:rank>",  # nobody joined a file
    "/etude/dossiers/<str:reference>/messages/<int:rank>",
    "/etude/dossiers/<str:reference>/actes/<str:word>/projet/<str:kind>",  # to propose signs none of these
    "/etude/dossiers/<str:reference>/lettre",
    "/rejoindre/<str:secret>",  # nobody was invited here
    "/compte/adresse/confirmer/<str:signed>",  # nobody asked for another address
    "/compte/etude",  # nobody chose an office here
}


def missing_for_all(route: Route) -> bool:
    """Tell whether that page may be missing here for who may see it: it then says nothing of who he is."""
    return key(route) in ABSENT or route.access == "anyone"


def key(route: Route) -> str:
    """Return the address of a route, which names it."""
    return route.template


def test_every_route_has_a_rule_of_the_matrix() -> None:
    assert len(OURS) > 50
    assert [route.template for route in OURS if route.access not in MATRIX] == []


def test_every_parameter_has_a_sample() -> None:
    asked = {name for route in OURS for name in re.findall(r"<(?:\w+:)?(\w+)>", route.template)}
    assert asked - set(SAMPLES) - {"reference"} == set()


def address(route: Route, reference: str) -> str:
    """Return an address of that route, about that case."""
    samples = OFFICE_SAMPLES if route.access.startswith("office") else SAMPLES
    return re.sub(
        r"<(?:\w+:)?(\w+)>", lambda found: (samples | {"reference": reference})[found[1]], route.template
    )


def visitor(name: str, people: stories.People, strangers: stories.People, case: Case) -> Client:
    """Return the browser of that visitor."""
    client = Client()
    users = {
        "creditor": people.creditor_user,
        "other creditor": strangers.creditor_user,
        "officer": people.officer,
        "clerk": people.clerk,
        "accountant": people.accountant,
        "other officer": strangers.officer,
    }
    if name in users:
        client.force_login(users[name])
    elif name == "officer without second factor":
        bare = stories.user("nu@etude.example", "Maître Nu")
        OfficeMember.objects.create(office=people.office, user=bare, role="officer")
        client.force_login(bare)
    elif name == "debtor":
        assert enter(client, case).status_code == 302
    elif name == "other debtor":
        assert enter(client, stories.case_in("invited", strangers)).status_code == 302
    return client


def outcome(answer: Any) -> str:
    """Return what the visitor got. A refusal by the table, or a method not allowed, is told to who may see."""
    where = answer.headers.get("Location", "")
    if answer.status_code == 404:
        return HIDDEN
    if where.startswith(("/connexion", "/compte/second-facteur")):
        return SIGN_IN
    return DOOR if where == "/repondre" else SEEN


@pytest.mark.parametrize("name", VISITORS)
def test_matrix(people: stories.People, strangers: stories.People, name: str) -> None:
    case = stories.case_in("proposed", people)
    client = visitor(name, people, strangers, case)
    surprises = []
    for route in OURS:
        if route.access == "allauth" or route.name in {"leave", "ready"}:
            continue
        expected = MATRIX[route.access][name]
        if route.about_a_case and name in OTHERS:
            expected = HIDDEN
        for method in (client.get, client.post):
            got = outcome(method(address(route, case.reference)))
            if got != expected and not (got == HIDDEN and expected == SEEN and missing_for_all(route)):
                surprises.append(f"{method.__name__} {key(route)} : attendu {expected}, obtenu {got}")
    assert surprises == []


def test_case_of_others_reads_like_no_case(people: stories.People, strangers: stories.People) -> None:
    case = stories.case_in("proposed", people)
    for user, area in ((strangers.creditor_user, "/creance"), (strangers.officer, "/etude/dossiers")):
        client = Client()
        client.force_login(user)
        theirs = client.get(f"{area}/{case.reference}")
        nobody_s = client.get(f"{area}/DU-2222-3333")
        assert theirs.status_code == nobody_s.status_code == 404
        assert bare(theirs, case.reference) == bare(nobody_s, "DU-2222-3333")


def bare(answer: Any, reference: str) -> str:
    """Return what a page says without the reference asked for and the proofs of origin."""
    return re.sub(r'value="\w{64}"', "", told(answer).replace(reference, ""))


def test_membership_that_ended_opens_nothing(people: stories.People) -> None:
    OfficeMember.objects.filter(user=people.officer).update(ended_at=stories.instant("2026-10-20"))
    client = Client()
    client.force_login(people.officer)
    assert client.get("/etude/").status_code == 404


def test_member_of_two_offices_sits_in_the_chosen_one(
    people: stories.People, strangers: stories.People
) -> None:
    OfficeMember.objects.create(office=strangers.office, user=people.officer, role="clerk")
    case = stories.case_in("proposed", strangers)
    client = Client()
    client.force_login(people.officer)
    for office, status in ((people.office, 404), (strangers.office, 200)):
        assert client.post("/compte/etude", {"office": str(office.pk)})["Location"] == "/etude/"
        assert client.get(f"/etude/dossiers/{case.reference}").status_code == status


def test_nobody_sits_in_an_office_of_others(people: stories.People, strangers: stories.People) -> None:
    client = Client()
    client.force_login(people.officer)
    assert client.post("/compte/etude", {"office": str(strangers.office.pk)}).status_code == 404
    assert client.post("/compte/etude").status_code == 404
