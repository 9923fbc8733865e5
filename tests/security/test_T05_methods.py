"""T5, T6, T7: each address, each method, by whoever has nothing to do with the case: another's case is like none.

What a stranger is told of a case is compared with what he is told of a reference that nobody has: status, headers,
page. A run of every day draws one method a route and a visitor, the same each time; `--long` asks for all.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pytest
from django.test import Client

from dument.actions.claims import PartyGiven
from dument.records.cases.models import Case
from tests import stories
from tests.undone import undone
from tests.web.test_access import ROUTES, Route, address
from tests.web.test_debtor import enter

ANSWERED, REFUSED = ("GET", "HEAD", "POST"), ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
NOWHERE = "DU-2222-2222"
CANARIES = ("Quincampoix", "sente du Canari")
# New with each answer, or the very reference that was asked for.
MOVING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"')
HEADERS = ("Location", "Allow", "Content-Type", "Cache-Control", "Content-Disposition")


@dataclass(frozen=True)
class Told:
    """What an answer tells."""

    status: int
    headers: Mapping[str, str]
    page: str


def ask(client: Client, method: str, there: str, reference: str) -> Told:
    """Return what is answered, the reference asked for set aside; what was written is undone."""
    with undone(client):
        answer = client.generic(method, there, b"", "application/x-www-form-urlencoded")
        content = b"".join(answer) if answer.streaming else answer.content
    page = MOVING.sub("", content.decode(errors="replace")).replace(reference, "…")
    headers = {name: answer.headers.get(name, "").replace(reference, "…") for name in HEADERS}
    return Told(answer.status_code, headers, page)


def visitors(theirs: Case, strangers: stories.People) -> Mapping[str, Client]:
    """Return the browsers of those who have nothing to do with the case."""
    found = {name: Client() for name in ("stranger", "reference alone", "debtor", "creditor", "officer")}
    wrong = found["reference alone"].post(
        "/repondre", {"reference": theirs.reference, "code": "2222-2222-2222"}
    )
    assert wrong.status_code == 422
    assert enter(found["debtor"], stories.case_in("proposed", strangers)).status_code == 302
    found["creditor"].force_login(strangers.creditor_user)
    found["officer"].force_login(strangers.officer)
    return found


def faults(
    theirs: Case, strangers: stories.People, drawn: Callable[[Sequence[str]], Sequence[str]]
) -> Iterator[str]:
    """Yield what is wrong, and where; `drawn` says which methods to ask for among these."""
    for name, client in visitors(theirs, strangers).items():
        for route in ROUTES:
            there = address(route, theirs.reference)
            for method in drawn(ANSWERED if route.about_a_case else (*ANSWERED, *REFUSED)):
                told = ask(client, method, there, theirs.reference)
                if wrong := _wrong(client, route, method, told):
                    yield f"{name} {method} {there}: {wrong}"


def _wrong(client: Client, route: Route, method: str, told: Told) -> str:
    if told.status >= 500 and "sante" not in route.template:
        return f"{told.status}"
    if method in REFUSED and told.status != 405:
        return f"{told.status}, not 405"
    if found := [word for word in CANARIES if word in told.page]:
        return f"another's: {found}"
    if route.about_a_case and told != (none := ask(client, method, address(route, NOWHERE), NOWHERE)):
        return f"not as of no case: {told.status}, {none.status}"
    return ""


@pytest.fixture
def theirs(people: stories.People) -> Case:
    """A case, as full as a case may be, of which one may not know anything."""
    debtor = PartyGiven(
        name="Zénobie Quincampoix",
        kind="consumer",
        address="9 sente du Canari",
        postcode="75011",
        city="Paris",
    )
    return stories.case_in("paid", people, debtor=debtor)


def test_whose_case_it_is_does_see_it(people: stories.People, theirs: Case) -> None:
    """Else the run would prove nothing."""
    client, there = Client(), f"/etude/dossiers/{theirs.reference}"
    client.force_login(people.officer)
    route = next(one for one in ROUTES if address(one, theirs.reference) == there)
    assert "another's" in _wrong(client, route, "GET", ask(client, "GET", there, theirs.reference))


@pytest.mark.parametrize("seed", [0])
def test_another_s_case_is_like_none(theirs: Case, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  # the same requests each time
    assert list(faults(theirs, stories.people("deux"), lambda methods: draw.sample(methods, 1))) == []


@pytest.mark.long
def test_another_s_case_is_like_none_by_any_method(theirs: Case) -> None:
    assert list(faults(theirs, stories.people("deux"), lambda _: (*ANSWERED, *REFUSED))) == []
