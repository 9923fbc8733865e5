"""What is not typeset: unknown kinds, missing mentions, data out of shape; and names that try to be markup."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as search
from hypothesis import strategies as st

from dument.adapters.pdf.glyphs import breakable, visible
from dument.adapters.pdf.typst import TypstTypesetter
from dument.law import mentions
from dument.ports import pdf as port
from tests.adapters.pdf_reading import plain, words
from tests.adapters.pdf_samples import sample

TYPESETTER = TypstTypesetter()


def _without(data: dict[str, Any], field: str) -> dict[str, Any]:
    """Return the data with what carries one field emptied ("a.*.b" empties the list `a`, "a|b" both)."""
    data = copy.deepcopy(data)
    for one in field.split("|"):
        *parents, last = one.partition(".*")[0].split(".")
        at: Any = data
        for name in parents:
            at = at.setdefault(name, {})  # what the sample does not carry is missing already
        kept = at.get(last)
        at[last] = [] if isinstance(kept, list) else " " if isinstance(kept, str) else None
    return data


_CASES = [
    (kind, mention, field)
    for kind in port.KINDS
    for mention in mentions.required(kind)
    for field in mention.fields
]


@pytest.mark.parametrize(
    ("kind", "mention", "field"), _CASES, ids=lambda value: getattr(value, "code", str(value))
)
def test_each_missing_mention_refuses_and_is_named(kind: str, mention: mentions.Mention, field: str) -> None:
    with pytest.raises(port.MentionsMissing) as refused:
        TYPESETTER.render(kind, _without(sample(kind), field))
    assert mention in refused.value.missing
    assert mention.label in str(refused.value)
    assert mention.article in str(refused.value)


def test_every_missing_mention_is_listed_at_once() -> None:
    data = sample("invitation", creditor={}, code="", texts=[])
    with pytest.raises(port.MentionsMissing) as refused:
        TYPESETTER.render("invitation", data)
    assert [mention.code for mention in refused.value.missing] == ["creditor", "articles", "credentials"]


def test_an_unknown_kind_is_refused_by_name() -> None:
    with pytest.raises(port.UnknownKind, match="« facture » n'est pas un document"):
        TYPESETTER.render("facture", {})


@pytest.mark.parametrize("day", ["13/10/2026", "2026-02-30", "demain"])
def test_an_unreadable_day_is_refused(day: str) -> None:
    with pytest.raises(port.TypesettingFailed, match="Jour du document illisible"):
        TYPESETTER.render("refusal_form", sample("refusal_form", day=day))


def test_data_out_of_shape_is_refused_and_the_next_document_is_made() -> None:
    data = sample("proposal")
    data["terms"] = {**data["terms"], "amount": "mille"}
    with pytest.raises(port.TypesettingFailed, match=r"Composition impossible \(proposal.typ\)"):
        TYPESETTER.render("proposal", data)
    assert TYPESETTER.render("proposal", sample("proposal")).startswith(b"%PDF")


HOSTILE = [
    '#panic("pris")',
    "*gras* _italique_ = Titre `code` $x^2$ <label> @ref // commentaire",
    '#read("/etc/passwd")',
    '"); #import "lib.typ": *',
    "\\u{202e} \\ #{ } [ ] ~ --- -- ... 'guillemets' \"droits\"",
    "https://exemple.example/payer",
    "{code} {reference}",
    "Ngô Đình Łukasz Ørsted Čapek Ζωή Жанна",
]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", ["invitation", "refusal_form", "title"])
def test_a_name_is_only_ever_text(kind: str, name: str) -> None:
    data = sample(kind, debtor={"name": name, "address": [name, "13005 Marseille"]})
    data["creditor"] = {"name": name, "address": [name]}
    data["claim"]["basis"] = name
    text = words(TYPESETTER.render(kind, data)).replace(" ", "")
    assert name.replace(" ", "") in text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Jean\u202eTNEDNOM\u202c", "Jean‹U+202E›TNEDNOM‹U+202C›"),
        ("Du\u200bpont", "Du‹U+200B›pont"),
        ("Le\u0301a", "Léa"),
        ("Marie\nMartin\tfils", "Marie Martin fils"),
        ("\x00\x1b[31m", "‹U+0000›‹U+001B›[31m"),
        ("山田 🧾", "‹U+5C71›‹U+7530› ‹U+1F9FE›"),
        ("\ud800", "‹U+D800›"),
        ("\ue000\ufeff", "‹U+E000›‹U+FEFF›"),
        ("L'Étude & Cie", "L'Étude & Cie"),
    ],
)
def test_nothing_is_hidden_and_nothing_is_lost(written: str, shown: str) -> None:
    assert visible(written) == shown
    data = sample("refusal_form", creditor={"name": written, "address": [written]})
    assert shown.replace(" ", "") in words(TYPESETTER.render("refusal_form", data)).replace(" ", "")


def test_only_endless_words_may_break_inside() -> None:
    assert breakable("a" * 40) == "a" * 40
    assert breakable("Jean " * 20) == "Jean " * 20
    assert breakable("a" * 41) == "\u200b".join(["a" * 10] * 4 + ["a"])


@given(
    name=st.text(min_size=1, max_size=60).filter(str.strip),
    place=st.text(min_size=1, max_size=40).filter(str.strip),
)
@search(max_examples=40)
def test_any_text_is_typeset(name: str, place: str) -> None:
    data = sample("acceptance_form", creditor={"name": name, "address": [place]})
    data["claim"]["basis"] = place
    pdf = TYPESETTER.render("acceptance_form", data)
    shown = visible(name).replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if shown.isascii():
        assert plain(shown) in words(pdf).replace(" ", "")
    assert pdf.startswith(b"%PDF")
