"""The generated pages say everything the code holds, and a thing removed from the code shows."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from dument.law.mentions import catalogue
from dument.law.parameters import every_parameter
from dument.law.references import UnknownReference, cite, registered
from dument.procedure.packs.l125 import PACK
from dument.queries import atlas
from dument.queries.reasons import HOLE, reasons
from dument.queries.sources import articles_in, rules
from scripts import docs
from scripts.pages import data, law, letters, procedure
from scripts.pages.scenarios import FOLDER, scenarios
from tests.architecture.source import ROOT

TEXTUAL = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
FORMAT = ROOT / ".." / "shared" / "scenarios" / "FORMAT.md"


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("CPCE L125-1 al. 3, R125-3, R125-5 4°; C. civ. 2238", ["L125-1", "R125-3", "R125-5", "2238"]),
        ("(R125-1 al. 2)", ["R125-1"]),
        ("CPCE, art. R125-1", ["R125-1"]),
        ("(C. civ. 1343-1 al. 2, 1907)", ["1343-1", "1907"]),
        ("CPC 640 to 642", ["640", "642"]),
        ("(loi 2026-307; date inferred)", ["1er"]),
        ("Ordonnance 2016-728 art. 8", ["8"]),
        ("5 000,00 € passes on 2238 days", []),
        ("L125-12 and R1125-1 are not articles", []),
    ],
)
def test_articles_are_read_in_a_text(text: str, articles: list[str]) -> None:
    assert [one.rpartition(" ")[2] for one in articles_in(text)] == articles


def test_an_article_alone_is_the_procedure_s_own() -> None:
    assert articles_in("L212-1") == ("CPCE L212-1",)
    assert articles_in("C. conso. L212-1") == ("C. conso. L212-1",)


def test_every_registered_article_is_on_the_page() -> None:
    page = law.text()
    assert len(registered()) > 200
    assert [str(one) for one in registered() if str(one) not in page] == []


def test_every_value_is_on_the_page() -> None:
    page = law.text()
    assert [one.name for one in every_parameter() if f'<a id="{one.name}"></a>' not in page] == []


def test_links_inside_the_page_of_law_lead_somewhere() -> None:
    page = law.text()
    aims = set(re.findall(r'<a id="([^"]+)"></a>', page)) | {
        heading.lower().replace(" ", "-") for heading in re.findall(r"^## (.+)$", page, flags=re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) - aims == set()


def test_a_rule_leads_from_its_article() -> None:
    ceiling = next(one for one in atlas.entries() if one.key == "CPCE R125-1")
    assert "dument.law.eligibility:ceiling" in [rule.path for rule in ceiling.rules]
    assert "claim_ceiling" in [one.name for one in ceiling.series]
    lock = next(one for one in atlas.entries() if one.key == "CPCE R125-7")
    assert "record_payment" in [row.act for row in lock.acts]


def test_an_article_removed_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one article, the page is another one, so the stale file fails the check."""
    kept = tuple(one for one in atlas.entries() if one.key != "CPCE R125-8")
    before = law.text()
    monkeypatch.setattr(atlas, "entries", lambda: kept)
    after = law.text()
    assert "CPCE, art. R125-8" in before
    assert "#### CPCE, art. R125-8" not in after
    monkeypatch.chdir(ROOT)
    assert "docs/law.md" in docs.stale()


def test_everything_unconfirmed_is_listed() -> None:
    listed = law.text().split("## Not confirmed")[1].split("### Inferred")[0]
    expected = {
        series.name
        for series in every_parameter()
        for value in series.values
        if value.certainty == "unconfirmed"
    }
    assert expected
    assert {name for name in expected if f"(#{name})" not in listed} == set()
    assert [
        str(one) for one in registered() if one.certainty == "unconfirmed" and str(one) not in listed
    ] == []


