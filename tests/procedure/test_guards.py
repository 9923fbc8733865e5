"""Each guard, on both sides of its bound."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from dument.law.findings import Finding
from dument.procedure.facts import Instalment, InterestPlan
from dument.procedure.machine import reasons_against
from dument.procedure.states import Act, Actor, State
from tests.procedure.lives import (
    AFTER,
    DISPATCHED,
    IN_TIME,
    LAST_DAY,
    PACK,
    attempt,
    codes,
    facts,
    refused,
    running,
)

OFFICER, CREDITOR, DEBTOR, CARRIER = Actor.OFFICER, Actor.CREDITOR, Actor.DEBTOR, Actor.CARRIER
FILED = date(2026, 10, 5)
ONE_DAY = timedelta(days=1)


def filing(on: date = FILED, **changes: Any) -> list[str]:
    """Return the codes against the creditor's filing."""
    return refused(facts(**changes), Act.SUBMIT, CREDITOR, on)


@pytest.mark.parametrize(
    ("changes", "against"),
    [
        ({}, []),
        ({"cause": "statutory"}, []),
        ({"cause": "tort"}, ["not_contractual_or_statutory"]),
        ({"principal": Decimal("4985.80")}, []),
        ({"principal": Decimal("4985.81")}, ["over_ceiling"]),
        ({"rest_of_claim": Decimal("3785.80")}, []),
        ({"rest_of_claim": Decimal("3785.81")}, ["over_ceiling"]),
        ({"invoiced_between_merchants": True}, ["between_merchants"]),
        ({"due_on": FILED}, []),
        ({"due_on": FILED + ONE_DAY}, ["not_due"]),
        ({"cause": "consumer_credit", "due_on": date(2024, 10, 5)}, []),
        ({"cause": "consumer_credit", "due_on": date(2024, 10, 4)}, ["limitation_expired"]),
        ({"debtor": "minor"}, ["incapacity"]),
        ({"debtor": "protected_adult"}, []),
        ({"insolvency": "collective"}, ["insolvency"]),
        ({"insolvency": "overindebted"}, ["insolvency"]),
        ({"mandate_on": FILED}, []),
        ({"mandate_on": FILED + ONE_DAY}, ["no_mandate"]),
        ({"mandate_on": None}, ["no_mandate"]),
    ],
)
def test_filing(changes: dict[str, Any], against: list[str]) -> None:
    assert filing(**changes) == against


@pytest.mark.parametrize(
    ("changes", "against"),
    [
        ({}, []),
        ({"debtor_country": "GP", "debtor_postcode": "97110", "office_court": "Basse-Terre"}, []),
        ({"debtor_country": "BE"}, ["debtor_abroad"]),
        ({"office_court": "Paris"}, ["wrong_court"]),
        ({"office_court": None}, ["wrong_court"]),
        ({"office_court": "Nulle-Part"}, ["wrong_court"]),
        ({"debtor_postcode": "00000"}, ["wrong_court"]),
        ({"debtor_insee": "13201"}, []),
        ({"debtor_insee": "75101"}, ["wrong_court"]),
        ({"debtor_country": "PF", "debtor_postcode": "98714"}, ["wrong_court"]),
    ],
)
def test_the_court_is_the_debtors(changes: dict[str, Any], against: list[str]) -> None:
    assert filing(**changes) == against


def test_no_office_chosen_is_told() -> None:
    told = reasons_against(PACK, facts(office_court=None), attempt(Act.SUBMIT, CREDITOR, FILED))
    assert "aucune étude n'est choisie" in told[0].message


def test_a_postcode_shared_by_two_courts_asks_for_the_commune() -> None:
    shared: dict[str, Any] = {"debtor_postcode": "01410", "office_court": "Lyon"}
    assert filing(**shared) == ["wrong_court"]
    assert filing(**shared, debtor_insee="01247") == []


def test_interest_that_runs_is_counted_up_to_the_day_of_the_act() -> None:
    plan = InterestPlan(first_day=date(2025, 7, 1), rate="legal")
    claim = {"principal": Decimal("4950.00"), "interest": Decimal(0), "interest_plan": plan}
    claim |= {"creditor": "consumer", "due_on": date(2025, 6, 30), "mandate_on": date(2025, 7, 1)}
    days = [on for n in range(90) if not filing(on := date(2025, 7, 1) + n * ONE_DAY, **claim)]
    assert days, "the claim fits on its first day"
    last = days[-1]
    assert days == [date(2025, 7, 1) + n * ONE_DAY for n in range(len(days))]
    assert filing(last + ONE_DAY, **claim) == ["over_ceiling"]


