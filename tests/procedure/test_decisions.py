"""What the law leaves to the officer: a warning to the creditor, an obstacle until he decides; and what is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.procedure import machine
from dument.procedure.facts import Attempt, Details, Facts, Month
from dument.procedure.states import Act, Actor, State
from tests.procedure.lives import (
    AFTER,
    BOTH_CONSENT,
    DISPATCHED,
    IN_TIME,
    LAST_DAY,
    PACK,
    attempt,
    facts,
    running,
)

FILED = date(2026, 10, 5)
DECIDABLE: dict[str, dict[str, Any]] = {
    "quality_unknown": {"invoiced_between_merchants": None},
    "limitation_expired": {"due_on": date(2024, 10, 4)},
    "over_ceiling_with_accessories": {"principal": Decimal("4985.80"), "other": Decimal("0.01")},
    "conflict_doubt": {"conflict": "doubt"},
}


def judged(known: Facts, act: Act, actor: Actor = Actor.OFFICER, **said: Any) -> machine.Judgment:
    return machine.judge(PACK, known, attempt(act, actor, FILED, **said))


@pytest.mark.parametrize("code", DECIDABLE)
def test_a_finding_for_the_officer_warns_the_creditor(code: str) -> None:
    found = judged(facts(**DECIDABLE[code]), Act.SUBMIT, Actor.CREDITOR)
    # A doubt on a conflict is declared after the filing: nobody looks at it then.
    assert [warning.code for warning in found.warnings] == ([] if code == "conflict_doubt" else [code])
    assert found.reasons == found.decided == ()


@pytest.mark.parametrize("code", DECIDABLE)
def test_it_stops_the_officer_until_he_decides_and_then_holds(code: str) -> None:
    known = facts(State.SUBMITTED, **DECIDABLE[code])
    before = judged(known, Act.PREPARE)
    assert [reason.code for reason in before.reasons] == [code]
    assert before.reasons[0].decidable
    for found in (
        judged(known, Act.PREPARE, decide=frozenset({code})),
        judged(replace(known, decisions=frozenset({code})), Act.PREPARE),
        judged(replace(known, decisions=frozenset({code})), Act.PREPARE, decide=frozenset({code})),
    ):
        assert [decided.code for decided in found.decided] == [code]
        assert found.reasons == found.warnings == ()


@pytest.mark.parametrize("code", DECIDABLE)
def test_deciding_another_finding_changes_nothing(code: str) -> None:
    others = frozenset(DECIDABLE) - {code} | {"insolvency"}
    found = judged(facts(State.SUBMITTED, **DECIDABLE[code]), Act.PREPARE, decide=others)
    assert [reason.code for reason in found.reasons] == [code]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"insolvency": "collective"}, "insolvency"),
        ({"conflict": "family_tie"}, "family_tie"),
        ({"principal": Decimal(6000)}, "over_ceiling"),
        ({"invoiced_between_merchants": True}, "between_merchants"),
        ({"cause": "consumer_credit", "due_on": date(2024, 10, 4)}, "limitation_expired"),
        ({"missing_mentions": ("le nom",)}, "missing_mention"),
    ],
)
def test_what_is_not_his_to_decide_stays_refused(changes: dict[str, Any], code: str) -> None:
    found = judged(facts(State.SUBMITTED, **changes), Act.PREPARE, decide=frozenset({code}))
    assert [reason.code for reason in found.reasons] == [code]
    assert found.decided == ()


def test_deciding_what_was_not_found_is_harmless() -> None:
    found = judged(facts(State.SUBMITTED), Act.PREPARE, decide=frozenset(DECIDABLE))
    assert found.reasons == found.decided == ()


def test_a_creditor_who_files_is_not_the_one_who_decides() -> None:
    known = facts(State.SUBMITTED, invoiced_between_merchants=None)
    found = judged(known, Act.PREPARE, Actor.CREDITOR, decide=frozenset({"quality_unknown"}))
    assert [reason.code for reason in found.reasons] == ["wrong_actor"]


# -- open acts -----------------------------------------------------------------------------------------------

DAYS = st.sampled_from([FILED, DISPATCHED, IN_TIME, LAST_DAY, AFTER, date(2027, 1, 4)])
FACTS = st.builds(
    running,
    st.sampled_from(State),
    debtor=st.sampled_from(["consumer", "minor", "protected_adult"]),
    cause=st.sampled_from(["service", "consumer_credit", "tort"]),
    principal=st.sampled_from([Decimal(1200), Decimal(5000), Decimal(5001)]),
    other=st.sampled_from([Decimal(0), Decimal(3800)]),
    invoiced_between_merchants=st.sampled_from([None, True, False]),
    conflict=st.sampled_from(["none", "family_tie", "doubt"]),
    insolvency=st.sampled_from(["none", "collective"]),
    due_on=st.sampled_from([date(2024, 10, 22), date(2026, 5, 31), date(2026, 12, 1)]),
    mandate_on=st.sampled_from([None, date(2026, 9, 1)]),
    month=st.sampled_from(
        [None, Month(dispatched_on=DISPATCHED, raw_last_day=date(2026, 10, 20), last_day=LAST_DAY)]
    ),
    acceptance_received=st.booleans(),
    refusal_received=st.booleans(),
    terms_refusal_received=st.booleans(),
    consents=st.sampled_from([(), BOTH_CONSENT[:1], BOTH_CONSENT]),
    decisions=st.frozensets(st.sampled_from([*DECIDABLE, "relies_on_extension"])),
)
DETAILS = st.builds(
    Details,
    amount=st.sampled_from([None, Decimal(100), Decimal(99999)]),
    channel=st.sampled_from([None, "online", "post", "office", "phone"]),
    version=st.sampled_from([None, 1, 7]),
    office=st.sampled_from([None, "same", "other"]),
    assisted=st.booleans(),
    deposited_on=st.sampled_from([None, DISPATCHED, date(2027, 2, 1)]),
)
# What depends on the details alone is told when the act is tried.
TOLD_LATER = {
    "wrong_actor", "channel_not_allowed", "incapacity", "amount_above_claim", "schedule_does_not_sum",
    "wrong_state", "same_office_enforcement", "too_early",
}  # fmt: skip


@given(FACTS, DETAILS, st.sampled_from(Act), st.sampled_from(Actor), DAYS)
def test_an_act_done_was_open_and_an_open_act_lacks_only_its_details(
    known: Facts, said: Details, act: Act, actor: Actor, on: date
) -> None:
    reasons = machine.reasons_against(
        PACK, known, Attempt(act=act, actor=actor, on=on, place_day=on, details=said)
    )
    is_open = act in machine.open_to(PACK, known, actor, on)
    if not reasons:
        assert is_open
    if is_open:
        assert {reason.code for reason in reasons} <= TOLD_LATER


@given(FACTS, st.sampled_from(Actor), DAYS)
def test_open_acts_are_those_asked_one_by_one_in_the_order_of_the_table(
    known: Facts, actor: Actor, on: date
) -> None:
    asked = [
        act
        for act in PACK
        if not machine.reasons_against(
            PACK, known, Attempt(act=act, actor=actor, on=on, place_day=on, details=None)
        )
    ]
    assert list(machine.open_to(PACK, known, actor, on)) == asked


def test_open_acts_follow_the_day_of_the_place() -> None:
    invited = running(State.INVITED)
    assert Act.NOTE_EXPIRY in machine.open_to(PACK, invited, Actor.OFFICER, AFTER)
    assert Act.NOTE_EXPIRY not in machine.open_to(PACK, invited, Actor.OFFICER, AFTER, LAST_DAY)
    assert Act.ANSWER_ACCEPT not in machine.open_to(PACK, invited, Actor.DEBTOR, AFTER)
    assert Act.ANSWER_ACCEPT in machine.open_to(PACK, invited, Actor.DEBTOR, AFTER, LAST_DAY)


def test_asking_needs_neither_assistance_nor_channel() -> None:
    known = running(State.INVITED, debtor="protected_adult")
    assert Act.ANSWER_ACCEPT in machine.open_to(PACK, known, Actor.DEBTOR, IN_TIME)
    assert Act.ANSWER_ACCEPT in machine.open_to(PACK, known, Actor.OFFICER, IN_TIME)
    asking = Attempt(act=Act.ANSWER_ACCEPT, actor=Actor.DEBTOR, on=IN_TIME, place_day=IN_TIME, details=None)
    assert asking.asking
    assert asking.given == Details()
