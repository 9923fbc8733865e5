"""Two workers at once, on real transactions: one letter, one task."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from dument.jobs.expiry import make_tasks
from dument.jobs.outbox import deliver, drain
from dument.records.cases.models import Claim
from dument.records.outbox.models import ExpiryTask, Message
from tests import stories
from tests.committed import at_once, emptied_after
from tests.jobs.test_expiry import many

pytestmark = pytest.mark.postgres
AT = stories.instant("2026-10-26")


@pytest.fixture
def people(django_db_setup: None, django_db_blocker: Any) -> Iterator[stories.People]:
    """An office, a creditor and their people, committed for every connection to see."""
    with emptied_after(django_db_blocker):
        yield stories.people()


def test_one_letter_whatever_the_number_of_workers(people: stories.People, tmp_path: Path) -> None:
    stories.case_in("prepared", people)
    message = Message.objects.get(effect="send_letter")
    assert at_once(*[lambda: deliver(message.pk, AT)] * 4) == [True] * 4
    (slip,) = tmp_path.glob("courrier/**/bordereau.json")
    done = Message.objects.get(pk=message.pk)
    assert (done.state, done.attempts) == ("done", 1)
    assert done.proof["number"] == json.loads(slip.read_text())["numero"]


def test_two_drains_do_everything_once(people: stories.People) -> None:
    for _ in range(3):
        stories.case_in("title_issued", people)
    came = at_once(lambda: drain(AT), lambda: drain(AT))
    assert not [one for one in came if isinstance(one, Exception)]
    assert set(Message.objects.values_list("state", "attempts")) == {("done", 1)}


def test_two_sweeps_at_once_make_no_task_twice(people: stories.People) -> None:
    claim = Claim.objects.create(creditor=people.creditor)
    last_days = many(people.office, claim, Random(3), 400)  # noqa: S311
    after = max(last_days.values()) + timedelta(days=1)
    came = at_once(*[lambda: make_tasks(after, 50)] * 3)
    assert not [one for one in came if isinstance(one, Exception)]
    assert ExpiryTask.objects.count() == len(last_days) == 400
    assert make_tasks(after) == 0