def test_a_day_whose_law_was_not_read_is_refused() -> None:
    early = {"due_on": date(2016, 5, 1), "mandate_on": date(2016, 5, 1)}
    assert filing(date(2016, 6, 1), **early) == []
    assert filing(date(2016, 5, 31), **early) == ["unknown_law_for_day", "unknown_law_for_day"]
    plan = InterestPlan(first_day=date(2026, 6, 1), rate="legal")
    late = {"interest": Decimal(0), "interest_plan": plan}
    assert filing(date(2026, 12, 31), **late) == []
    assert filing(date(2027, 1, 1), **late) == ["unknown_law_for_day"]


def preparing(**changes: Any) -> list[str]:
    return refused(facts(State.SUBMITTED, **changes), Act.PREPARE, OFFICER, FILED)


@pytest.mark.parametrize(
    ("changes", "against"),
    [
        ({}, []),
        ({"conflict": "family_tie"}, ["family_tie"]),
        ({"conflict": "doubt"}, ["conflict_doubt"]),
        ({"missing_mentions": ("le nom du créancier",)}, ["missing_mention"]),
        ({"insolvency": "collective", "conflict": "family_tie"}, ["insolvency", "family_tie"]),
    ],
)
def test_preparing(changes: dict[str, Any], against: list[str]) -> None:
    assert preparing(**changes) == against


def test_what_the_letter_lacks_is_named() -> None:
    lacking = facts(State.SUBMITTED, missing_mentions=("le nom (R125-2 I 1°)", "l'objet (R125-2 I 3°)"))
    told = reasons_against(PACK, lacking, attempt(Act.PREPARE, OFFICER, FILED))
    assert told[0].message.endswith("le nom (R125-2 I 1°) ; l'objet (R125-2 I 3°).")


def test_a_dispatch_is_never_of_a_day_to_come_nor_refused_for_eligibility() -> None:
    ineligible = facts(
        State.PREPARED, insolvency="collective", principal=Decimal(9000), conflict="family_tie"
    )
    for actor in (OFFICER, CARRIER):
        assert refused(ineligible, Act.RECORD_DISPATCH, actor, DISPATCHED) == []
        assert refused(ineligible, Act.RECORD_DISPATCH, actor, DISPATCHED, deposited_on=DISPATCHED) == []
        tomorrow = DISPATCHED + ONE_DAY
        assert refused(ineligible, Act.RECORD_DISPATCH, actor, DISPATCHED, deposited_on=tomorrow) == [
            "too_early"
        ]


def accepting(actor: Actor, on: date = IN_TIME, place_day: date | None = None, **said: Any) -> list[str]:
    return codes(running(State.INVITED), attempt(Act.ANSWER_ACCEPT, actor, on, place_day, **said))


def test_an_acceptance_counts_until_midnight_of_the_last_day() -> None:
    assert accepting(DEBTOR, LAST_DAY) == []
    assert accepting(DEBTOR, AFTER) == ["late"]
    assert accepting(DEBTOR, AFTER, LAST_DAY) == [], "it is still the last day where the debtor lives"


@pytest.mark.parametrize(
    ("posted_on", "received_on", "against"),
    [
        (LAST_DAY, AFTER, []),
        (LAST_DAY, LAST_DAY, []),
        (AFTER, AFTER, ["late"]),
        (DISPATCHED, AFTER, []),
        (DISPATCHED - ONE_DAY, AFTER, ["too_early"]),
        (IN_TIME + ONE_DAY, IN_TIME, ["too_early"]),
        (AFTER + ONE_DAY, AFTER, ["late", "too_early"]),
    ],
)
def test_a_posted_form_counts_from_its_posting(
    posted_on: date, received_on: date, against: list[str]
) -> None:
    for actor in (OFFICER, DEBTOR):
        assert accepting(actor, received_on, channel="post", posted_on=posted_on) == against


def test_a_posting_day_means_nothing_but_by_post() -> None:
    assert accepting(OFFICER, AFTER, channel="office", posted_on=LAST_DAY) == ["late"]
    assert accepting(DEBTOR, AFTER, channel="online", posted_on=LAST_DAY) == ["late"]


@pytest.mark.parametrize("channel", ["online", None, "post", "office", "phone"])
def test_the_telephone_refuses_and_never_accepts(channel: str | None) -> None:
    keyed = [] if channel in {"post", "office", "phone"} else ["wrong_actor"]
    spoken = ["channel_not_allowed"] if channel == "phone" else []
    invited, proposed = running(State.INVITED), running(State.PROPOSED)
    for act, known, binding in (
        (Act.ANSWER_ACCEPT, invited, True),
        (Act.ANSWER_REFUSE, invited, False),
        (Act.CONSENT_DEBTOR, proposed, True),
        (Act.REFUSE_TERMS, proposed, False),
    ):
        against = spoken if binding else []
        assert refused(known, act, OFFICER, channel=channel) == keyed + against
        assert refused(known, act, DEBTOR, channel=channel) == against


