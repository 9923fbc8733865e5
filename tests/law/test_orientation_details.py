"""What goes with a route: court, form, fee, amicable attempt, lawyer, time limits, costs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dument.law.alarms import Alarm
from dument.law.claim import Claim
from dument.law.gates import gate, main_route
from dument.law.orientation import orient
from dument.law.routes import Outlook, simulate
from dument.law.tribunals import tribunal
from tests.law.orientation_claims import TODAY, by_id, claim


def court(c: Claim, route: str | None = None) -> tuple[str, str]:
    """Return the kind and the name of the court of a claim."""
    found = tribunal(c, route or main_route(c, gate(c)))
    return found.kind, found.name


B2B: dict[str, Any] = {"debtor": "company", "psrpc": "silent"}


@pytest.mark.parametrize(
    ("changes", "kind", "name"),
    [
        ({**B2B, "place": "Lyon"}, "tc", "Président du tribunal des activités économiques de Lyon"),
        (
            {**B2B, "place": "LE HAVRE (siège)"},
            "tc",
            "Président du tribunal des activités économiques du Havre",
        ),
        ({**B2B, "place": "Auxerre"}, "tc", "Président du tribunal des activités économiques d'Auxerre"),
        ({**B2B, "place": "Tours"}, "tc", "Président du tribunal de commerce compétent pour Tours"),
        ({**B2B}, "tc", "Président du tribunal de commerce du domicile du débiteur"),
        (
            {**B2B, "place": "Lyon", "today": date(2024, 12, 31)},
            "tc",
            "Président du tribunal de commerce compétent pour Lyon",
        ),
        (
            {**B2B, "place": "Lyon", "today": date(2029, 1, 1), "limitation_end": date(2031, 1, 1)},
            "tc",
            "Président du tribunal de commerce compétent pour Lyon",
        ),
        (
            {**B2B, "place": "Metz", "debtor_residence": "FR_alsace_moselle"},
            "am",
            "Président de la chambre commerciale du tribunal judiciaire de Metz",
        ),
        (
            {**B2B, "place": "Woippy", "debtor_residence": "FR_alsace_moselle"},
            "am",
            "Président de la chambre commerciale du tribunal judiciaire compétent pour Woippy",
        ),
        (
            {**B2B, "debtor_residence": "FR_overseas"},
            "tmc",
            "Président du tribunal mixte de commerce du domicile du débiteur",
        ),
        (
            {"psrpc": "silent", "cause": "home_lease", "place": "Lille"},
            "jcp",
            "Juge des contentieux de la protection compétent pour Lille",
        ),
        (
            {"psrpc": "silent", "cause": "consumer_credit"},
            "jcp",
            "Juge des contentieux de la protection du domicile du débiteur",
        ),
        (
            {"psrpc": "silent", "debtor_residence": "FR_alsace_moselle", "place": "Metz"},
            "tj",
            "Tribunal judiciaire ou tribunal de proximité compétent pour Metz",
        ),
        (
            {"psrpc": "silent", "creditor": "liberal", "debtor": "merchant"},
            "tj",
            "Tribunal judiciaire ou tribunal de proximité du domicile du débiteur, "
            "ou au choix du créancier tribunal de commerce",
        ),
        (
            {"psrpc": "silent", "amount_principal": Decimal("10000.00")},
            "tj",
            "Tribunal judiciaire ou tribunal de proximité du domicile du débiteur",
        ),
        (
            {"psrpc": "silent", "amount_principal": Decimal("10000.01")},
            "tj",
            "Tribunal judiciaire du domicile du débiteur",
        ),
        (
            {"debtor_residence": "unknown"},
            "tj",
            "Tribunal judiciaire ou tribunal de proximité du domicile du créancier",
        ),
        (
            {"psrpc": "silent", "cause": "coproperty"},
            "tj",
            "Tribunal judiciaire ou tribunal de proximité du lieu de l'immeuble",
        ),
        (
            {"psrpc": "refused", "contest": "serious", "cause": "home_lease"},
            "jcp",
            "Juge des contentieux de la protection du lieu du logement",
        ),
        ({"cause": "wage"}, "any", "Conseil de prud'hommes"),
        ({"debtor_residence": "EU"}, "any", "Juridiction de l'État où le consommateur a son domicile"),
        (
            {"debtor_residence": "other"},
            "any",
            "Juridiction française si elle est compétente, sinon celle de l'État du débiteur",
        ),
        (
            {"debtor_residence": "EU", "debtor": "company", "place": "Lyon (lieu de livraison)"},
            "any",
            "Tribunal des activités économiques de Lyon si le lieu d'exécution est en France, "
            "sinon juridiction de l'État du débiteur",
        ),
        (
            {"debtor_residence": "EU", "debtor": "company", "place": "Tours"},
            "any",
            "Tribunal de commerce compétent pour Tours si le lieu d'exécution est en France, "
            "sinon juridiction de l'État du débiteur",
        ),
        (
            {"debtor_residence": "EU", "debtor": "liberal", "place": "Lille"},
            "any",
            "Tribunal judiciaire ou tribunal de proximité compétent pour Lille si le lieu d'exécution est en France, "
            "sinon juridiction de l'État du débiteur",
        ),
        (
            {"debtor_residence": "EU", "debtor": "liberal"},
            "any",
            "Tribunal judiciaire ou tribunal de proximité si le lieu d'exécution est en France, "
            "sinon juridiction de l'État du débiteur",
        ),
    ],
)
def test_the_court_follows_the_nature_of_the_dispute(changes: dict[str, Any], kind: str, name: str) -> None:
    assert court(claim(**changes)) == (kind, name)


@pytest.mark.parametrize(
    ("changes", "route", "words"),
    [
        ({}, "IP", "toute clause contraire"),
        ({}, "ASSIGNATION", "lieu d'exécution"),
        ({"cause": "coproperty"}, "IP", "immeuble"),
        ({"cause": "home_lease"}, "REQUETE_TJ", "lieu du logement"),
        ({"cause": "home_lease"}, "IP", "toute clause contraire"),
        ({"cause": "consumer_credit"}, "REQUETE_TJ", "domicile du débiteur"),
        ({"debtor_residence": "unknown"}, "ASSIGNATION", "CPC 42 al. 3"),
    ],
)
def test_territorial_competence_is_explained(changes: dict[str, Any], route: str, words: str) -> None:
    assert words in tribunal(claim(**changes), route).why


@pytest.mark.parametrize(
    ("changes", "form"),
    [
        ({"psrpc": "silent"}, "Cerfa 12948*06"),
        ({"psrpc": "silent", "cause": "home_lease"}, "Cerfa 16040*01"),
        (B2B, "Cerfa 12946*02, ou tribunaldigital.fr"),
        (
            {**B2B, "debtor_residence": "FR_alsace_moselle"},
            "Cerfa 12946*02, adressé à la chambre commerciale",
        ),
        ({**B2B, "debtor_residence": "FR_overseas"}, "Cerfa 12946*02"),
        ({"contest": "serious"}, "Cerfa 16042*02"),
        ({"debtor_residence": "EU"}, "Formulaire A du règlement 1896/2006"),
        ({"cause": "wage"}, None),
    ],
)
def test_the_form_follows_the_court(changes: dict[str, Any], form: str | None) -> None:
    assert orient(claim(**changes)).to_dict()["form"] == form


@pytest.mark.parametrize(
    ("changes", "fee", "certainty"),
    [
        ({"psrpc": "silent"}, "0.00", "unconfirmed"),
        ({**B2B}, "33.47", "unconfirmed"),
        ({**B2B, "today": date(2026, 2, 28)}, "33.47", "confirmed"),
        ({**B2B, "today": date(2026, 2, 5)}, None, "unconfirmed"),
        ({**B2B, "debtor_residence": "FR_alsace_moselle"}, "0.00", "unconfirmed"),
        ({"contest": "serious"}, "50.00", "secondary"),
        ({"contest": "serious", "today": date(2026, 2, 28)}, "0.00", "confirmed"),
        ({"contest": "serious", "today": date(2026, 3, 1)}, "50.00", "secondary"),
        ({"contest": "serious", "debtor": "company"}, None, "unconfirmed"),
        ({"debtor_residence": "EU"}, None, "unconfirmed"),
        ({}, None, "confirmed"),
        ({"has_title": True}, "0.00", "confirmed"),
    ],
)
def test_the_filing_fee_is_that_of_the_day(changes: dict[str, Any], fee: str | None, certainty: str) -> None:
    got = orient(claim(**changes)).to_dict()
    assert (got["filing_fee_eur"], got["certainties"]["filing_fee_eur"]) == (fee, certainty)


@pytest.mark.parametrize(
    ("changes", "answer", "certainty"),
    [
        ({}, "itself", "confirmed"),
        ({"cause": "tort"}, "itself", "confirmed"),
        ({"psrpc": "silent"}, "none", "secondary"),
        ({"contest": "serious"}, "required", "confirmed"),
        ({"contest": "serious", "psrpc": "refused"}, "dispensed", "confirmed"),
        ({"contest": "serious", "psrpc": "no_agreement"}, "dispensed", "confirmed"),
        ({"contest": "serious", "psrpc": "agreed_unpaid"}, "required", "confirmed"),
        ({"contest": "serious", "debtor": "company"}, "none", "confirmed"),
        ({"contest": "serious", "amount_principal": Decimal("5000")}, "required", "confirmed"),
        ({"contest": "serious", "amount_principal": Decimal("5000.01")}, "none", "unconfirmed"),
        ({"contest": "serious", "amount_principal": Decimal("10000")}, "none", "unconfirmed"),
        (
            {"contest": "serious", "amount_principal": Decimal("5000.01"), "today": date(2026, 5, 31)},
            "none",
            "confirmed",
        ),
        ({"has_title": True}, "none", "confirmed"),
        ({"debtor_residence": "EU"}, "none", "confirmed"),
    ],
)
def test_the_amicable_attempt(changes: dict[str, Any], answer: str, certainty: str) -> None:
    got = orient(claim(**changes))
    assert (got.amicable.answer, got.amicable.certainty) == (answer, certainty)


def test_a_claim_between_the_two_ceilings_is_warned_of_the_draft_decree() -> None:
    def warned(amount: str) -> bool:
        reasons = orient(claim(contest="serious", amount_principal=Decimal(amount))).reasons
        return any("projet de décret" in reason for reason in reasons)

    assert [warned(a) for a in ("5000", "5000.01", "10000", "10000.01")] == [False, True, True, False]


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"contest": "serious"}, "no"),
        ({"contest": "serious", "amount_principal": Decimal("10000")}, "no"),
        ({"contest": "serious", "amount_principal": Decimal("10000.01")}, "yes"),
        ({"contest": "serious", "debtor": "company", "amount_principal": Decimal("10000.01")}, "yes"),
        ({"contest": "serious", "cause": "home_lease", "amount_principal": Decimal("10000.01")}, "no"),
        ({"psrpc": "silent", "amount_principal": Decimal("10000")}, "no"),
        ({"psrpc": "silent", "amount_principal": Decimal("10000.01")}, "unsure"),
        ({}, "no"),
        ({"has_title": True}, "no"),
        ({"has_title": True, "amount_principal": Decimal("10000.01")}, "unsure"),
        ({"debtor_residence": "other"}, "unsure"),
        ({"debtor_residence": "EU", "contest": "vague", "amount_principal": Decimal("5000.01")}, "unsure"),
    ],
)
def test_the_lawyer(changes: dict[str, Any], answer: str) -> None:
    assert orient(claim(**changes)).lawyer.answer == answer


def alarm(c: Claim, code: str) -> Alarm:
    """Return the alarm of that code."""
    return next(a for a in orient(c).alarms if a.code == code)


def test_the_months_to_serve_an_order_are_those_of_the_order_s_day() -> None:
    old = alarm(claim(psrpc="silent", order_on=date(2026, 8, 31)), "IP_SIGNIFICATION")
    new = alarm(claim(psrpc="silent", order_on=date(2026, 9, 1)), "IP_SIGNIFICATION")
    assert (old.on, new.on) == (date(2027, 2, 28), date(2026, 12, 1))
    none = alarm(claim(psrpc="silent"), "IP_SIGNIFICATION")
    assert (none.on, none.if_today) == (None, date(2027, 2, 23))


def test_the_two_months_before_enforcement_bind_new_orders_only() -> None:
    def codes(c: Claim) -> set[str]:
        return {a.code for a in orient(c).alarms}

    assert "IP_EXECUTION" not in codes(claim(psrpc="silent", order_on=date(2026, 8, 31)))
    assert "IP_EXECUTION" in codes(claim(psrpc="silent", order_on=date(2026, 9, 1)))
    assert "IP_EXECUTION" not in codes(claim(psrpc="silent", today=date(2026, 8, 31)))


def test_the_declaration_of_the_shared_case_is_due_on_a_sunday() -> None:
    opened = claim(insolvency="collective", bodacc_on=date(2026, 11, 3))
    due = alarm(opened, "DECLARATION")
    assert due.on == date(2027, 1, 3)
    assert "agir avant" in due.note
    assert alarm(opened, "RELEVE_FORCLUSION").on == date(2027, 5, 3)


def test_days_are_counted_from_the_day_after_the_event() -> None:
    got = alarm(claim(cheque="no_funds", cheque_presented_on=date(2026, 11, 1)), "CHEQUE_CERTIFICAT")
    assert (got.on, got.note) == (date(2026, 12, 1), "")
    assert alarm(claim(risk_assets=True, seized_on=TODAY), "SAISIE_TITRE").on == date(2026, 12, 23)
    assert alarm(claim(risk_assets=True, seized_on=TODAY), "SAISIE_DENONCIATION").on == date(2026, 12, 1)


def test_a_period_before_the_hearing_has_no_day_yet() -> None:
    got = alarm(claim(contest="serious", amount_principal=Decimal("6000")), "ASSIGNATION_TJ")
    assert (got.on, got.if_today) == (None, None)
    assert alarm(claim(contest="serious", debtor="company"), "ASSIGNATION_TC").on is None


def test_the_registry_fee_rings_before_the_commercial_court_only() -> None:
    assert alarm(claim(**B2B), "IP_FRAIS_GREFFE").if_today == date(2026, 12, 8)
    with pytest.raises(StopIteration):
        alarm(claim(psrpc="silent"), "IP_FRAIS_GREFFE")


def outlook(c: Claim, route: str) -> Outlook:
    """Return the outlook of a route of the claim."""
    return next(o for o in simulate(c) if o.route == route)


def test_the_simplified_procedure_costs_its_two_fees_and_silence_ends_it() -> None:
    got = outlook(claim(), "PSRPC")
    assert [cost.amount for cost in got.costs] == [Decimal("14.92"), Decimal("30.06"), None]
    assert (got.always, got.complete) == (Decimal("14.92"), True)
    assert "vaut refus" in got.silence
    assert got.role == "main"


@pytest.mark.parametrize(
    ("amount", "service"),
    [("128", "15.47"), ("128.01", "30.95"), ("1280", "30.95"), ("1280.01", "61.90")],
)
def test_the_service_of_an_order_grows_with_the_debt(amount: str, service: str) -> None:
    got = outlook(claim(psrpc="silent", amount_principal=Decimal(amount)), "IP")
    assert got.costs[0].amount == Decimal(service)
    assert not got.complete
    assert got.certainty == "unconfirmed"


def test_the_commercial_court_asks_its_registry_fee() -> None:
    got = outlook(claim(**B2B), "IP")
    assert got.costs[0].amount == Decimal("33.47")
    early = outlook(claim(**B2B, today=date(2024, 2, 28)), "IP")
    assert (early.costs[0].amount, early.costs[1].amount) == (None, None)
    assert early.costs[0].note == "montant non connu pour ce jour"


def test_a_request_costs_the_contribution_and_advice_has_no_outlook() -> None:
    got = simulate(claim(contest="serious"))
    assert got[0].always == Decimal("50")
    assert got[0].complete
    soon = simulate(claim(limitation_end=TODAY))
    assert {o.route for o in soon}.isdisjoint({"HUMAN_REVIEW", "RECONNAISSANCE"})
    assert {o.role for o in soon} == {"main", "alternative"}


def test_courts_of_the_shared_cases() -> None:
    assert court(by_id("C01"))[1] == "Président de la chambre commerciale du tribunal judiciaire de Metz"
    assert court(by_id("C16"))[1] == "Président du tribunal des activités économiques de Lyon"
    assert court(by_id("C04"))[0] == "jcp"
    assert "cour d'appel" in court(by_id("C20"))[1]


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("consumer_credit", "Dernier jour pour agir avant la forclusion ; il en reste 0"),
        ("service", "Dernier jour pour interrompre la prescription ; il en reste 0"),
    ],
)
def test_the_last_day_is_named_after_the_nature_of_the_period(cause: str, words: str) -> None:
    assert orient(claim(cause=cause, limitation_end=TODAY)).alarms[0].label == words
