"""Expiry tasks: never two, never early, caught up after missed mornings; the clock notes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from dument.jobs.expiry import make_tasks
from dument.law.deadlines import one_month
from dument.records.accounts.models import Office
from dument.records.cases.models import Case, Claim
from dument.records.outbox.models import ExpiryTask
from tests import stories
from tests.tables import added, snapshot

ONE_DAY = timedelta(days=1)
LAST_DAY = date(2026, 11, 13)


@pytest.mark.parametrize("state", ["invited", "accepted", "participating", "proposed", "consented"])
def test_the_task_comes_the_day_after_and_once(people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    assert case.last_day == LAST_DAY
    before = snapshot()
    assert make_tasks(LAST_DAY) == 0
    assert snapshot() == before
    assert make_tasks(LAST_DAY + ONE_DAY) == 1
    assert added(before, snapshot()) == {"outbox.ExpiryTask": 1}, "the clock notes nothing itself"
    task = ExpiryTask.objects.get(case=case)
    assert (task.on, task.office_id) == (LAST_DAY + ONE_DAY, people.office.pk)
    for later in range(2, 5):
        assert make_tasks(LAST_DAY + later * ONE_DAY) == 0
    assert ExpiryTask.objects.count() == 1


@pytest.mark.parametrize(
    "state",
    ["draft", "submitted", "declined", "prepared", "agreed", "title_issued", "refused", "expired",
     "terms_refused", "withdrawn", "ended"],
)  # fmt: skip
def test_a_case_whose_month_does_not_run_has_no_task(people: stories.People, state: str) -> None:
    stories.case_in(state, people)
    assert make_tasks(date(2027, 6, 1)) == 0


def test_missed_mornings_are_caught_up_on_the_next_one(people: stories.People) -> None:
    stories.case_in("invited", people)
    assert make_tasks(LAST_DAY + 4 * ONE_DAY) == 1
    assert ExpiryTask.objects.get().on == LAST_DAY + 4 * ONE_DAY


@pytest.mark.parametrize("limit", [1, 2, 3, 500])
def test_more_cases_than_a_batch_are_all_served(people: stories.People, limit: int) -> None:
    """On one day or on several, whatever the order in which the cases came."""
    cases = [stories.case_in("invited", people) for _ in range(3)]
    Case.objects.filter(pk=cases[0].pk).update(last_day=LAST_DAY + ONE_DAY)
    assert make_tasks(LAST_DAY + 2 * ONE_DAY, limit) == 3
    assert ExpiryTask.objects.count() == 3


def many(office: Office, claim: Claim, chance: Random, count: int) -> dict[str, date]:
    """Make cases dispatched on any day of three years; return the last day of each, by reference."""
    cases = []
    for number in range(count):
        dispatched_on = date(2025, 1, 1) + chance.randrange(3 * 365) * ONE_DAY
        month = one_month(dispatched_on=dispatched_on)
        cases.append(
            Case(
                claim=claim,
                office=office,
                reference=f"DU-{number:04}-TEST",
                state=chance.choice(["invited", "participating", "proposed"]),
                cause="service",
                principal_cents=1,
                due_on=date(2024, 12, 1),
                dispatched_on=dispatched_on,
                raw_last_day=month.raw,
                last_day=month.extended_local,
            )
        )
    Case.objects.bulk_create(cases)
    return {case.reference: case.last_day for case in cases if case.last_day}


@pytest.mark.parametrize("seed", [1, 2])
def test_three_years_of_mornings_some_of_them_missed(people: stories.People, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - a life that can be lived again
    claim = Claim.objects.create(creditor=people.creditor)
    last_days = many(people.office, claim, chance, 300)
    morning, mornings = date(2025, 1, 1), []
    while morning < date(2028, 3, 1):
        if chance.random() < 0.5:  # one morning in two is missed
            mornings.append(morning)
            for _ in range(chance.choice([1, 1, 2])):
                make_tasks(morning)
        morning += ONE_DAY
    made = dict(ExpiryTask.objects.values_list("case__reference", "on"))
    assert made == {
        reference: next(day for day in mornings if day > last_day)
        for reference, last_day in last_days.items()
    }
