"""The creditor's pages in English: nothing of theirs stays in French without saying so."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from dument.web import below
from tests import stories
from tests.web.conftest import told
from tests.web.english import french_in

BASIS = "le contrat du 4 mai 2026"
THEIRS = (BASIS, "rue des Petits-Champs", "rue du Rabot", "passage du Jeu-de-Boules")
STEPS = (
    "creancier",
    "debiteur",
    "sommes",
    "origine",
    "interets",
    "pieces",
    "codebiteurs",
    "marge",
    "etude",
    "verifier",
)
ACTS = ("messages", "consentir", "contre-proposition", "retirer", "executer", "reprendre", "marge", "confie")


@pytest.fixture
def desk(client: Client, people: stories.People) -> Client:
    """The creditor, signed in, who chose English."""
    client.force_login(people.creditor_user)
    client.post("/langue", {"language": "en", "next": "/creance/"})
    return client


def judge(answer: Any, *, refused: bool = False) -> str:
    """Return the page, in English whole."""
    page = told(answer)
    assert answer.status_code == (422 if refused else 200), answer.request["PATH_INFO"]
    assert '<html lang="en">' in page
    assert page.count('name="language"') == 2
    assert french_in(page, *THEIRS) == [], answer.request["PATH_INFO"]
    return page


@pytest.mark.parametrize(
    "state", ["draft", "submitted", "proposed", "title_issued", "refused", "declined", "ended"]
)
def test_every_page_of_a_case_is_in_english(desk: Client, people: stories.People, state: str) -> None:
    here = f"/creance/{stories.case_in(state, people, basis=BASIS).reference}"
    judge(desk.get(here))
    answers = {word: desk.get(f"{here}/{word}") for word in (STEPS if state == "draft" else ACTS)}
    shown = {word: told(answer) for word, answer in answers.items() if answer.status_code in {200, 409}}
    assert len(shown) >= (len(STEPS) if state == "draft" else 1), f"pages lues : {', '.join(shown)}"
    assert {word: french for word, page in shown.items() if (french := french_in(page, *THEIRS))} == {}
    for path in ("/creance/", "/creance/?etat=clos", "/creance/?etat=vous", "/creance/nouveau"):
        judge(desk.get(path))


def test_refusals_of_forms_are_in_english(desk: Client, people: stories.People) -> None:
    here = f"/creance/{stories.case_in('draft', people, basis=BASIS).reference}"
    empty = {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "1",
        "form-0-amount": "douze",
        "form-0-due_on_day": "40",
    }
    for word in ("creancier", "debiteur", "origine", "interets", "codebiteurs", "marge", "etude", "verifier"):
        judge(desk.post(f"{here}/{word}", {"siren": "1", "mode": "legal", "owes": "whole"}), refused=True)
    judge(desk.post(f"{here}/sommes", empty), refused=True)
    wrong = SimpleUploadedFile("piece.txt", b"rien")
    assert "neither a PDF" in judge(desk.post(f"{here}/pieces", {"evidence": wrong}), refused=True)
    judge(desk.post("/creance/nouveau", {"how": "invoice"}), refused=True)
    judge(desk.post("/creance/nouveau", {"how": "typed"}), refused=True)


def test_the_switch_keeps_the_page_and_its_query(desk: Client) -> None:
    page = told(desk.get("/creance/?etat=clos"))
    assert re.findall(r'name="next" value="([^"]+)"', page) == ["/creance/?etat=clos"]
    answer = desk.post("/langue", {"language": "fr", "next": "/creance/?etat=clos"})
    assert answer["Location"] == "/creance/?etat=clos"
    assert "Mes créances" in told(desk.get("/creance/"))


def test_easy_french_leaves_the_creditor_in_french(desk: Client) -> None:
    desk.post("/langue", {"language": "fr-falc", "next": "/creance/"})
    page = told(desk.get("/creance/"))
    assert "Aucun dossier en cours." in page
    assert desk.cookies["langue"].value == "fr-falc"


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Proposition n° 2 : 1 000,00 €", "Offer no. 2: 1 000,00 €"),
        ("Lettre envoyée le 1er octobre 2026", "Letter sent on 1 October 2026"),
        ("Fait nouveau : décès", "New fact: death"),
        ("Motif : décès", "Reason: death"),
        ("Texte : le <b>dossier</b>", 'Text: <span lang="fr">le &lt;b&gt;dossier&lt;/b&gt;</span>'),
        ("Le délai d'un mois à compter de l'envoi de la lettre a pris fin le 13/11/2026 à minuit.",
         "The period of one month from the sending of the letter ended on 13/11/2026 at midnight."),
        ("Une phrase <b>que personne</b> n'a traduite.",
         '<span lang="fr">Une phrase &lt;b&gt;que personne&lt;/b&gt; n&#x27;a traduite.</span>'),
        ("", ""),
    ],
)  # fmt: skip
def test_what_the_layers_below_say_is_translated_or_marked(french: str, english: str) -> None:
    assert below.spoken(french) == french
    with translation.override("en"):
        assert below.spoken(french) == english
