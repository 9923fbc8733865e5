"""Printed texts: dated without gap or overlap, never silently out of date."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from dument.law import texts

ALL = texts.ARTICLES + texts.MODELS
CHANGE = date(2026, 4, 25)  # loi n° 2026-307 du 23 avril 2026


@pytest.mark.parametrize("key", ALL)
def test_versions_follow_one_another_without_gap_or_overlap(key: str) -> None:
    found = texts.versions(key)
    for before, after in pairwise(found):
        assert before.until is not None
        assert before.until + timedelta(days=1) == after.since
    assert found[-1].until is None


@pytest.mark.parametrize("key", ALL)
def test_every_version_has_its_source_its_day_read_and_its_certainty(key: str) -> None:
    for text in texts.versions(key):
        assert text.source
        assert text.read_on <= date(2026, 11, 23)
        assert text.certainty in {"confirmed", "secondary", "inferred", "unconfirmed"}
        assert text.paragraphs or text.sentences
        assert text.note or text.certainty == "confirmed"


def test_the_four_articles_of_r125_2_are_whole() -> None:
    on = date(2026, 3, 1)
    counts = {key: len(texts.in_force(key, on).paragraphs) for key in texts.ARTICLES}
    assert counts == {"l125-1": 5, "l111-2": 1, "l111-3": 10, "2238": 2}
    whole = " ".join(" ".join(texts.in_force(key, on).paragraphs) for key in texts.ARTICLES)
    for told in (
        "Les frais de toute nature qu'occasionne la procédure sont à la charge exclusive du créancier.",
        "5° Le titre délivré par l'huissier de justice en cas de non-paiement d'un chèque",
        "constaté par l'huissier, pour une durée qui ne peut être inférieure à six mois.",
        "en poursuivre l'exécution forcée sur les biens de son débiteur",
    ):
        assert told in whole


@pytest.mark.parametrize("key", ["l125-1", "l111-3"])
def test_since_the_law_of_2026_the_last_wording_known_is_printed_and_marked(key: str) -> None:
    before = texts.in_force(key, CHANGE - timedelta(days=1))
    after = texts.in_force(key, CHANGE)
    assert (before.certainty, after.certainty) == ("confirmed", "unconfirmed")
    assert after.paragraphs == before.paragraphs
    assert "2026-307" in after.note


def test_unconfirmed_lists_what_production_refuses() -> None:
    assert texts.unconfirmed(CHANGE - timedelta(days=1)) == ()
    assert [text.key for text in texts.unconfirmed(CHANGE)] == ["l125-1", "l111-3"]


@pytest.mark.parametrize("key", ALL)
def test_a_day_before_the_first_wording_is_refused(key: str) -> None:
    first = texts.versions(key)[0].since
    assert texts.in_force(key, first) == texts.versions(key)[0]
    with pytest.raises(texts.UnknownText, match="aucune rédaction lue"):
        texts.in_force(key, first - timedelta(days=1))


def test_an_unknown_text_is_named() -> None:
    with pytest.raises(texts.UnknownText, match="« 1343-5 » n'est pas un texte imprimé"):
        texts.versions("1343-5")


def test_what_each_document_prints() -> None:
    on = date(2026, 10, 13)
    letter = texts.printed("invitation", on)
    assert [text["key"] for text in letter["texts"]] == list(texts.ARTICLES)  # type: ignore[attr-defined]
    assert "Vous êtes libre d'accepter ou de refuser cette procédure." in letter["wording"].values()  # type: ignore[attr-defined]
    assert texts.printed("refusal_form", on)["texts"] == []
    assert set(texts.printed("title", on)["wording"]) == {"formula", "formula_head", "formula_name"}  # type: ignore[call-overload]
    assert texts.printed("proposal", on) == {"texts": [], "wording": {}}


@pytest.mark.parametrize(
    ("kind", "model"),
    [
        ("acceptance_form", "model-forms"),
        ("refusal_form", "model-forms"),
        ("title", "executory-formula"),
        ("debtor_copy", "executory-formula"),
    ],
)
def test_forms_and_copies_print_the_sentences_of_their_model(kind: str, model: str) -> None:
    on = date(2026, 10, 13)
    assert texts.in_force(model, on).sentences
    assert texts.printed(kind, on) == {"texts": [], "wording": texts.in_force(model, on).sentences}


def test_the_appended_article_1343_5_is_never_printed_with_the_letter() -> None:
    # R125-2 II names four articles; a public page adds this one by mistake.
    letter = texts.printed("invitation", date(2026, 10, 13))
    assert "1343-5" not in str(letter)


def test_a_document_gets_the_article_as_plain_values() -> None:
    text = texts.in_force("2238", date(2026, 3, 1))
    assert text.as_data() == {
        "key": "2238",
        "title": "Code civil, article 2238",
        "certainty": "confirmed",
        "note": "",
        "source": text.source,
        "paragraphs": list(text.paragraphs),
    }


def test_a_day_before_the_first_wording_is_refused_with_its_title() -> None:
    first = texts.versions("2238")[0].since
    day = first - timedelta(days=1)
    with pytest.raises(texts.UnknownText) as raised:
        texts.in_force("2238", day)
    assert str(raised.value) == (
        f"Code civil, article 2238 : aucune rédaction lue pour le {day:%d/%m/%Y} (connue depuis le {first:%d/%m/%Y})."
    )


def test_a_document_prints_the_sentences_of_all_its_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "printed_by", lambda _: ((), ("model-forms", "executory-formula")))
    on = date(2026, 10, 13)
    both = {
        **texts.in_force("model-forms", on).sentences,
        **texts.in_force("executory-formula", on).sentences,
    }
    assert texts.printed("any", on)["wording"] == both
