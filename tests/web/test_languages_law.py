"""The public pages of law in English: frames, answers, refusals; what stays French is marked; papers are French."""

from __future__ import annotations

import html
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests import fakes, stories
from tests.web.english import french_in
from tests.web.test_law_pages import CLAIM, COST, INTEREST, LIMITATION, MONTH, REFUSED, day

ABROAD = {"country": "CH"}
TRADERS = {"creditor": "company", "debtor": "company"}
# What each question is asked: nothing, then whatever makes it answer otherwise.
ANSWERED = [
    ("/calculs", {}),
    ("/la-regle", {}),
    ("/la-regle/procedure", {}),
    *(("/la-regle/article", {"nom": one}) for one in ("CPCE L125-1", "CPCE R125-1", "CMF L313-2", "CPC 750-1")),
    ("/ma-creance", {}),
    *(
        ("/ma-creance", CLAIM | more)
        for more in (
            {},
            ABROAD,
            {"country": "DE"},
            {"cause": "cheque"},
            {"insolvency": "collective"},
            {"merchants": "unknown"},
            TRADERS | {"merchants": "yes"},
            {"principal": "4985,80", "other": "0,01"},
            {"due_on_year": "2020"},
            {"postcode": "98735"},
        )
    ),
    ("/calculs/cout", {}),
    ("/calculs/cout", COST),
    ("/calculs/interets", {}),
    ("/calculs/interets", INTEREST | {"payment1": "2000", **day("payment1_on", "1 9 2026")}),
    ("/calculs/interets", INTEREST | TRADERS | {"rate": "late_payment"}),
    ("/calculs/interets", INTEREST | TRADERS | {"rate": "contract", "rate_pct": "1"}),
    ("/calculs/delai", {}),
    ("/calculs/delai", MONTH | {"postcode": "57000", **day("dispatched_on", "26 11 2025")}),
    ("/calculs/prescription", {}),
    ("/calculs/prescription", LIMITATION),
    ("/calculs/prescription", LIMITATION | day("suspended_on", "21 10 2026") | day("acknowledged_on", "1 9 2026")),
    ("/calculs/prescription", LIMITATION | {"cause": "consumer_credit"} | day("due_on", "1 12 2024")),
    ("/calculs/ressort", {}),
    ("/calculs/ressort", {"lieu": "13001"}),
    ("/calculs/ressort", {"lieu": "saint-etienne"}),
    ("/calculs/ressort", {"lieu": "98735"}),
    ("/calculs/si-on-refuse", {}),
    *(("/calculs/si-on-refuse", REFUSED | more) for more in ({}, ABROAD, {"contest": "serious"}, TRADERS)),
]  # fmt: skip
REFUSALS = [
    ("/ma-creance", {"calculer": "1"}),
    *(
        ("/ma-creance", CLAIM | more)
        for more in (
            {"principal": "douze", "interest": "-1"},
            {"cause": "caprice", "due_on_day": "31", "due_on_month": "2"},
            {"postcode": "99999"},
            {"postcode": "01410"},
            {"on_year": "2015"},
        )
    ),
    ("/calculs/cout", COST | {"office": "ZZ"}),
    ("/calculs/interets", INTEREST | {"rate": "late_payment"}),
    ("/calculs/interets", INTEREST | {"rate": "contract", "rate_pct": "dix", "payment1": "10"}),
    ("/calculs/interets", INTEREST | day("last_day", "31 5 2026") | day("payment1_on", "30 6 2026")),
    ("/calculs/interets", INTEREST | day("last_day", "1 1 2099")),
    ("/calculs/delai", MONTH | day("dispatched_on", "1 1 2015")),
    ("/calculs/prescription", LIMITATION | day("resumed_on", "1 11 2026")),
    (
        "/calculs/prescription",
        LIMITATION
        | day("suspended_on", "1 11 2026")
        | day("resumed_on", "1 10 2026")
        | day("acknowledged_on", "1 1 2026"),
    ),
    *(("/calculs/ressort", {"lieu": one}) for one in ("", "99999", "Nullepart-les-Bains")),
    ("/calculs/si-on-refuse", REFUSED | {"on_year": "2010"}),
]  # fmt: skip


@pytest.fixture
def reader(client: Client, people: stories.People) -> Client:
    """Anybody who chose English."""
    client.post("/langue", {"language": "en", "next": "/calculs"})
    return client


@pytest.mark.parametrize(("asked", "status"), [(ANSWERED, 200), (REFUSALS, 422)], ids=["answers", "refusals"])
def test_pages_of_law_are_in_english(
    reader: Client, asked: list[tuple[str, dict[str, str]]], status: int
) -> None:
    found = {}
    for path, given in asked:
        address = f"{path}?{urlencode(given)}"
        answer = reader.get(address)
        page = answer.content.decode()
        assert (answer.status_code, '<html lang="en">' in page) == (status, True), address
        found[address] = french_in(html.unescape(page))
    assert {address: french for address, french in found.items() if french} == {}


def test_the_frame_is_french_again_for_who_did_not_choose(client: Client, people: stories.People) -> None:
    assert french_in(client.get("/calculs").content.decode()) != []


def test_the_steps_told_by_the_law_alone_are_marked(reader: Client) -> None:
    page = html.unescape(reader.get(f"/calculs/prescription?{urlencode(LIMITATION)}").content.decode())
    assert "Until 31 May 2028 at midnight" in page
    assert '<span lang="fr">Prescription de 2 ans' in page
    assert "stay in French, the language of the law" in page


def test_a_paper_is_in_french_whoever_asks(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[dict[str, Any]] = []

    def render(_: Any, kind: str, data: dict[str, Any]) -> bytes:
        printed.append(json.loads(json.dumps(data)))
        return kind.encode()

    monkeypatch.setattr(fakes.FastTypesetter, "render", render)
    for path, given in (("/calculs/cout", COST), ("/calculs/interets", INTEREST), ("/calculs/delai", MONTH)):
        assert reader.get(f"{path}?{urlencode(given | {'format': 'pdf'})}").status_code == 200
    cost, interest, month = printed
    assert cost["given"][0]["label"] == "Somme réclamée"
    assert cost["details"][0]["label"] == "Le débiteur refuse"
    assert cost["steps"][0].startswith("Le débiteur refuse : ")
    assert interest["steps"][0].startswith("Du 1er juin 2026 au 30 juin 2026 : 30 jours à ")
    assert interest["given"][1] == {"label": "Le créancier est", "value": "Artisan"}
    assert month["details"][0]["value"].startswith("La lettre part.")
