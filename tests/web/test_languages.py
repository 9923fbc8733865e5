"""The pages in English and in easy French: nothing untranslated, catalogues in step, French wherever it must stay."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from scripts.dev import messages
from tests import stories
from tests.web.conftest import told
from tests.web.english import french_in
from tests.web.test_debtor import enter

CATALOGUES = messages.catalogues()
HOLES = re.compile(r"%\(\w+\)s|</?\w+[^>]*>|…")


@pytest.mark.parametrize(("journey", "language"), CATALOGUES)
def test_catalogue_is_whole_in_step_and_compiled(journey: str, language: str) -> None:
    path = messages.catalogue(journey, language)
    kept, wanted = polib.pofile(str(path), wrapwidth=0), messages.renewed(journey, language)
    assert messages.untranslated(journey, language) == []
    assert str(kept) == str(wanted), "lancez ./dev messages"
    assert path.with_suffix(".mo").read_bytes() == wanted.to_binary(), "lancez ./dev messages"


@pytest.mark.parametrize(("journey", "language"), CATALOGUES)
def test_translations_keep_the_holes_and_the_marks_of_the_sentence(journey: str, language: str) -> None:
    for entry in messages.renewed(journey, language):
        singular = (entry.msgid, entry.msgstr_plural.get(0) or entry.msgstr)
        plural = (entry.msgid_plural, entry.msgstr_plural.get(1, ""))
        for sentence, said in (singular, plural):
            if said:
                assert sorted(HOLES.findall(said)) == sorted(HOLES.findall(sentence)), sentence


def test_one_sentence_is_told_in_one_way() -> None:
    for language in (messages.ENGLISH, messages.EASY):
        told: dict[str, set[str]] = {}
        for journey in (one for one, spoken in CATALOGUES if spoken == language):
            for entry in messages.renewed(journey, language):
                told.setdefault(entry.msgid, set()).add(entry.msgstr or "".join(entry.msgstr_plural.values()))
        assert {one: ways for one, ways in told.items() if len(ways) > 1} == {}, language


def test_easy_sentences_are_short() -> None:
    for journey in messages.LANGUAGES:
        for entry in messages.renewed(journey, messages.EASY):
            longest = max(re.split(r"[.?!:;] ", entry.msgstr), key=len)
            assert len(longest.split()) <= 25, longest


@pytest.mark.parametrize(
    ("language", "tag", "words"),
    [
        ("fr", "fr", "J'accepte de participer"),
        ("en", "en", "I agree to take part"),
        ("fr-falc", "fr", "Oui, je veux discuter"),
    ],
)
def test_language_is_one_click_away_and_kept(
    client: Client, people: stories.People, language: str, tag: str, words: str
) -> None:
    enter(client, stories.case_in("invited", people))
    before = set(client.cookies)
    answer = client.post("/langue", {"language": language, "next": "/repondre/dossier"})
    assert answer["Location"] == "/repondre/dossier"
    assert set(client.cookies) - before == {"langue"}
    answer = client.get("/repondre/dossier")
    page = told(answer)
    assert f'<html lang="{tag}">' in page
    assert answer["Content-Language"] == tag
    assert words in page
    assert page.count('name="language"') == 3


def test_browser_in_english_reads_english_where_it_was_translated(client: Client) -> None:
    english = {"Accept-Language": "en-GB,en;q=0.8"}
    assert "Answer a letter" in told(client.get("/repondre", headers=english))
    elsewhere = client.get("/composants", headers=english)
    assert '<html lang="fr">' in told(elsewhere)
    assert 'name="language"' not in told(elsewhere)


def test_choosing_a_language_leads_nowhere_else(client: Client, db: None) -> None:
    answer = client.post("/langue", {"language": "en", "next": "https://ailleurs.example/"})
    assert answer["Location"] == "/"
    assert client.get("/langue").status_code == 405


@pytest.mark.parametrize("state", ["invited", "accepted", "proposed", "paid", "expired", "prepared"])
def test_english_pages_hold_french_only_where_it_is_marked(
    client: Client, people: stories.People, state: str
) -> None:
    enter(client, stories.case_in(state, people))
    client.post("/langue", {"language": "en", "next": "/repondre"})
    paths = ["", "/comprendre", "/budget", "/nouvelles", "/preuve", "/possible", "/accepter", "/refuser"]
    paths += ["/proposition", "/proposition/autre", "/proposition/refuser"]
    for path in [f"/repondre/dossier{path}" for path in paths] + [
        "/repondre",
        "/repondre/pas-moi",
        "/repondre/qui",
    ]:
        answer = client.get(path)
        if answer.status_code == 200:
            assert french_in(told(answer)) == [], path


PUBLIC = ("/lettre", "/aide-gratuite", "/verifier", "/verifier/lettre", "/verifier/titre")


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("fr-falc", "fr")])
def test_public_pages_are_told_in_the_language_chosen(
    client: Client, people: stories.People, language: str, tag: str
) -> None:
    case = stories.case_in("invited", people)
    client.post("/langue", {"language": language, "next": "/lettre"})
    pages = [client.get(path) for path in PUBLIC]
    pages += [client.get("/verifier/lettre", {"reference": one}) for one in (case.reference, "DU-0000-0000")]
    pages += [client.post("/verifier/lettre", {"reference": ""})]
    pages += [
        client.post("/verifier/titre", {"pdf": SimpleUploadedFile("a.pdf", one)}) for one in (b"no", b"")
    ]
    for answer in pages:
        page = told(answer)
        assert f'<html lang="{tag}">' in page
        assert page.count('name="language"') == 3
        if language == "en":
            assert french_in(page) == []


def test_a_signed_title_is_judged_in_english() -> None:
    signature: dict[str, Any] = {
        "name": "Garance Vidal",
        "organisation": "Étude Vidal",
        "level": "avancé pour les actes",
    }
    signature |= {"stamped_at": datetime(2026, 10, 13, 8, 5, tzinfo=UTC)}
    withdrawn = (True, True, date(2026, 10, 20))
    for trusted, ours, withdrawn_on in (
        (True, True, None),
        (True, False, None),
        (False, True, None),
        withdrawn,
    ):
        verdict = {
            "valid": True,
            "trusted": trusted,
            "signatures": [signature],
            "notes": ["La preuve est là."],
        }
        with translation.override("en"):
            shown = {"verdict": verdict, "ours": ours, "withdrawn_on": withdrawn_on}
            page = render_to_string("public/title_checked.html", shown)
        assert "13 October 2026 at 10:05, Paris time" in page
        assert french_in(page) == []


def errors_of(answer: Any) -> str:
    """Return what a page complains of."""
    found = re.search(r'class="summary-of-errors".*?</div>', told(answer), re.DOTALL)
    return found[0] if found else ""


def test_errors_are_told_in_english_too(client: Client, people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    client.post("/langue", {"language": "en", "next": "/repondre"})
    assert "Copy the code" in errors_of(client.post("/repondre", {"reference": case.reference}))
    enter(client, case)
    answer = client.post("/repondre/dossier/proposition", {"version": "1", "figures": "douze", "letters": ""})
    assert "not an amount" in errors_of(answer)
    assert "This field is required" in errors_of(answer)