def test_every_scenario_is_told_and_cites_a_known_article() -> None:
    assert len(scenarios()) == len(list(FOLDER.glob("*.toml"))) > 0
    page = law.text()
    assert [one.name for one in scenarios() if f'<a id="{one.name}"></a>' not in page] == []
    assert [one.name for one in scenarios() if not one.articles] == []


def test_every_act_and_guard_is_on_the_page() -> None:
    page = procedure.text()
    assert [act for act in PACK if f"| `{act}`" not in page] == []
    guards = {guard.__name__ for row in PACK.values() for guard in row.guards}
    assert [name for name in guards if f"| `{name}` |" not in page] == []


# Findings on facts that no scenario holds: another person answered for the debtor, others owe the whole with him, or
# a payment is cancelled.
LEFT_TO_THE_OFFICER = {
    "authority_to_answer",
    "authority_to_agree",
    "rebate_to_a_codebtor",
    "paid_by_the_others",
    "partly_paid_by_the_others",
}
OURS = LEFT_TO_THE_OFFICER | {
    "solidary_debt_paid", "solidary_debt_exceeded", "no_payment_recorded", "certificate_up_to_date",
    "letter_number_borne",
}  # fmt: skip


def test_every_refusal_code_is_found_in_the_rules() -> None:
    words = FORMAT.read_text().split("Refusal codes:")[1].split("One act may be refused")[0]
    codes = set(re.findall(r"`(\w+)`", words))
    assert len(codes) > 25
    assert {one.code for one in reasons()} == codes | OURS


def test_decidable_findings_are_those_of_the_format() -> None:
    words = FORMAT.read_text().split("*Decided.*")[1].split("`prepare`")[0]
    assert {one.code for one in reasons() if one.decidable} == set(
        re.findall(r"`(\w+)`", words)
    ) | LEFT_TO_THE_OFFICER


def test_reasons_name_registered_articles_only() -> None:
    unknown = []
    for one in reasons():
        for article in one.basis:
            try:
                if article != HOLE:
                    cite(article)
            except UnknownReference:
                unknown.append((one.code, article))
    assert unknown == []


def test_rules_say_what_they_do() -> None:
    assert len(rules()) > 80
    public = [one for one in rules() if not any(part.startswith("_") for part in one.name.split("."))]
    assert [one.path for one in public if not one.says] == []


def test_every_document_and_mention_is_on_the_page() -> None:
    page = letters.text()
    assert page.count("\n## ") == len(catalogue()) >= 10
    assert [one.label for kind in catalogue().values() for one in kind if one.label not in page] == []


def columns(*kinds: type[models.Field[Any, Any]]) -> set[str]:
    """Return the columns of the project's models of those kinds, of all when none is named."""
    return {
        f"{model._meta.label}.{field.column}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if not kinds or (isinstance(field, kinds) and model.__module__.startswith("dument"))
    }


def test_every_column_of_text_is_declared_personal_or_not() -> None:
    raw = data.declared()
    listed = [column for one in raw["datum"] for column in one["columns"]]
    listed += raw["not_personal"]["columns"]
    assert sorted({column for column in listed if listed.count(column) > 1}) == []
    assert columns(*TEXTUAL) - set(listed) == set()
    assert set(listed) - columns() == set()


def test_every_datum_has_a_known_retention() -> None:
    raw = data.declared()
    assert {one["retention"] for one in raw["datum"]} == set(raw["retention"])
    assert {one["certainty"] for one in raw["retention"].values()} <= {
        "confirmed",
        "secondary",
        "inferred",
        "unconfirmed",
    }


def test_the_texts_are_the_same_each_time() -> None:
    for module in (data, law, letters, procedure):
        assert module.text() == module.text()


def test_no_certainty_is_out_of_the_four_words() -> None:
    raw = tomllib.loads((ROOT / "src/dument/law/data/mentions.toml").read_text())
    assert {one["certainty"] for one in raw["mention"]} <= {
        "confirmed",
        "secondary",
        "inferred",
        "unconfirmed",
    }
