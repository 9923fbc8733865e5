"""The catalogue of mandatory mentions is whole, and what is missing is found."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from dument.law import mentions
from dument.ports.pdf import KINDS

# R125-2, read point by point: where each requirement stands in the catalogue of the letter.
R125_2 = {
    "CPCE R125-2 I 1°": "officer",
    "CPCE R125-2 I 2°": "creditor",
    "CPCE R125-2 I 3°": "basis",
    "CPCE R125-2 II": "articles",
    "CPCE R125-2 III 1°": "free_choice",
    "CPCE R125-2 III 2°": "month_to_accept",
    "CPCE R125-2 III 3°": "ways_to_refuse",
    "CPCE R125-2 III 4°": "silence",
    "CPCE R125-2 III 5°": "court",
    "CPCE R125-2 IV": "model",
}


def test_every_kind_of_document_has_its_mentions() -> None:
    assert set(mentions.catalogue()) == set(KINDS)
    assert all(mentions.required(kind) for kind in KINDS)


def test_the_letter_covers_every_point_of_r125_2() -> None:
    by_article = {mention.article: mention.code for mention in reversed(mentions.required("invitation"))}
    assert {article: by_article.get(article) for article in R125_2} == R125_2


def test_every_mention_is_used_sourced_and_tagged() -> None:
    raw = tomllib.loads((files("dument.law") / "data" / "mentions.toml").read_text(encoding="utf-8"))
    used = {mention.code for kind in KINDS for mention in mentions.required(kind)}
    assert used == {row["code"] for row in raw["mention"]}
    assert len(raw["mention"]) == len(used)
    for kind in KINDS:
        for mention in mentions.required(kind):
            assert mention.label
            assert mention.article
            assert mention.fields
            assert mention.certainty in {"confirmed", "secondary", "inferred", "unconfirmed"}


def test_an_unknown_kind_has_no_catalogue() -> None:
    with pytest.raises(KeyError):
        mentions.required("facture")


_FULL: dict[str, object] = {
    "office": {"officer": "Maître A", "name": "Étude A", "town": "Lyon", "address": ["1 rue B"]},
    "reference": "D-1",
    "day": "2026-10-13",
    "creditor": {"name": "C", "address": ["2 rue D"]},
    "debtor": {"name": "E", "address": ["3 rue F"]},
    "conflict": "none",
}


def test_nothing_is_missing_from_a_whole_declaration() -> None:
    assert mentions.missing("conflict_declaration", _FULL) == ()


@pytest.mark.parametrize("blank", [None, "", "  \n", [], {}])
def test_an_empty_value_is_missing(blank: object) -> None:
    found = mentions.missing("conflict_declaration", _FULL | {"conflict": blank})
    assert [mention.code for mention in found] == ["no_family_tie", "no_conflict"]


def test_a_printed_zero_is_a_mention() -> None:
    claim = {"principal": "10.00", "interest": "0.00", "total": "10.00"}
    data = _FULL | {"claim": claim, "wording": {}}
    assert "amounts" not in {mention.code for mention in mentions.missing("proposal", data)}


@pytest.mark.parametrize(
    ("contact", "blocked"),
    [
        ({"phone": "04 91 00 00 00", "email": "a@b.example"}, False),
        ({"phone": "04 91 00 00 00", "email": ""}, False),
        ({"phone": "", "email": "a@b.example"}, False),
        ({"phone": " ", "email": ""}, True),
        ({}, True),
    ],
)
def test_one_way_to_reach_the_office_is_enough(contact: dict[str, str], blocked: bool) -> None:
    found = {mention.code for mention in mentions.missing("acceptance_form", {"office": contact})}
    assert ("office_contact" in found) is blocked


# What an article demands of a document, against what the drafter chose to print.
CHOSEN = {
    "no_payment", "no_payment_yet", "no_fees", "limitation_suspended", "becomes_enforceable", "enforcement_bar",
    "payments_free", "title_basis", "no_family_tie", "no_conflict", "no_new_month", "challenge", "dispatch",
    "acceptance", "officer_signature", "answer_by", "free_copy", "question", "answer", "answer_steps",
    "answer_sources", "answer_day", "answer_certainty", "paid_in_full", "payments_listed", "no_fees_left",
    "office_name", "each_step", "what_is_left", "payments_imputed", "certificate_withdrawn",
}  # fmt: skip


def test_only_what_a_text_demands_is_called_confirmed() -> None:
    found = {mention for kind in KINDS for mention in mentions.required(kind)}
    assert {mention.code for mention in found if mention.certainty == "inferred"} == CHOSEN


def test_one_row_without_its_value_is_missing() -> None:
    rows = [{"on": "2026-10-13", "what": "Mandat", "article": "L125-1"}]
    whole = {mention.code for mention in mentions.missing("outcome_record", {"steps": rows})}
    holed = {
        mention.code
        for mention in mentions.missing("outcome_record", {"steps": [*rows, {"on": "2026-10-14"}]})
    }
    assert holed - whole == {"steps"}
