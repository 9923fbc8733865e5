"""veraPDF, an independent validator, finds every document to be PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

from typing import Any

import pytest
import typst

from dument.adapters.pdf.typst import TypstTypesetter
from dument.ports import pdf as port
from tests.adapters.pdf_samples import sample
from tests.proof import verapdf

pytestmark = pytest.mark.proof
TYPESETTER = TypstTypesetter()


@pytest.fixture(autouse=True)
def _validator() -> None:
    if why := verapdf.missing():
        pytest.skip(why)


def _complies(kind: str, data: dict[str, Any]) -> None:
    pdf = TYPESETTER.render(kind, data)
    assert verapdf.failures(pdf, "2a") == set()
    assert verapdf.failures(pdf, "ua1") == set()


@pytest.mark.parametrize("kind", port.KINDS)
def test_every_kind_is_archival_and_accessible(kind: str) -> None:
    _complies(kind, sample(kind))


@pytest.mark.parametrize("ending", ["R125-5 1°", "R125-5 3°", "R125-5 4°"])
def test_every_ending(ending: str) -> None:
    accepted = {"on": "2026-10-20", "channel": "en ligne"}
    terms = sample("title")["terms"]
    _complies("outcome_record", sample("outcome_record", ending=ending, terms=terms, acceptance=accepted))


def test_a_draft() -> None:
    _complies("title", sample("title", draft=True))


def test_letter_with_a_masked_code_signed_by_hand() -> None:
    _complies("invitation", sample("invitation", code=port.MASKED_CODE, signature="handwritten", demo=False))


def test_letter_with_a_long_schedule_of_debts_over_several_pages() -> None:
    data = sample("invitation")
    data["claim"] = {**data["claim"], "lines": data["claim"]["lines"] * 30, "other": "40.00"}
    _complies("invitation", data)


@pytest.mark.parametrize("kind", ["invitation", "title"])
def test_one_of_several_debtors(kind: str) -> None:
    data = sample(kind)
    data["claim"] = data["claim"] | {"several": {"solidarity": "clause du contrat (article 7 du bail)"}}
    _complies(kind, data)


@pytest.mark.parametrize("kind", ["discharge", "discharge_withdrawal"])
def test_full_payment_without_an_agreement(kind: str) -> None:
    data = sample(kind, agreed_on="")
    data["claim"] = data["claim"] | {"several": {"solidarity": "clause du contrat (article 7 du bail)"}}
    _complies(kind, data)


def test_names_in_other_alphabets_and_with_hidden_characters() -> None:
    odd = {
        "name": "Ζωή Жанна أحمد שרה Łukasz\u202e\u200b 山田 😀 q\u0308",
        "address": ["1 rue\x00 X", "13005 Marseille"],
    }
    for kind in ("invitation", "refusal_form", "agreement"):
        _complies(kind, sample(kind, debtor=odd, creditor=odd))


def test_the_validator_bites() -> None:
    bare = typst.compile(b"Sans titre, sans langue, sans balises", format="pdf", pdf_tags=False)
    assert isinstance(bare, bytes)
    assert "7.1-11" in verapdf.failures(bare, "ua1")
    assert verapdf.failures(bare, "2a")
    assert verapdf.failures(b"%PDF-1.7\nrien", "2a") == {"unreadable"}
