"""The topics of `dument calc`: shapes of questions, answers with their reasons, refusals in French."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.law.calculations import TOPICS, BadInput, Refused, answer
from dument.law.calculations.examples import (
    BadExample,
    Outcome,
    agrees,
    read_question,
    read_tolerance,
    run_row,
)
from dument.law.references import CERTAINTIES

WORKED = Path(__file__).resolve().parents[2] / ".." / "shared" / "law" / "tables" / "worked_examples.csv"
ROWS = list(csv.DictReader(WORKED.open(encoding="utf-8"))) if WORKED.exists() else []
OURS = list(csv.DictReader((Path(__file__).parent / "examples/topics.csv").open(encoding="utf-8")))
"""Computed apart, from the notes and the tables of law, by a script that imports nothing of the product."""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_worked_examples_hold(row: dict[str, str | None]) -> None:
    outcome = run_row(row)
    assert outcome.holds, outcome.got


@pytest.mark.parametrize("topic", sorted({row["topic"] for row in OURS}))
def test_our_own_rows_hold(topic: str) -> None:
    outcomes = [run_row(row) for row in OURS if row["topic"] == topic]
    assert [one for one in outcomes if not one.holds] == []


def test_our_own_rows_try_every_topic() -> None:
    assert {row["topic"] for row in OURS} == set(TOPICS)


# One question at least for every topic and shape: what must be in the answer.
ASKED: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("interet_legal",
     {"principal": "1000.00", "start": "2025-12-31", "end": "2026-03-31", "creditor": "autre",
      "paiements": [{"date": "2026-01-31", "montant": "502.23"}]},
     {"interest": "4.34", "reste_principal": "500.00", "reste_interets": "2.11", "total": "502.11",
      "paiements": [{"sur_interets": "2.23", "sur_principal": "500.00"}]}),
    ("interet_legal_semestre",
     {"principal": "800.00", "start": "2025-12-31", "end": "2026-01-01", "creditor": "personne_physique_non_pro"},
     {"days": 1, "rate_pct": "6.67", "interest": "0.15"}),
    ("interet_legal_segment", {"base": "2000.00", "days": 61, "rate_pct": "4.29"}, {"total": "2014.34"}),
    ("interet_capitalise_segment", {"principal": "2036.74", "days": 100, "rate_pct": "9.54"}, {"total": "2089.97"}),
    ("interet_conventionnel",
     {"principal": "1000.00", "start": "2024-03-01", "end": "2026-03-01", "rate_pct": "5", "clause_anatocisme": True},
     {"days": 730, "interest": "102.50"}),
    ("l441_10", {"invoice_ttc": "1200.00", "due": "2026-03-15", "end": "2026-03-15"},
     {"days": 0, "interest": "0.00", "total": "1240.00"}),
    ("l441_10", {"invoice_ttc": "1000.00", "due": "2026-01-31", "end": "2026-03-02", "rate_pct": "9"},
     {"days": 30, "interest": "7.40", "total": "1047.40"}),
    ("l441_10", {"invoice_ttc": "10000.00", "days": 61, "rate_pct": "12.15"}, {"total": "10243.05"}),
    ("l441_10_taux", {"semestre": "2026-S2"}, {"bce": "2.40", "default": "12.40", "plancher_3x": "8.25"}),
    ("plafond_R125_1", {"principal": "4000.01", "interets": "0.00", "date": "2019-06-01"},
     {"eligible": False, "plafond": "4000.00"}),
    ("plafond_prudent",
     {"principal": "3900.00", "interets": "80.00", "indemnite_40": "40.00", "date": "2019-06-01"},
     {"eligible": True, "warning": True, "total": "4020.00"}),
    ("imputation_1343_1", {"principal": "10.00", "interets_echus": "1.00", "paiement": "12.00"},
     {"reste_principal": "0.00", "trop_percu": "1.00"}),
    ("imputation_1342_10",
     {"dettes": [{"id": "A", "exigible": "2025-01-05", "reste": "300.00", "taux_pct": "2.62"},
                 {"id": "B", "exigible": "2025-02-05", "reste": "300.00", "taux_pct": "12.15"}],
      "paiement": "350.00"},
     {"A": "50.00", "B": "300.00"}),
    ("A444_32", {"base": "150.00", "tarif": "2023-06-01", "departement": "971"}, {"ht": "27.45", "ttc": "29.78"}),
    ("A444_32", {"creance": "1000.00", "tarif": "2024-03-01"}, {"ht": "106.81", "emolument_ht_sum": "106.81"}),
    ("A444_32_forfait", {"creance": "188.00", "tarif": "2026-03-01"}, {"tranches": [], "emolument_ht_sum": "21.50"}),
    ("A444_31_reference", {"base": "44.00", "scale": "2021"}, {"tranches": [], "ht": "4.25"}),
    ("A444_10_outre_mer", {"creance": "150.00", "departement": "2a", "date": "2023-06-01"},
     {"ht": "21.28", "tva_pct": "20"}),
    ("psrpc_frais", {"issue": "refus", "date": "2024-07-16"}, {"dossier_ttc": "14.92", "titre_ttc": "0.00"}),
    ("psrpc_frais", {"issue": "acceptation", "date": "2019-01-01"}, {"titre_ttc": "30.00"}),
    ("cout_total_creancier", {"creance": "200.00", "issue": "accord", "tarif": "2021-01-01"}, {"total_ttc": "44.68"}),
    ("cout_total_creancier",
     {"creance": "100.00", "issue": "acceptation", "tarif": "2024-03-01", "coefficient_A444_46": True},
     {"titre_ttc": "15.04"}),
    ("prescription", {"kind": "TELECOM", "exigibilite": "2025-11-11"}, {"dernier_jour": "2026-11-11"}),
    ("prescription", {"kind": "TITRE_PSRPC", "exigibilite": "2026-11-11", "years": 2},
     {"dernier_jour": "2028-11-11", "certainty": "inferred"}),
    ("prescription", {"kind": "COPRO", "exigibilite": "2016-11-11", "years": 10},
     {"dernier_jour": "2026-11-11", "certainty": "unconfirmed"}),
    ("prescription_suspension_2238",
     {"exigibilite": "2021-03-10", "years": 5, "accord_participer": "2026-02-20", "refus_constate": None},
     {"dernier_jour": "2026-03-10", "suspendu": True}),
    ("prescription_suspension_2238",
     {"exigibilite": "2021-03-10", "years": 5, "envoi_lettre": "2026-02-20", "reponse": "refus"},
     {"dernier_jour": "2026-03-10", "suspendu": False}),
    ("prescription_interruption_2240",
     {"kind": "CREDIT_CONSO", "exigibilite": "2025-03-10", "years": 2, "accord_sur_montant": "2026-02-25"},
     {"dernier_jour": "2027-03-10"}),
    ("delai_mois_641_642", {"envoi": "2026-10-13", "months": 1}, {"raw": "2026-11-13"}),
    ("delai_mois_641_642", {"envoi": "2026-04-22", "months": 1, "territory": "972"},
     {"prorogue_642": "2026-05-22", "prorogue_642_local": "2026-05-26"}),
    ("paques", {"year": 2026}, {"paques": "2026-04-05"}),
    ("cour_appel", {"code_postal": "13001"}, {"departement": "13", "cour_appel": "Aix-en-Provence"}),
    ("cour_appel_ambigu", {"code_postal": "13001"}, {"ask_commune": False}),
    ("reversement_R444_56", {"encaissement": "2026-03-02", "mode": "especes"}, {"au_plus_tard": "2026-03-23"}),
    ("reversement_R444_56", {"encaissement": "2026-03-02", "mode": "autre", "echelonne": True},
     {"au_plus_tard": "2026-06-02", "alerte": "2026-05-26"}),
    # Digits as text or as a number, null for what is not said.
    ("paques", {"year": "2026"}, {"paques": "2026-04-05"}),
    ("A444_31_reference", {"base": 44, "scale": 2021}, {"ht": "4.25"}),
    ("prescription", {"kind": None, "exigibilite": "2021-03-10", "years": "5"}, {"dernier_jour": "2026-03-10"}),
    ("cour_appel", {"code_postal": "13001", "insee": None, "aeroport": None}, {"departement": "13"}),
    ("imputation_1342_10",
     {"dettes": [{"id": 1, "exigible": "2025-01-05", "reste": 3}, {"id": 2, "exigible": "2025-02-05", "reste": 3}],
      "paiement": 3, "indication": 2},
     {"1": "0.00", "2": "3.00"}),
    # What is not yet due waits, however dear it is; without a day, all is taken as due.
    ("imputation_1342_10",
     {"dettes": [{"id": "A", "exigible": "2026-06-01", "reste": "100.00", "taux_pct": "12.15"},
                 {"id": "B", "exigible": "2025-01-05", "reste": "100.00"}],
      "paiement": "100.00", "date": "2026-01-01"},
     {"A": "0.00", "B": "100.00"}),
    # No long stop for the title of a court, whatever its years.
    ("prescription", {"kind": "TITRE_1_3", "exigibilite": "2021-03-10", "years": 30}, {"dernier_jour": "2051-03-10"}),
    # The letter and what came of it, told together.
    ("prescription_suspension_2238",
     {"exigibilite": "2021-03-10", "years": 5, "envoi_lettre": "2026-02-18", "accord_participer": "2026-02-20",
      "refus_constate": "2026-03-05"},
     {"dernier_jour": "2026-09-05"}),
    ("prescription_suspension_2238", {"exigibilite": "2021-03-10", "years": 5, "envoi_lettre": "2026-02-18"},
     {"dernier_jour": "2026-03-10", "suspendu": False}),
    ("prescription_suspension_2238",
     {"exigibilite": "2021-03-10", "years": 5, "envoi_lettre": "2026-02-18", "reponse": "silence"},
     {"dernier_jour": "2026-03-10", "suspendu": False}),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "given", "expected"), ASKED)
def test_every_shape_is_answered_with_its_reasons(
    topic: str, given: dict[str, Any], expected: dict[str, Any]
) -> None:
    found = answer(topic, given)
    assert {key: found[key] for key in expected} == expected
    assert found["explanation"]
    assert found["references"]
    assert found["certainty"] in CERTAINTIES
    assert json.loads(json.dumps(found)) == found
    assert not any("ignoré" in line for line in found["explanation"])


def test_every_topic_is_tried() -> None:
    tried = {topic for topic, _, _ in ASKED} | {row["topic"] for row in ROWS}
    assert not ROWS or tried == set(TOPICS)


def test_a_field_without_use_is_said_so() -> None:
    found = answer("paques", {"year": 2026, "moon": "full"})
    assert found["explanation"][-1] == "Champ sans usage pour ce sujet, ignoré : moon."


def test_a_clause_below_no_day_of_fees_tells_its_last_confirmed_value() -> None:
    found = answer("psrpc_frais", {"issue": "acceptation", "date": "2026-10-13"})
    assert (found["titre_ttc"], found["certainty"]) == ("29.76", "unconfirmed")
    assert any("Dernière valeur confirmée" in line for line in found["explanation"])
    before = answer("psrpc_frais", {"issue": "acceptation", "date": "2021-06-01"})
    assert before["certainty"] == "confirmed"


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("interet_legal", {"principal": "1.00", "start": "2026-12-30", "end": "2027-01-01", "creditor": "autre"},
     "ne se devine pas"),
    ("l441_10_taux", {"semestre": "2027-S1"}, "aucune valeur connue"),
    ("plafond_R125_1", {"principal": "1.00", "interets": "0", "date": "2016-05-31"}, "aucune valeur connue"),
    ("A444_32", {"base": "1.00", "tarif": "2028-03-01"}, "aucune valeur connue"),
    ("A444_32", {"base": "52400.01", "tarif": "2024-03-01"}, "n'a pas été lue"),
    ("A444_32_forfait", {"creance": "188.01", "tarif": "2024-03-01"}, "par tranches"),
    ("A444_10_outre_mer", {"creance": "1.00", "departement": "975", "date": "2024-03-01"}, "aucune valeur connue"),
    ("A444_32", {"base": "1.00", "tarif": "2024-03-01", "departement": "988"}, "Nouvelle-Calédonie : aucun tarif lu"),
    ("cour_appel", {"code_postal": "01410"}, "indiquez la commune"),
    ("psrpc_frais", {"issue": "refus", "date": "2016-05-31"}, "aucune valeur connue"),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "given", "why"), REFUSED)
def test_where_the_law_does_not_answer(topic: str, given: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        answer(topic, given)


LOAN = {"principal": "1.00", "start": "2026-01-01", "end": "2026-02-01", "creditor": "autre"}
CLAIM = {"exigibilite": "2021-03-10", "years": 5}
UNUSABLE: list[tuple[str, dict[str, Any], str]] = [
    ("horoscope", {}, "sujet inconnu"),
    ("paques", {}, "Il manque « year »"),
    ("paques", {"year": 1582}, "entier de 1583"),
    ("paques", {"year": "deux mille"}, "entier"),
    ("paques", {"year": "-2026"}, "entier"),
    ("paques", {"year": True}, "entier"),
    ("interet_legal", {**LOAN, "principal": "1.001"}, "« principal » : .*deux décimales"),
    ("interet_legal", {**LOAN, "principal": "-1"}, "négatif"),
    ("interet_legal", {**LOAN, "principal": None}, "un texte est attendu"),
    ("interet_legal", {**LOAN, "principal": True}, "un texte est attendu"),
    ("interet_legal", {**LOAN, "creditor": "roi"}, "attendu : personne_physique_non_pro, autre"),
    ("interet_legal", {**LOAN, "creditor": ["autre"]}, "inconnu"),
    ("interet_legal", {"principal": "1.00"}, "Il manque « creditor »"),
    ("interet_legal", {**LOAN, "end": "2025-12-31"}, "précède"),
    ("interet_legal", {**LOAN, "end": "1899-12-31"}, "n'est pas une date"),
    ("interet_legal", {**LOAN, "end": "2026-02-30"}, "n'est pas une date"),
    ("interet_legal", {**LOAN, "end": "20260201"}, "n'est pas une date"),
    ("interet_legal", {**LOAN, "paiements": []}, "liste non vide"),
    ("interet_legal", {**LOAN, "paiements": "1.00"}, "liste non vide"),
    ("interet_legal", {**LOAN, "paiements": ["1.00"]}, "liste d'objets"),
    ("interet_legal", {**LOAN, "paiements": [{"date": "2026-03-01", "montant": "1"}]}, "hors de la période"),
    ("interet_legal_segment", {"principal": "1", "days": -1, "rate_pct": "1"}, "de 0 à 40000"),
    ("interet_legal_segment", {"principal": "1", "days": 1, "rate_pct": "NaN"}, "n'est pas un taux"),
    ("interet_legal_segment", {"principal": "1", "days": 1, "rate_pct": "1000"}, "n'est pas un taux"),
    ("interet_conventionnel", {**LOAN, "rate_pct": "5", "clause_anatocisme": "oui"}, "ni true ni false"),
    ("l441_10", {"invoice_ttc": "1", "due": "2026-01-01", "end": "2026-01-02", "rate": "mine"}, "L441-10 default"),
    ("l441_10_taux", {"semestre": "2026"}, "2026-S1"),
    ("l441_10_taux", {"semestre": " "}, "est vide"),
    ("imputation_1342_10",
     {"dettes": [{"id": "A", "exigible": "2025-01-05", "reste": "1"}], "paiement": "1", "indication": "Z"},
     "ne désigne aucune"),
    ("A444_32", {"base": "1", "tarif": "2024-03-01", "departement": "Nord"}, "code de département"),
    ("A444_32_acomptes", {"creance": "1", "encaissements_principal": [], "tarif": "2024-03-01"}, "liste non vide"),
    ("A444_31_reference", {"base": "1", "scale": "1999"}, "attendu : 2016, 2021, 2024"),
    ("prescription", {"kind": "AUTRE", "exigibilite": "2021-03-10"}, "inconnu"),
    ("prescription", {"exigibilite": "2021-03-10"}, "Il manque « years »"),
    ("prescription", {"exigibilite": "2021-03-10", "years": 31}, "de 1 à 30"),
    ("prescription_suspension_2238", CLAIM, "Il manque « accord_participer »"),
    ("prescription_suspension_2238",
     {**CLAIM, "accord_participer": "2026-02-20", "refus_constate": "2026-02-19"}, "suit la suspension"),
    ("prescription_suspension_2238", {**CLAIM, "envoi_lettre": "2026-02-20", "reponse": ["oui"]}, "accord_participer"),
    ("delai_mois_641_642", {"envoi": "2026-10-13", "months": 0}, "de 1 à 1200"),
    ("delai_mois_641_642", {"envoi": "2026-10-13", "months": 1, "territory": "Mars"}, "Ou un de ces mots"),
    ("A444_32", {"base": "100.00", "tarif": "2024-03-01", "departement": "99"}, "« 99 » n'est pas un code"),
    ("cour_appel", {"code_postal": "00000"}, "00000"),
    ("cour_appel_ambigu", {"code_postal": "00000"}, "00000"),
    ("reversement_R444_56", {"encaissement": "2026-03-02", "mode": "cheque"}, "especes, autre"),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "given", "why"), UNUSABLE)
def test_unusable_questions_say_what_is_wrong(topic: str, given: dict[str, Any], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        answer(topic, given)


values = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 3000) | st.text(max_size=12) | st.just("2026-01-01"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.just("date"), inner, max_size=1),
    max_leaves=3,
)
FIELDS = sorted({key for _, given, _ in ASKED for key in given})


@given(st.sampled_from(sorted(TOPICS)), st.dictionaries(st.sampled_from(FIELDS), values, max_size=8))
def test_no_question_breaks_the_library(topic: str, question: dict[str, Any]) -> None:
    try:
        found = answer(topic, question)
    except (BadInput, Refused) as reason:
        assert str(reason)
    else:
        assert {"explanation", "references", "certainty"} <= set(found)


@pytest.mark.parametrize("text", ["", "[]", "12", '"a"', "{", "{'a': 1}", "9" * 5000, "[" * 100_000])
def test_what_is_not_an_object_is_no_question(text: str) -> None:
    with pytest.raises(BadInput):
        read_question(text)


def test_digits_of_a_number_survive() -> None:
    assert read_question('{"a": 1.10, "b": 2}') == {"a": "1.10", "b": 2}


@pytest.mark.parametrize(
    ("text", "cents", "days"),
    [("", "0", 0), (" 0.00 ", "0.00", 0), ("0.01", "0.01", 0), ("1 day", "0", 1), ("2 days", "0", 2)],
)
def test_tolerances(text: str, cents: str, days: int) -> None:
    assert read_tolerance(text) == (Decimal(cents), days)


def test_another_tolerance_is_refused() -> None:
    with pytest.raises(BadExample, match="illisible"):
        read_tolerance("un peu")


@pytest.mark.parametrize(
    ("expected", "got", "tolerance", "holds"),
    [
        ("1.00", "1.00", "", True),
        ("1.00", "1.01", "", False),
        ("1.00", "1.01", "0.01", True),
        ("1.00", "0.99", "0.01", True),
        ("1.00", "1.02", "0.01", False),
        ("1.00", "1", "", True),
        ("1.00", 1, "", True),
        ("20", "20.00", "", True),
        ("1.00", "un", "", False),
        ("1.00", None, "", False),
        (None, None, "", True),
        ("01", "1", "", False),
        ("01", "01", "", True),
        (41, 41, "", True),
        (41, 42, "", False),
        (True, True, "", True),
        (True, False, "", False),
        (True, 1, "", False),
        (1, True, "", False),
        ("2026-03-10", "2026-03-11", "1 day", True),
        ("2026-03-10", "2026-03-12", "1 day", False),
        ("2026-03-10", "2026-03-11", "", False),
        ("2026-03-10", "hier", "1 day", False),
        ([[41, "6.65"]], [[41, "6.65"]], "", True),
        ([[41, "6.65"]], [[41, "6.66"]], "0.01", True),
        ([[41, "6.65"]], [[41, "6.65"], [1, "6.67"]], "", False),
        ([1, 2], [2, 1], "", False),
        ([], "", "", False),
        ("Paris", "Paris", "", True),
        ("Paris", "Lyon", "1.00", False),
    ],
)
def test_agreement(expected: Any, got: Any, tolerance: str, holds: bool) -> None:
    assert agrees(expected, got, *read_tolerance(tolerance)) is holds


def row(**changes: str | None) -> dict[str, str | None]:
    return {
        "id": "X",
        "topic": "paques",
        "input_json": '{"year": 2026}',
        "expected_json": '{"paques": "2026-04-05"}',
        "tolerance": "",
        **changes,
    }


def test_a_row_holds_or_not() -> None:
    assert run_row(row()).holds
    assert run_row(row()).got == {"paques": "2026-04-05"}
    assert not run_row(row(expected_json='{"paques": "2026-04-06"}')).holds
    missing = run_row(row(expected_json='{"paques": "2026-04-05", "moon": "full"}'))
    assert (missing.holds, missing.got) == (False, {"paques": "2026-04-05"})
    assert not run_row(row(expected_json='{"moon": null}')).holds


def test_a_row_that_the_library_refuses_does_not_hold() -> None:
    outcome = run_row(row(topic="l441_10_taux", input_json='{"semestre": "2027-S1"}'))
    assert not outcome.holds
    assert "aucune valeur connue" in outcome.got["error"]


@pytest.mark.parametrize(
    "changes", [{"input_json": "{"}, {"expected_json": "[]"}, {"tolerance": "x"}, {"topic": None}]
)
def test_a_row_that_cannot_be_read_is_said_so(changes: dict[str, str | None]) -> None:
    with pytest.raises(BadExample):
        run_row(row(**changes))


def test_a_tolerance_in_days_reaches_into_lists() -> None:
    assert agrees(["2026-03-10"], ["2026-03-11"], Decimal(0), 1)
    assert not agrees(["2026-03-10"], ["2026-03-12"], Decimal(0), 1)


def easter_row(**cells: str | None) -> dict[str, str | None]:
    """Return a worked example of Easter, changed."""
    usual = {"id": "E1", "topic": "paques", "input_json": '{"year": 2026}', "tolerance": ""}
    return {**usual, "expected_json": '{"paques": "2026-04-05"}', **cells}


def test_a_row_gives_its_name_and_what_it_got() -> None:
    assert run_row(easter_row()) == Outcome("E1", holds=True, got={"paques": "2026-04-05"})
    wrong = run_row(easter_row(expected_json='{"paques": "2026-04-06"}'))
    assert wrong == Outcome("E1", holds=False, got={"paques": "2026-04-05"})
    refused = run_row(easter_row(input_json="{}"))
    assert (refused.identity, refused.holds, refused.got) == ("E1", False, {"error": "Il manque « year »."})


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"topic": None, "tolerance": None}, "Colonne(s) absente(s) : tolerance, topic."),
        ({"input_json": "[]"}, "Ligne E1 : Un objet JSON est attendu : des champs entre accolades."),
        ({"tolerance": "un peu"}, "Tolérance illisible : « un peu » ; écrire 0.01, ou 1 day."),
    ],
)
def test_a_row_that_cannot_be_read_says_why(cells: dict[str, str | None], message: str) -> None:
    with pytest.raises(BadExample) as raised:
        run_row(easter_row(**cells))
    assert str(raised.value) == message


def test_what_is_not_json_says_where() -> None:
    with pytest.raises(
        BadInput, match=r"^Ce n'est pas du JSON lisible, à partir de la ligne 2, caractère 1\.$"
    ):
        read_question("{\n")
    with pytest.raises(BadInput, match=r"^Ce n'est pas du JSON lisible : trop d'imbrications, ou un nombre"):
        read_question("[" * 100_000)


@pytest.mark.parametrize("text", ['{"a": "1.00", "a": "2.00"}', '{"b": [{"a": 1, "a": 1}]}'])
def test_a_field_written_twice_is_refused(text: str) -> None:
    """Else the last value would be taken without a word, and an amount would change unseen."""
    with pytest.raises(BadInput, match=r"^« a » est écrit deux fois : ne garder qu'une des deux valeurs\.$"):
        read_question(text)


def test_what_is_said_again_can_always_be_printed() -> None:
    with pytest.raises(BadInput, match=r"^« year » : « \? » n'est pas un nombre entier"):
        answer("paques", read_question('{"year": "\\ud800"}'))
