"""Two at once, on real transactions: one wins, the other is refused, and nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from dument.actions import _move, filing, outcomes, seals
from dument.procedure.machine import Refused
from dument.procedure.states import Actor
from dument.queries import journal
from dument.records.cases.models import Answer, Case, Consent, Outcome
from dument.records.documents.models import Document
from dument.records.journal.models import Event, Seal
from dument.records.outbox.models import Message
from tests import stories
from tests.actions.acts import ACTS, Tried
from tests.committed import at_once, emptied_after

pytestmark = pytest.mark.postgres
BY_NAME = {tried.act: tried for tried in ACTS}
SINGLE = [tried for tried in ACTS if tried.to and tried.act != "propose"]


@pytest.fixture
def people(django_db_setup: None, django_db_blocker: Any) -> Iterator[stories.People]:
    """An office, a creditor and their people, committed for every connection to see."""
    with emptied_after(django_db_blocker):
        yield stories.people()


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[object]]:
    """Do two acts that have both been judged before either is written."""

    def do(*doings: Callable[[], object]) -> list[object]:
        barrier, judge = Barrier(len(doings)), _move._judge

        def judged_together(*given: Any) -> Any:
            step = judge(*given)
            try:
                barrier.wait(timeout=5)
            except BrokenBarrierError:
                return step  # the loser judges again, alone
            barrier.abort()
            return step

        monkeypatch.setattr(_move, "_judge", judged_together)
        return at_once(*doings)

    return do


@pytest.mark.parametrize("tried", SINGLE, ids=lambda tried: tried.act)
def test_the_same_act_twice_at_once_is_done_once(
    people: stories.People, together: Callable[..., list[object]], tried: Tried
) -> None:
    case = stories.case_in(tried.story, people)
    came = together(*[lambda: tried(people, case.pk)] * 2)
    assert [type(one) for one in came if isinstance(one, Exception)] == [Refused]
    moved = Case.objects.get(pk=case.pk)
    assert (moved.state, moved.last_number) == (tried.to, case.last_number + 1)
    assert Event.objects.filter(case=case, type=tried.act).count() == 1
    assert Message.objects.filter(case=case, key__contains=f"/{moved.last_number}/").count() == len(
        tried.effects
    )
    assert not journal.verify(case.reference).broken


def test_one_title_per_agreement_whatever_the_number_of_officers(people: stories.People) -> None:
    case = stories.case_in("agreed", people)
    came = at_once(*[lambda: BY_NAME["issue_title"](people, case.pk)] * 4)
    assert sum(isinstance(one, Exception) for one in came) == 3
    assert Document.objects.filter(case=case, kind="title").count() == 1
    assert Document.objects.filter(case=case, kind="debtor_copy").count() == 1


def test_two_outcomes_at_once_leave_one(
    people: stories.People, together: Callable[..., list[object]]
) -> None:
    case = stories.case_in("refusal_received", people)
    by, at = people.by(Actor.OFFICER), stories.instant("2026-11-16")
    came = together(
        lambda: outcomes.note_refusal(case_id=case.pk, by=by, at=at),
        lambda: outcomes.note_expiry(case_id=case.pk, by=by, at=at),
    )
    assert sum(isinstance(one, Refused) for one in came) == 1
    assert Outcome.objects.filter(case=case).count() == 1


def test_an_act_overtaken_by_another_that_leaves_it_open_is_done_after_it(
    people: stories.People, together: Callable[..., list[object]]
) -> None:
    case = stories.case_in("invited", people)
    came = together(*[lambda: BY_NAME["answer_accept"](people, case.pk)] * 2)
    assert not [one for one in came if isinstance(one, Exception)]
    assert Answer.objects.filter(case=case).count() == 2
    assert list(Event.objects.filter(case=case).values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert not journal.verify(case.reference).broken


def test_both_parties_consent_at_once(people: stories.People, together: Callable[..., list[object]]) -> None:
    case = stories.case_in("proposed", people)
    came = together(
        lambda: BY_NAME["consent_creditor"](people, case.pk),
        lambda: BY_NAME["consent_debtor"](people, case.pk),
    )
    assert not [one for one in came if isinstance(one, Exception)]
    assert Consent.objects.filter(case=case).count() == 2


def test_a_withdrawal_and_a_title_do_not_both_happen(
    people: stories.People, together: Callable[..., list[object]]
) -> None:
    case = stories.case_in("consented", people)
    came = together(
        lambda: BY_NAME["note_agreement"](people, case.pk),
        lambda: filing.withdraw(
            case_id=case.pk, by=people.by(Actor.CREDITOR), at=stories.instant("2026-10-23")
        ),
    )
    assert sum(isinstance(one, Refused) for one in came) == 1
    assert Case.objects.get(pk=case.pk).state in {"agreed", "withdrawn"}


def test_seals_at_once_make_one_chain(people: stories.People) -> None:
    stories.case_in("title_issued", people)
    at = stories.instant("2026-10-26")
    came = at_once(*[lambda: seals.seal(at)] * 3)
    assert not [one for one in came if isinstance(one, Exception)]
    assert Seal.objects.count() == sum(one is not None for one in came) == 1
    assert not journal.verify().broken
