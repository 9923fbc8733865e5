"""The gates of orientation: the shared cases, both sides of each bound, and what must always be true."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.law.claim import FIELDS, WORDS, Claim, read_claim
from dument.law.gates import gate, main_route
from dument.law.options import addons, alternatives, forbidden
from dument.law.orientation import orient, route
from dument.law.references import CERTAINTIES, cite
from dument.law.routes import simulate
from dument.law.tables import load_toml
from tests.law.orientation_claims import TODAY, cases, claim


@pytest.mark.parametrize("row", cases(), ids=lambda r: r["case_id"])
def test_every_shared_case_holds(row: dict[str, str]) -> None:
    got = orient(read_claim({k: row.get(k) for k in FIELDS}))
    assert (got.gate, got.main_route) == (int(row["expected_gate"]), row["expected_main_route"])
    fee = row["filing_fee_eur"]
    assert got.to_dict()["filing_fee_eur"] == (f"{Decimal(fee):.2f}" if fee else None)
    assert set(row["expected_addons"].split(";")) - {""} <= set(got.addons)
    never = {word.split(" ")[0] for word in row["forbidden_routes"].split(";")} & set(load_toml("routes"))
    assert never <= set(got.forbidden)
    assert not set(got.forbidden) & {word.split(" ")[0] for word in row["alternatives"].split(";")}


OURS = list(csv.DictReader((Path(__file__).parent / "examples/orientation.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("row", OURS, ids=lambda r: f"{r['case_id']} {r['title']}")
def test_our_own_cases_hold(row: dict[str, str]) -> None:
    got = orient(read_claim({k: row.get(k) for k in FIELDS}))
    assert (got.gate, got.main_route) == (int(row["expected_gate"]), row["expected_main_route"])


def reference_gate(c: Claim) -> int:  # noqa: PLR0912 - copied from the law notes, to contradict the code
    """Return the gate as the law notes write it (next-steps.md 6.4), with the rule of L126-1."""
    commercial = {c.creditor, c.debtor} <= {"artisan", "merchant", "company"}
    invoiced = c.invoiced_between_merchants is True and c.today >= date(2026, 4, 25)
    total = c.amount_principal + c.amount_interest
    if c.limitation_end < c.today:
        return 1
    if c.insolvency == "collective":
        return 2
    if c.insolvency == "surendettement_admitted":
        return 3
    if c.has_title:
        return 4
    if c.cheque == "no_funds":
        return 5
    if c.cheque == "opposition":
        return 6
    if c.cause in {"wage", "maintenance", "public"}:
        return 7
    if c.debtor_residence in {"DK", "other"}:
        return 8
    if c.debtor_residence == "EU":
        return 9 if c.contest == "none" else 10
    if c.debtor_residence == "unknown":
        return 11
    if c.cause in {"tort", "undue"}:
        return 12
    if (c.limitation_end - c.today).days < 120:
        return 13
    if c.psrpc == "none" and total <= 5000 and c.contest != "serious" and not invoiced:
        return 14
    if c.contest != "serious":
        return 15
    return 16 if (not commercial and total <= 5000) else 17


amounts = st.sampled_from(
    ["0.01", "128", "128.01", "1280", "4999.99", "5000", "5000.01", "10000", "10000.01"]
)
claims = st.builds(
    Claim,
    today=st.dates(date(2020, 1, 1), date(2100, 12, 31)) | st.just(TODAY),
    amount_principal=amounts.map(Decimal),
    amount_interest=st.sampled_from(["0", "0.01", "350"]).map(Decimal),
    limitation_end=st.dates(date(2019, 1, 1), date(2105, 1, 1)),
    place=st.sampled_from(["", "Lyon", "Metz", "Le Havre", "Auxerre", "Tours (lieu de livraison)"]),
    invoiced_between_merchants=st.sampled_from([True, False, None]),
    debt_acknowledged=st.booleans(),
    risk_assets=st.booleans(),
    has_title=st.booleans(),
    bodacc_on=st.none(),
    order_on=st.none() | st.just(date(2026, 8, 31)),
    served_on=st.none(),
    seized_on=st.none(),
    cheque_presented_on=st.none(),
    assumed=st.just(()),
    **{name: st.sampled_from(words) for name, words in WORDS.items()},
)
far_from_limitation = claims.map(
    lambda c: Claim(
        **{
            **{f: getattr(c, f) for f in FIELDS},
            "limitation_end": c.today + timedelta(days=400),
            "has_title": False,
            "insolvency": "none",
            "cheque": "none",
        }
    )
)


@given(claims | far_from_limitation)
def test_exactly_one_gate_opens_and_it_is_that_of_the_law_notes(c: Claim) -> None:
    number = gate(c)
    assert number == reference_gate(c)


@given(claims | far_from_limitation)
def test_a_forbidden_route_is_never_proposed(c: Claim) -> None:
    got = orient(c)
    assert got.main_route not in got.forbidden
    assert not set(got.addons) & set(got.forbidden)
    assert not set(got.alternatives) & set(got.forbidden)
    assert got.main_route not in got.addons
    assert not {got.main_route, *got.addons} & set(got.alternatives)


@given(claims | far_from_limitation)
def test_every_answer_is_whole(c: Claim) -> None:
    got = orient(c)
    assert got.reasons
    assert all(reason and "{" not in reason and "None" not in reason for reason in got.reasons)
    assert got.references
    assert got.certainty in CERTAINTIES
    assert all(code in load_toml("routes") for code in (got.main_route, *got.addons, *got.alternatives))
    assert got.court.name
    assert (got.alarms[0].code == "PRESCRIPTION") is (got.gate != 1) if got.alarms else got.gate == 1
    assert got.to_dict()["main_route"] == got.main_route


@given(claims | far_from_limitation)
def test_every_open_route_can_be_simulated(c: Claim) -> None:
    outlooks = simulate(c)
    assert outlooks[0].role == "main"
    assert outlooks[0].route == orient(c).main_route
    assert {o.route for o in outlooks}.isdisjoint(forbidden(c, gate(c)))
    assert all(isinstance(o.always, Decimal) and o.always >= 0 and o.silence and o.delay for o in outlooks)


@pytest.mark.parametrize(
    ("changes", "number", "main"),
    [
        ({"limitation_end": TODAY - timedelta(days=1)}, 1, "STOP_PRESCRIT"),
        ({"limitation_end": TODAY}, 13, "REQUETE_TJ"),
        ({"limitation_end": TODAY + timedelta(days=119)}, 13, "REQUETE_TJ"),
        ({"limitation_end": TODAY + timedelta(days=120)}, 14, "PSRPC"),
        ({"limitation_end": TODAY, "debtor": "company"}, 13, "ASSIGNATION"),
        ({"limitation_end": TODAY, "amount_principal": Decimal("5000.00")}, 13, "REQUETE_TJ"),
        ({"limitation_end": TODAY, "amount_principal": Decimal("5000.01")}, 13, "ASSIGNATION"),
        ({"amount_principal": Decimal("4999"), "amount_interest": Decimal("1.00")}, 14, "PSRPC"),
        ({"amount_principal": Decimal("4999"), "amount_interest": Decimal("1.01")}, 15, "IP"),
        ({"contest": "vague"}, 14, "PSRPC"),
        ({"contest": "serious"}, 16, "REQUETE_TJ"),
        ({"contest": "serious", "amount_principal": Decimal("5000.00")}, 16, "REQUETE_TJ"),
        ({"contest": "serious", "amount_principal": Decimal("5000.01")}, 17, "ASSIGNATION"),
        ({"contest": "serious", "debtor": "merchant"}, 17, "ASSIGNATION"),
        ({"contest": "serious", "creditor": "liberal", "debtor": "merchant"}, 16, "REQUETE_TJ"),
        ({"psrpc": "agreed_unpaid"}, 15, "IP"),
        ({"insolvency": "collective", "has_title": True}, 2, "DECLARATION_CREANCE"),
        ({"insolvency": "surendettement_admitted", "has_title": True}, 3, "GEL_SURENDETTEMENT"),
        ({"has_title": True, "cheque": "no_funds"}, 4, "EXECUTION"),
        ({"cheque": "no_funds", "debtor_residence": "EU"}, 5, "CNP_CHEQUE"),
        ({"cheque": "opposition"}, 6, "REFERE"),
        ({"cheque": "expired"}, 14, "PSRPC"),
        ({"cause": "wage"}, 7, "OTHER_DESK"),
        ({"cause": "maintenance", "debtor_residence": "other"}, 7, "OTHER_DESK"),
        ({"cause": "public"}, 7, "OTHER_DESK"),
        ({"debtor_residence": "DK"}, 8, "HORS_UE"),
        ({"debtor_residence": "other", "contest": "serious"}, 8, "HORS_UE"),
        ({"debtor_residence": "EU"}, 9, "IPE"),
        ({"debtor_residence": "EU", "contest": "vague"}, 10, "RPL"),
        (
            {
                "debtor_residence": "EU",
                "contest": "vague",
                "amount_principal": Decimal("5000"),
                "amount_interest": Decimal("900"),
            },
            10,
            "RPL",
        ),
        (
            {"debtor_residence": "EU", "contest": "vague", "amount_principal": Decimal("5000.01")},
            10,
            "ASSIGNATION",
        ),
        ({"debtor_residence": "unknown", "cause": "tort"}, 11, "ASSIGNATION"),
        ({"cause": "tort", "amount_principal": Decimal("5000")}, 12, "CONCILIATION"),
        ({"cause": "undue", "amount_principal": Decimal("5000.01")}, 12, "ASSIGNATION"),
        ({"cause": "tort", "limitation_end": TODAY}, 12, "CONCILIATION"),
    ],
)
def test_each_gate_and_both_sides_of_each_bound(changes: dict[str, Any], number: int, main: str) -> None:
    got = claim(**changes)
    assert (gate(got), main_route(got, gate(got))) == (number, main)


def test_an_invoice_between_merchants_skips_the_simplified_procedure_and_names_the_other() -> None:
    invoiced = claim(debtor="company", invoiced_between_merchants=True)
    got = orient(invoiced)
    assert (got.gate, got.main_route) == (15, "IP")
    assert "PSRPC" in got.forbidden
    assert any("L126-1" in reason and "pas encore ouverte" in reason for reason in got.reasons)
    assert "CPCE, art. L126-1" in got.references
    assert orient(claim(debtor="company", invoiced_between_merchants=False)).gate == 14


def test_the_exclusion_of_merchants_invoices_begins_on_25_april_2026() -> None:
    for day, number in ((date(2026, 4, 24), 14), (date(2026, 4, 25), 15)):
        assert gate(claim(today=day, debtor="company", invoiced_between_merchants=True)) == number


def test_merchants_are_asked_when_nobody_said_whether_they_invoiced() -> None:
    def asked(c: Claim) -> bool:
        return any("précisez-le" in reason for reason in orient(c).reasons)

    assert asked(claim(debtor="company"))
    assert not asked(claim(debtor="company", invoiced_between_merchants=False))
    assert not asked(claim())
    assert not asked(claim(debtor="company", today=date(2026, 4, 24)))


def choices(**changes: Any) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, str]]:
    """Return add-ons, alternatives and forbidden routes of a claim."""
    c = claim(**changes)
    number = gate(c)
    main = main_route(c, number)
    return addons(c, number, main), alternatives(c, number, main), forbidden(c, number)


def test_assets_at_risk_add_an_attachment_unless_it_is_forbidden() -> None:
    assert choices(risk_assets=True)[0] == ("SAISIE_CONSERVATOIRE",)
    assert choices()[0] == ()
    for insolvency in ("collective", "surendettement_admitted"):
        assert "SAISIE_CONSERVATOIRE" not in choices(risk_assets=True, insolvency=insolvency)[0]
    assert choices(risk_assets=True, debtor_residence="EU")[0] == ("SAISIE_CONSERVATOIRE", "EAPO")
    assert "EAPO" in choices(debtor_residence="EU")[1]
    assert choices(risk_assets=True, cause="wage")[0] == ()
    past = choices(risk_assets=True, limitation_end=TODAY - timedelta(days=1))
    assert past[0] == ("HUMAN_REVIEW",)


def test_an_acknowledged_debt_offers_the_interim_payment() -> None:
    assert "REFERE" in choices(debt_acknowledged=True)[0]
    assert "REFERE" not in choices(debt_acknowledged=True, insolvency="collective")[0]
    assert choices(debt_acknowledged=True, cheque="opposition")[0] == ()
    assert "REFERE" in choices(debt_acknowledged=True, cause="tort")[0]
    assert "REFERE" not in choices(debt_acknowledged=True, debtor_residence="unknown")[0]
    assert "REFERE" in choices(psrpc="silent")[1]


def test_a_debtor_who_talked_is_offered_an_agreement() -> None:
    assert "ACCORD" in choices(psrpc="no_agreement")[0]
    assert "ACCORD" not in choices(psrpc="silent")[0]
    assert "ACCORD" in choices(psrpc="no_agreement", limitation_end=TODAY)[0]
    assert "ACCORD" not in choices(psrpc="no_agreement", cause="tort")[0]


def test_a_person_looks_at_what_is_or_will_soon_be_time_barred() -> None:
    assert "HUMAN_REVIEW" in choices(limitation_end=TODAY - timedelta(days=1))[0]
    assert "HUMAN_REVIEW" in choices(limitation_end=TODAY)[0]
    assert "HUMAN_REVIEW" not in choices()[0]


def test_interest_may_be_waived_only_when_that_brings_the_claim_back_under_the_ceiling() -> None:
    over = {"amount_principal": Decimal("4800"), "amount_interest": Decimal("350")}
    assert "RENONCER_INTERETS" in choices(**over)[1]
    assert "RENONCER_INTERETS" not in choices(**over, psrpc="silent")[1]
    assert "RENONCER_INTERETS" not in choices(**over, debtor="company", invoiced_between_merchants=True)[1]
    assert "RENONCER_INTERETS" not in choices(amount_principal=Decimal("5000.01"))[1]
    assert "RENONCER_INTERETS" not in choices(psrpc="not_eligible")[1]


@pytest.mark.parametrize(
    ("changes", "present", "absent"),
    [
        ({"psrpc": "agreed_unpaid"}, "DEMANDER_TITRE", "RECONNAISSANCE"),
        ({"psrpc": "agreed_unpaid", "limitation_end": TODAY}, "DEMANDER_TITRE", "MEDIATION"),
        ({"psrpc": "agreed_unpaid", "cause": "tort"}, "REQUETE_TJ", "DEMANDER_TITRE"),
        ({"psrpc": "silent"}, "REQUETE_TJ", "ASSIGNATION"),
        ({"psrpc": "silent", "debtor": "company"}, "ASSIGNATION", "REQUETE_TJ"),
        ({"psrpc": "silent", "cause": "home_lease"}, "SAISIE_CONSERVATOIRE", "IP"),
        ({"limitation_end": TODAY}, "RECONNAISSANCE", "PSRPC"),
        ({"limitation_end": TODAY, "cause": "consumer_credit"}, "IP", "RECONNAISSANCE"),
        ({"limitation_end": TODAY, "contest": "serious"}, "ASSIGNATION", "IP"),
        ({"debtor_residence": "EU"}, "RPL", "IP"),
        ({"debtor_residence": "EU", "amount_principal": Decimal("5000.01")}, "EAPO", "RPL"),
        ({"contest": "serious"}, "CONCILIATION", "IP"),
        ({"insolvency": "collective", "cause": "sale"}, "REVENDICATION", "ASSIGNATION"),
        ({"insolvency": "surendettement_admitted"}, "ASSIGNATION", "REVENDICATION"),
    ],
)
def test_alternatives_fit_the_case(changes: dict[str, Any], present: str, absent: str) -> None:
    others = choices(**changes)[1]
    assert present in others
    assert absent not in others


@pytest.mark.parametrize(
    ("changes", "by_service", "never_moved"),
    [
        ({"limitation_end": TODAY}, True, False),
        ({"limitation_end": TODAY, "contest": "vague"}, True, False),
        ({"limitation_end": TODAY, "contest": "serious"}, False, False),
        ({"limitation_end": TODAY, "contest": "serious", "cause": "consumer_credit"}, False, True),
        ({"limitation_end": TODAY - timedelta(days=1), "cause": "consumer_credit"}, False, True),
        ({"cause": "consumer_credit"}, False, True),
        ({"cause": "consumer_credit", "psrpc": "silent"}, False, False),
        ({}, False, False),
    ],
)
def test_what_does_not_stop_the_time_is_said_where_the_gate_looks_at_it(
    changes: dict[str, Any], by_service: bool, never_moved: bool
) -> None:
    answer = orient(claim(**changes))
    assert (
        any("signification de l'ordonnance, non à la requête" in one for one in answer.reasons) is by_service
    )
    assert ("Cass., 10 juillet 1990, n° 89-13.345" in answer.references) is by_service
    assert any("ce délai est une forclusion" in one for one in answer.reasons) is never_moved
    assert ("C. conso., art. R312-35" in answer.references) is never_moved


def test_what_has_been_tried_is_not_tried_again() -> None:
    assert "déjà" in choices(psrpc="silent")[2]["PSRPC"]
    assert "éligible" in choices(psrpc="not_eligible")[2]["PSRPC"]
    assert "dépassent" in choices(amount_principal=Decimal("5000.01"))[2]["PSRPC"]
    assert "PSRPC" not in choices(contest="serious")[2]


def test_a_consumer_abroad_is_sued_at_home() -> None:
    assert "TRIBUNAL_FRANCAIS" in choices(debtor_residence="EU")[2]
    assert "IPE" in choices(debtor_residence="EU", contest="serious")[2]
    assert "TRIBUNAL_FRANCAIS" not in choices(debtor_residence="EU", debtor="company")[2]


def test_every_route_and_gate_of_the_data_is_explained() -> None:
    assert [row["number"] for row in load_toml("orientation_gates")["gate"]] == list(range(1, 18))
    for code, row in load_toml("routes").items():
        if isinstance(row, dict):
            assert row["certainty"] in CERTAINTIES, code
            assert route(code)["does"].endswith(".")


def test_every_article_of_the_data_is_in_the_registry() -> None:
    rows = [*load_toml("orientation_gates")["gate"], *load_toml("orientation_forms")["form"]]
    rows += [*load_toml("orientation_alarms")["alarm"], *(r for r in load_toml("routes").values() if r)]
    named = [name for r in rows if isinstance(r, dict) for name in (r.get("reference"), *r.get("basis", ()))]
    assert len(named) > 60
    assert all(cite(name).title for name in named if name)
