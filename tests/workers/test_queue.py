"""A job is written by the transaction of the act: committed with it, rolled back with it. PostgreSQL only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from dument.actions import filing
from dument.jobs import engine, outbox
from dument.procedure.states import Actor
from dument.records.outbox.models import Message
from tests import fakes, stories

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture(autouse=True)
def local_providers(settings) -> None:  # type: ignore[no-untyped-def]
    for name, value in fakes.SETTINGS.items():
        setattr(settings, name, value)


def jobs() -> dict[str, str]:
    from procrastinate.contrib.django.models import ProcrastinateJob

    found = ProcrastinateJob.objects.filter(task_name="dument.deliver")
    return dict(found.values_list("lock", "queue_name"))


def test_each_message_has_its_job_in_its_lane() -> None:
    stories.case_in("title_issued", stories.people())
    lanes = jobs()
    assert set(lanes) == {str(pk) for pk in Message.objects.values_list("pk", flat=True)}
    by_effect = {message.effect: lanes[str(message.pk)] for message in Message.objects.all()}
    assert by_effect["send_letter"] == by_effect["deliver_debtor_copy"] == "letters"
    assert by_effect["tell_office"] == by_effect["deliver_title"] == "notices"


def test_what_is_rolled_back_was_never_told() -> None:
    people = stories.people()
    case = stories.case_in("draft", people)
    with pytest.raises(RuntimeError), transaction.atomic():
        filing.submit(case_id=case.pk, by=people.by(Actor.CREDITOR), at=stories.instant("2026-10-05"))
        assert jobs()
        raise RuntimeError
    assert jobs() == {}


def test_a_message_the_engine_lost_is_put_back_once() -> None:
    from django.db import connection

    stories.case_in("prepared", stories.people())
    at = max(message.next_at for message in Message.objects.all()) + timedelta(minutes=6)
    assert outbox.put_back(at) == 0
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    waiting = Message.objects.filter(state="pending").count()
    assert outbox.put_back(at - timedelta(days=40)) == 0
    assert outbox.put_back(at) == waiting
    assert outbox.put_back(at) == 0
    assert len(engine.held(list(Message.objects.values_list("pk", flat=True)))) == waiting


@pytest.mark.parametrize(("interrupted", "state"), [(2, "pending"), (3, "failed")])
def test_a_job_interrupted_three_times_is_parked(interrupted: int, state: str) -> None:
    from django.db import connection

    stories.case_in("prepared", stories.people())
    message = Message.objects.get(effect="send_letter")
    with connection.cursor() as cursor:  # what a worker killed while doing it leaves
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s WHERE lock = %s",
            [interrupted, str(message.pk)],
        )
    assert engine.put_back_stalled(stories.instant("2026-10-26")) == 1
    message.refresh_from_db()
    assert message.state == state
    assert engine.held([message.pk]) == {message.pk}
    assert engine.put_back_stalled(stories.instant("2026-10-26")) == 0