@pytest.mark.parametrize("act", [Act.ANSWER_ACCEPT, Act.CONSENT_DEBTOR])
def test_a_protected_adult_is_assisted(act: Act) -> None:
    known = running(State.INVITED if act is Act.ANSWER_ACCEPT else State.PROPOSED, debtor="protected_adult")
    assert refused(known, act, DEBTOR) == ["incapacity"]
    assert refused(known, act, DEBTOR, assisted=True) == []


def test_a_protected_adult_refuses_alone() -> None:
    assert refused(running(State.INVITED, debtor="protected_adult"), Act.ANSWER_REFUSE, DEBTOR) == []


@pytest.mark.parametrize("state", [State.INVITED, State.PARTICIPATING, State.PROPOSED])
def test_a_refusal_is_taken_in_time_or_late(state: State) -> None:
    for on in (LAST_DAY, AFTER, AFTER + 90 * ONE_DAY):
        assert refused(running(state), Act.ANSWER_REFUSE, DEBTOR, on) == []


@pytest.mark.parametrize(
    ("act", "state", "received", "code"),
    [
        (Act.NOTE_ACCEPTANCE, State.INVITED, "acceptance_received", "not_accepted"),
        (Act.NOTE_REFUSAL, State.INVITED, "refusal_received", "wrong_state"),
        (Act.NOTE_TERMS_REFUSAL, State.PROPOSED, "terms_refusal_received", "wrong_state"),
    ],
)
def test_only_what_came_is_noted(act: Act, state: State, received: str, code: str) -> None:
    assert refused(running(state), act, OFFICER) == []
    assert refused(running(state), act, OFFICER, AFTER) == [], "the record itself may follow"
    assert refused(running(state, **{received: False}), act, OFFICER) == [code]


@pytest.mark.parametrize(
    ("act", "actor"),
    [
        (Act.PROPOSE, OFFICER),
        (Act.COUNTER_OFFER, DEBTOR),
        (Act.COUNTER_OFFER, CREDITOR),
        (Act.CONSENT_CREDITOR, CREDITOR),
        (Act.CONSENT_DEBTOR, DEBTOR),
        (Act.REFUSE_TERMS, DEBTOR),
    ],
)
def test_negotiation_ends_with_the_month(act: Act, actor: Actor) -> None:
    assert refused(running(), act, actor, LAST_DAY) == []
    assert refused(running(), act, actor, AFTER) == ["late"]


@pytest.mark.parametrize(
    ("amount", "parts", "against"),
    [
        ("1214.20", [], []),
        ("1214.21", [], ["amount_above_claim"]),
        ("0.01", [], []),
        ("1000.00", ["400.00", "600.00"], []),
        ("1000.00", ["400.00", "600.01"], ["schedule_does_not_sum"]),
        ("1000.00", ["400.00", "599.99"], ["schedule_does_not_sum"]),
        ("1214.21", ["1214.20"], ["amount_above_claim", "schedule_does_not_sum"]),
    ],
)
def test_terms_stay_within_the_claim_and_sum(amount: str, parts: list[str], against: list[str]) -> None:
    schedule = tuple(Instalment(on=date(2026, 12, 1), amount=Decimal(part)) for part in parts)
    found = refused(running(), Act.PROPOSE, OFFICER, amount=Decimal(amount), instalments=schedule)
    assert found == against


def test_nothing_is_proposed_to_the_insolvent_or_by_a_relative() -> None:
    assert refused(running(insolvency="collective"), Act.PROPOSE, OFFICER) == ["insolvency"]
    assert refused(running(conflict="family_tie"), Act.PROPOSE, OFFICER) == ["family_tie"]


def test_every_reason_is_in_french_with_its_articles() -> None:
    wrong = facts(
        State.ENDED,
        cause="tort",
        principal=Decimal(6000),
        due_on=date(2027, 1, 1),
        debtor="minor",
        debtor_country="BE",
        mandate_on=None,
        insolvency="collective",
        invoiced_between_merchants=True,
    )
    found: tuple[Finding, ...] = reasons_against(PACK, wrong, attempt(Act.SUBMIT, DEBTOR, FILED))
    assert [reason.code for reason in found] == [
        "wrong_state",
        "wrong_actor",
        "not_contractual_or_statutory",
        "over_ceiling",
        "between_merchants",
        "not_due",
        "debtor_abroad",
        "incapacity",
        "insolvency",
        "no_mandate",
    ]
    assert all(reason.message.endswith(".") and reason.basis for reason in found)
