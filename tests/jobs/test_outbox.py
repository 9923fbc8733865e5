"""The outbox: at least once, and once for the world; again or never; bounded."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dument.adapters.letters.local import LocalCarrier
from dument.jobs import effects, outbox
from dument.jobs.outbox import MAX_ATTEMPTS, deliver, drain, due, wait_after
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.letters import Handover, Letter
from dument.records.cases.models import Party
from dument.records.outbox.models import Message
from tests import stories
from tests.jobs.lately import slips, the

AT = stories.instant("2026-10-12")
LATER = stories.instant("2026-10-26")


class Killed(BaseException):
    """The process dies: nothing catches it."""


def test_everything_due_is_done_with_its_proof(people: stories.People) -> None:
    case = stories.case_in("title_issued", people)
    count = Message.objects.filter(case=case).count()
    assert drain(LATER) == count
    assert set(Message.objects.values_list("state", "attempts", "problem")) == {("done", 1, "")}
    assert all(message.proof for message in Message.objects.all())
    assert drain(LATER) == 0


def test_nothing_is_delivered_before_its_time(people: stories.People) -> None:
    stories.case_in("prepared", people)
    letter = Message.objects.get(effect="send_letter")
    assert letter.pk not in due(letter.next_at - timedelta(microseconds=1))
    assert letter.pk in due(letter.next_at)


def test_the_oldest_goes_first_and_no_more_than_asked(people: stories.People) -> None:
    case = stories.case_in("title_issued", people)
    ordered = list(Message.objects.order_by("created_at", "id").values_list("pk", flat=True))
    assert due(LATER, 3) == ordered[:3]
    assert drain(LATER, 3) == 3
    assert Message.objects.filter(case=case, state="done").count() == 3


def test_killed_after_the_provider_answered_no_second_letter_goes(
    people: stories.People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = stories.case_in("prepared", people)
    message = the(case, "send_letter")

    def die(self: Message, **_: object) -> None:
        raise Killed

    with monkeypatch.context() as killing:
        killing.setattr(Message, "save", die)
        with pytest.raises(Killed):
            deliver(message.pk, AT)
    (first,) = slips(tmp_path)
    assert the(case, "send_letter").state == "pending", "the proof was not written"
    assert deliver(message.pk, AT + timedelta(hours=1))
    assert slips(tmp_path) == [first]
    done = the(case, "send_letter")
    assert done.proof == {"number": first["numero"], "taken_at": AT.isoformat(), "already_seen": True}


def test_killed_before_the_provider_answered_the_letter_still_goes(
    people: stories.People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = stories.case_in("prepared", people)
    message = the(case, "send_letter")

    def die(self: LocalCarrier, letter: Letter, at: datetime) -> Handover:
        raise Killed

    with monkeypatch.context() as killing:
        killing.setattr(LocalCarrier, "hand_over", die)
        with pytest.raises(Killed):
            deliver(message.pk, AT)
    assert slips(tmp_path) == []
    assert drain(AT) >= 1
    assert [slip["cle"] for slip in slips(tmp_path)] == [message.key]


def test_the_same_case_at_any_moment_has_one_letter(people: stories.People, tmp_path: Path) -> None:
    case = stories.case_in("prepared", people)
    message = the(case, "send_letter")
    for hour in range(4):
        Message.objects.filter(pk=message.pk).update(state="pending", proof={})
        assert deliver(message.pk, AT + timedelta(hours=hour))
    assert len(slips(tmp_path)) == 1


class Failing:
    """A carrier's method that fails each time, and counts."""

    def __init__(self, failure: Exception) -> None:
        self.failure, self.asked = failure, 0

    def __call__(self, *_: object, **__: object) -> Handover:
        self.asked += 1
        raise self.failure


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make the carrier fail as told."""

    def fail(failure: Exception) -> Failing:
        made = Failing(failure)
        monkeypatch.setattr(LocalCarrier, "hand_over", made)
        return made

    return fail


def test_try_again_waits_twice_as_long_each_time(people: stories.People, failing: Any) -> None:
    case = stories.case_in("prepared", people)
    asked = failing(TryAgain("Le transporteur ne répond pas."))
    pk, at, minutes = the(case, "send_letter").pk, AT, []
    for attempt in range(1, 11):
        assert not deliver(pk, at)
        waiting = Message.objects.get(pk=pk)
        assert (waiting.state, waiting.attempts) == ("pending", attempt)
        assert waiting.problem == "Le transporteur ne répond pas."
        assert waiting.proof == {}
        minutes.append((waiting.next_at - at).total_seconds() / 60)
        assert pk not in due(waiting.next_at - timedelta(seconds=1))
        at = waiting.next_at
        assert pk in due(at)
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 120, 120, 120]
    assert asked.asked == 10


def test_a_provider_that_comes_back_clears_the_problem(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = stories.case_in("prepared", people)
    pk = the(case, "send_letter").pk
    with monkeypatch.context() as down:
        down.setattr(LocalCarrier, "hand_over", Failing(TryAgain("En panne.")))
        assert not deliver(pk, AT)
    assert deliver(pk, AT + timedelta(minutes=1))
    done = Message.objects.get(pk=pk)
    assert (done.state, done.attempts, done.problem) == ("done", 2, "")


def test_never_again_fails_at_once_and_is_asked_no_more(people: stories.People, failing: Any) -> None:
    case = stories.case_in("prepared", people)
    asked = failing(NeverAgain("L'adresse est incomplète."))
    pk = the(case, "send_letter").pk
    assert not deliver(pk, AT)
    failed = Message.objects.get(pk=pk)
    assert (failed.state, failed.attempts, failed.problem) == ("failed", 1, "L'adresse est incomplète.")
    assert not deliver(pk, LATER)
    assert pk not in due(LATER)
    assert asked.asked == 1


def test_attempts_are_bounded(people: stories.People, failing: Any) -> None:
    case = stories.case_in("prepared", people)
    asked = failing(TryAgain("En panne."))
    pk = the(case, "send_letter").pk
    for state in ("pending", "failed"):
        Message.objects.filter(pk=pk).update(attempts=MAX_ATTEMPTS - (2 if state == "pending" else 1))
        assert not deliver(pk, AT)
        assert Message.objects.get(pk=pk).state == state
    assert asked.asked == 2
    waited = sum((wait_after(attempt) for attempt in range(1, MAX_ATTEMPTS)), timedelta())
    assert timedelta(days=3) < waited < timedelta(days=7), "a provider down for a long week-end comes back"


@pytest.mark.parametrize(("failure", "state"), [(TryAgain(), "pending"), (NeverAgain(), "failed")])
def test_a_failure_without_a_word_is_not_a_success(
    people: stories.People, failing: Any, failure: Exception, state: str
) -> None:
    case = stories.case_in("prepared", people)
    failing(failure)
    pk = the(case, "send_letter").pk
    assert not deliver(pk, AT)
    message = Message.objects.get(pk=pk)
    assert message.state == state
    assert message.problem


def test_a_long_problem_is_cut(people: stories.People, failing: Any) -> None:
    case = stories.case_in("prepared", people)
    failing(TryAgain("é" * 1000))
    pk = the(case, "send_letter").pk
    deliver(pk, AT)
    assert len(Message.objects.get(pk=pk).problem) == 300


def test_a_poisoned_message_does_not_stop_the_others(people: stories.People, failing: Any) -> None:
    case, other = stories.case_in("prepared", people), stories.case_in("submitted", people)
    failing(KeyError("Sacha Durand"))
    drain(LATER)
    letter = the(case, "send_letter")
    assert (letter.state, letter.attempts) == ("pending", 1)
    assert "Sacha" not in letter.problem, "what an unforeseen error says may hold personal data"
    assert the(other, "tell_office").state == "done"


def test_a_message_done_meanwhile_is_left_as_it_is(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = stories.case_in("prepared", people)
    pk = the(case, "send_letter").pk

    def overtaken(message: Message, at: datetime) -> Any:
        proof = effects.carry_out(message, at)
        Message.objects.filter(pk=pk).update(state="done", attempts=1, proof={"number": "du premier"})
        return proof

    monkeypatch.setattr(outbox, "carry_out", overtaken)
    assert deliver(pk, AT)
    assert Message.objects.get(pk=pk).proof == {"number": "du premier"}
    assert deliver(pk, AT), "it is done: nothing more to do"


def test_an_address_given_never_replaces_the_posted_papers(people: stories.People, tmp_path: Path) -> None:
    case = stories.case_in("proposed", people)
    Party.objects.filter(case=case, role="debtor").update(email="sacha@durand.example")
    drain(LATER)
    told = [one for one in Message.objects.filter(case=case, effect="tell_debtor") if one.proof.get("number")]
    assert [one.proof["told"] for one in told] == ["debtor"] * 2, "by post and by e-mail"
    assert sorted(slip["recommande"] for slip in slips(tmp_path)) == [False, False, True]


@pytest.mark.parametrize("story", ["withdrawn", "ended"])
def test_an_act_without_papers_posts_nothing(people: stories.People, tmp_path: Path, story: str) -> None:
    case = stories.case_in(story, people)
    drain(LATER)
    told = the(case, "tell_debtor")
    assert told.state == "done"
    assert "pas de document" in told.proof["told"]
    assert [slip["recommande"] for slip in slips(tmp_path)] == [True]
