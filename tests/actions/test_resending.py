"""What failed for good is taken up again under its own key, by those whose it is."""

from __future__ import annotations

from uuid import uuid4

import pytest

from dument.actions.resending import try_again
from dument.queries import running
from dument.records.cases.models import Case
from dument.records.outbox.models import Message
from tests import stories

AT = stories.instant("2026-10-26")


def test_an_office_takes_up_its_own(people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    [message] = Message.objects.all()
    assert try_again(at=AT) == 0, "it did not fail"
    Message.objects.update(state="failed", attempts=55, problem="Adresse inconnue.")
    assert list(running.failures(people.office.pk)) == [("failed", 1)]
    assert running.failed(uuid4()) == []
    assert try_again(at=AT, office_id=uuid4(), keys=[message.key]) == 0
    assert try_again(at=AT, office_id=people.office.pk, keys=["autre"]) == 0
    assert try_again(at=AT, office_id=people.office.pk, keys=[message.key]) == 1
    again = Message.objects.get()
    assert (again.key, again.state, again.attempts, again.problem) == (message.key, "pending", 0, "")
    assert again.case_id == case.pk


@pytest.mark.parametrize("purged", [True, False])
def test_an_erased_case_sends_nothing(people: stories.People, purged: bool) -> None:
    stories.case_in("submitted", people)
    Message.objects.update(state="failed")
    if purged:
        Case.objects.update(purged_on=AT.date())
    assert try_again(at=AT) == (0 if purged else 1)
