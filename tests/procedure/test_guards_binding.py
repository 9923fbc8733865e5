"""The guards of what binds: consents, agreement, expiry, title; on both sides of each bound."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dument.procedure.facts import Consent, Month, Proposal
from dument.procedure.states import Act, Actor, State
from tests.procedure.lives import (
    AFTER,
    BOTH_CONSENT,
    IN_TIME,
    LAST_DAY,
    attempt,
    codes,
    refused,
    running,
)

OFFICER, CREDITOR, DEBTOR, CARRIER = Actor.OFFICER, Actor.CREDITOR, Actor.DEBTOR, Actor.CARRIER
FILED = date(2026, 10, 5)


@pytest.mark.parametrize("version", [None, 1, 2, 3, 0])
def test_a_version_consented_to_was_proposed(version: int | None) -> None:
    two = tuple(Proposal(version=n, amount=Decimal(1000)) for n in (1, 2))
    against = [] if version in {None, 1, 2} else ["wrong_state"]
    assert refused(running(proposals=two), Act.CONSENT_CREDITOR, CREDITOR, version=version) == against
    assert refused(running(proposals=two), Act.CONSENT_DEBTOR, DEBTOR, version=version) == against


def consent(party: Actor, version: int, on: date = IN_TIME) -> Consent:
    return Consent(party=party, version=version, on=on)


@pytest.mark.parametrize(
    ("consents", "against"),
    [
        ([consent(CREDITOR, 2), consent(DEBTOR, 2)], []),
        ([consent(CREDITOR, 1), consent(CREDITOR, 2), consent(DEBTOR, 2)], []),
        ([], ["consent_missing"]),
        ([consent(CREDITOR, 2)], ["consent_missing"]),
        ([consent(DEBTOR, 2)], ["consent_missing"]),
        ([consent(CREDITOR, 1), consent(DEBTOR, 2)], ["consent_missing", "consents_differ"]),
        ([consent(CREDITOR, 2), consent(DEBTOR, 1)], ["consent_missing", "consents_differ"]),
        ([consent(CREDITOR, 1), consent(DEBTOR, 1)], ["consent_missing", "consents_differ"]),
    ],
)
def test_an_agreement_is_two_consents_on_the_latest_version(
    consents: list[Consent], against: list[str]
) -> None:
    two = tuple(Proposal(version=n, amount=Decimal(1000)) for n in (1, 2))
    known = running(proposals=two, consents=tuple(consents))
    assert refused(known, Act.NOTE_AGREEMENT, OFFICER) == against


def test_the_record_of_an_agreement_may_follow_the_month() -> None:
    assert refused(running(consents=BOTH_CONSENT), Act.NOTE_AGREEMENT, OFFICER, AFTER) == []


EXTENDED = Month(
    dispatched_on=date(2026, 10, 15), raw_last_day=date(2026, 11, 15), last_day=date(2026, 11, 16)
)


def on_extension(day: date, **changes: Any) -> Any:
    given = (consent(CREDITOR, 1), consent(DEBTOR, 1, day))
    return running(month=EXTENDED, consents=given, **changes)


@pytest.mark.parametrize(("act", "state"), [(Act.NOTE_AGREEMENT, None), (Act.ISSUE_TITLE, State.AGREED)])
def test_an_agreement_after_the_raw_last_day_is_for_the_officer(act: Act, state: State | None) -> None:
    where = state or State.PROPOSED
    sunday, monday = date(2026, 11, 15), date(2026, 11, 16)
    for day, against in ((sunday, []), (monday, ["relies_on_extension"])):
        known = running(where, month=EXTENDED, consents=(consent(CREDITOR, 1), consent(DEBTOR, 1, day)))
        assert refused(known, act, OFFICER, date(2026, 11, 17)) == against
    decided = {"decide": frozenset({"relies_on_extension"})}
    assert refused(known, act, OFFICER, date(2026, 11, 17), **decided) == []


@pytest.mark.parametrize("state", [State.INVITED, State.PARTICIPATING, State.PROPOSED])
def test_expiry_is_noted_from_the_day_after_everywhere(state: State) -> None:
    def noting(on: date, place_day: date) -> list[str]:
        return codes(running(state), attempt(Act.NOTE_EXPIRY, OFFICER, on, place_day))

    assert noting(LAST_DAY, LAST_DAY) == ["too_early"]
    assert noting(AFTER, LAST_DAY) == ["too_early"], "midnight has not come where the debtor lives"
    assert noting(AFTER, AFTER) == []


def test_expiry_is_not_noted_over_an_agreement() -> None:
    assert refused(running(consents=BOTH_CONSENT), Act.NOTE_EXPIRY, OFFICER, AFTER) == ["agreement_pending"]


def test_an_agreement_on_the_extension_alone_may_be_set_aside() -> None:
    known, on = on_extension(date(2026, 11, 16)), date(2026, 11, 17)
    assert refused(known, Act.NOTE_EXPIRY, OFFICER, on) == ["agreement_pending", "relies_on_extension"]
    decided = frozenset({"relies_on_extension"})
    assert refused(known, Act.NOTE_EXPIRY, OFFICER, on, decide=decided) == []
    earlier = on_extension(date(2026, 11, 16), decisions=decided)
    assert refused(earlier, Act.NOTE_EXPIRY, OFFICER, on) == []
    in_time = on_extension(date(2026, 11, 15), decisions=decided)
    assert refused(in_time, Act.NOTE_EXPIRY, OFFICER, on) == ["agreement_pending"]


BINDING = [
    (Act.NOTE_AGREEMENT, State.PROPOSED),
    (Act.ISSUE_TITLE, State.AGREED),
]


@pytest.mark.parametrize(("act", "state"), BINDING)
@pytest.mark.parametrize(
    ("changes", "against"),
    [
        ({}, []),
        ({"insolvency": "overindebted"}, ["insolvency"]),
        ({"conflict": "family_tie"}, ["family_tie"]),
        ({"conflict": "doubt"}, ["conflict_doubt"]),
        ({"invoiced_between_merchants": True}, ["between_merchants"]),
        ({"invoiced_between_merchants": None}, ["quality_unknown"]),
        ({"due_on": date(2024, 10, 20)}, []),
        ({"due_on": date(2024, 10, 19)}, ["limitation_expired"]),
    ],
)
def test_what_binds_is_looked_at_again(
    act: Act, state: State, changes: dict[str, Any], against: list[str]
) -> None:
    known = running(state, consents=BOTH_CONSENT, **changes)
    assert refused(known, act, OFFICER, AFTER) == against


def test_a_noted_acceptance_suspends_a_limitation_and_not_a_forclusion() -> None:
    due_on = date(2024, 10, 22)  # two years end between the acceptance (20th) and the agreement (23rd)
    for cause, against in (("service", []), ("consumer_credit", ["limitation_expired"])):
        known = running(cause=cause, due_on=due_on, consents=BOTH_CONSENT)
        assert refused(known, Act.NOTE_AGREEMENT, OFFICER) == against


def test_a_forclusion_that_ends_after_the_agreement_does_not_stop_the_title() -> None:
    due_on = date(2024, 10, 23)  # the very day of the second consent
    known = running(State.AGREED, cause="consumer_credit", due_on=due_on, consents=BOTH_CONSENT)
    assert refused(known, Act.ISSUE_TITLE, OFFICER, AFTER) == []


def test_the_office_of_the_title_does_not_enforce_it() -> None:
    titled = running(State.TITLE_ISSUED)
    assert refused(titled, Act.APPOINT_ENFORCER, CREDITOR, office="same") == ["same_office_enforcement"]
    assert refused(titled, Act.APPOINT_ENFORCER, CREDITOR, office="other") == []
