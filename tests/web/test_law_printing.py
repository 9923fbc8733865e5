"""The answers of the public pages as PDF files: what they say, how they are sent, when there is none."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client

from dument.web.law.printing import ANSWERS
from tests.adapters.pdf_reading import info, links, plain, words
from tests.web.test_law_pages import (
    CLAIM,
    COST,
    INTEREST,
    LIMITATION,
    MONTH,
    REFUSED,
    ask,
    day,
    errors,
    refuse,
)

pytestmark = pytest.mark.django_db
ASKED = [
    ("/ma-creance", CLAIM, "31 mai 2028"),
    ("/calculs/cout", COST, "44,98 €"),
    ("/calculs/interets", INTEREST, "1 200,00 € × 2,62 % × 30 ÷ 365 = 2,5841 €"),
    ("/calculs/delai", MONTH, "Jusqu'au 13 novembre 2026 à minuit"),
    ("/calculs/prescription", LIMITATION, "Prescription de 2 ans"),
    ("/calculs/ressort", {"lieu": "13001"}, "Cour d'appel d'Aix-en-Provence"),
    ("/calculs/si-on-refuse", REFUSED, "Injonction de payer"),
]
EVERY = pytest.mark.parametrize(("path", "given", "told"), ASKED)


@pytest.fixture(autouse=True)
def _really_typeset(settings: Any) -> None:
    settings.DUMENT_TYPESETTER = "dument.adapters.pdf.typst.TypstTypesetter"


def link_in(page: str) -> str:
    """Return the address that a page gives to its PDF."""
    found: list[str] = re.findall(r'href="(\?[^"]+)"[^>]*>Télécharger en PDF', page)
    assert len(found) == 1
    return found[0]


def printed(client: Client, path: str, given: dict[str, str]) -> bytes:
    """Return the PDF of an answer, through the link of its page."""
    answer = client.get(path + link_in(ask(client, path, given)))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return answer.content


@EVERY
def test_an_answer_is_downloaded_as_a_pdf(
    client: Client, path: str, given: dict[str, str], told: str
) -> None:
    answer = client.get(path + link_in(ask(client, path, given)))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    slug = path.rsplit("/", 1)[-1]
    assert re.fullmatch(rf'attachment; filename="dument-{slug}-[\d-]+\.pdf"', answer["Content-Disposition"])
    assert answer.content.startswith(b"%PDF")
    assert int(info(answer.content)["Pages"]) <= 2
    assert plain(told) in words(answer.content)


@EVERY
def test_the_pdf_says_what_the_page_says(client: Client, path: str, given: dict[str, str], told: str) -> None:
    page = ask(client, path, given)
    text = words(printed(client, path, given))
    (question,) = re.findall(r"<h1>\s*(.*?)\s*</h1>", page)
    assert question in text
    (answer,) = re.findall(r'id="reponse">(.*?)</h2>', page)
    if path != "/calculs/cout":
        assert plain(re.sub(r"<[^>]+>", "", answer)) in text
    loose = text.replace(" ", "")
    steps = re.search(r"<ol>(.*?)</ol>", page.split('id="pourquoi"')[-1])
    assert steps
    for step in re.findall(r"<li>(.*?)</li>", steps[1]):
        assert plain(step).replace(" ", "") in loose, step
    sources = re.findall(r'nom=[^"]+"[^>]*>([^<]*)</a><span class="soft"', page)
    assert sources
    for cited in sources:
        assert plain(cited).replace(" ", "") in loose, cited


@EVERY
def test_the_link_of_the_pdf_asks_the_same_again(
    client: Client, path: str, given: dict[str, str], told: str
) -> None:
    pdf = printed(client, path, given)
    (address,) = links(pdf)
    parts = urlsplit(address)
    assert (parts.path, "format" in parse_qs(parts.query)) == (path, False)
    again = {name: values[0] for name, values in parse_qs(parts.query).items()}
    first, second = ask(client, path, given), ask(client, path, again)
    assert re.findall(r'id="reponse">.*?</h2>', first) == re.findall(r'id="reponse">.*?</h2>', second)


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/ma-creance", CLAIM | {"principal": "12,345"}),
        ("/calculs/cout", COST | {"office": "999"}),
        ("/calculs/interets", INTEREST | day("last_day", "1 1 2099")),
        ("/calculs/delai", MONTH | day("dispatched_on", "1 1 2015")),
        ("/calculs/prescription", LIMITATION | day("resumed_on", "1 11 2026")),
        ("/calculs/ressort", {"lieu": "99999"}),
        ("/calculs/si-on-refuse", REFUSED | {"on_year": "2150"}),
    ],
)
def test_bad_input_gives_the_page_and_its_errors(client: Client, path: str, given: dict[str, str]) -> None:
    assert errors(refuse(client, path, given, format="pdf"))


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/calculs/cout", {}),
        ("/calculs/interets", {"principal": "1200"}),
        ("/calculs/ressort", {"lieu": "saint-etienne"}),
    ],
)
def test_nothing_answered_gives_the_page(client: Client, path: str, given: dict[str, str]) -> None:
    answer = client.get(f"{path}?{urlencode(given | {'format': 'pdf'})}")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")
    assert "Télécharger en PDF" not in html.unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("path", "given", "told"),
    [
        ("/ma-creance", CLAIM | {"principal": "4985,81"}, "Non, pas par cette procédure"),
        ("/ma-creance", CLAIM | {"merchants": "unknown"}, "Un commissaire de justice doit en décider"),
        ("/ma-creance", CLAIM | {"country": "DE", "postcode": ""}, "Allez plutôt là"),
        ("/calculs/prescription", LIMITATION | day("on", "1 6 2028"), "Le délai a pris fin le 31 mai 2028"),
        ("/calculs/prescription", LIMITATION | day("suspended_on", "21 10 2026"), "Le délai est suspendu"),
        ("/calculs/ressort", {"lieu": "98735"}, "n'y est pas ouverte"),
        (
            "/calculs/interets",
            INTEREST | {"payment1": "1300"} | day("payment1_on", "30 6 2026"),
            "97,42 €",
        ),
        (
            "/calculs/interets",
            INTEREST | {"rate": "late_payment", "debtor": "company"},
            "40,00 € par facture",
        ),
        ("/calculs/si-on-refuse", REFUSED | {"contest": "serious"}, "Aucune chance de succès n'est chiffrée"),
    ],
)
def test_the_other_answers(client: Client, path: str, given: dict[str, str], told: str) -> None:
    assert told in words(printed(client, path, given))


def test_a_commune_chosen_is_kept_in_the_link(client: Client) -> None:
    several = ask(client, "/calculs/ressort", {"lieu": "saint-etienne"})
    (insee, *_) = re.findall(r"insee=(\w+)", several)
    page = ask(client, "/calculs/ressort", {"lieu": "saint-etienne", "insee": insee})
    assert f"insee={insee}" in link_in(page)


def test_every_question_has_its_printed_answer() -> None:
    assert len(ANSWERS) == len(ASKED)
