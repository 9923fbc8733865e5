"""The outbox: at least once, and once for the world; again or never; bounded."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from dument.actions import negotiation, ordinary
from dument.actions.letters import carrier_copy
from dument.adapters.letters.local import LocalCarrier
from dument.jobs import effects, outbox
from dument.jobs.outbox import MAX_ATTEMPTS, deliver, drain, due, wait_after
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.letters import Handover, Letter
from dument.procedure.states import Actor
from dument.records.cases.models import Case, Party
from dument.records.outbox.models import Message
from dument.records.reading import read_case
from tests import fakes, stories
from tests.actions.recording import read

AT = stories.instant("2026-10-12")
LATER = stories.instant("2026-10-26")


class Killed(BaseException):
    """The process dies: nothing catches it."""


def the(case: Case, effect: str) -> Message:
    """Return the case's last message of that effect."""
    return Message.objects.filter(case=case, effect=effect).latest("created_at")


def slips(folder: Path) -> list[dict[str, Any]]:
    """Return the slips of every letter that the carrier took."""
    return [json.loads(slip.read_text()) for slip in sorted(folder.glob("courrier/**/bordereau.json"))]


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


def test_the_letter_goes_to_the_debtor_with_its_code_and_its_forms(
    people: stories.People, courier: LocalCarrier, tmp_path: Path
) -> None:
    case = stories.case_in("prepared", people)
    drain(AT)
    (slip,) = slips(tmp_path)
    message = the(case, "send_letter")
    assert slip["cle"] == message.key
    assert slip["recommande"] is True
    assert slip["destinataire"] == ["Sacha Durand", "7 passage du Jeu-de-Boules", "75011 Paris"]
    assert read(courier.paper(message.key, "invitation").read_bytes())["code"] == stories.code_of(case)
    for form in ("acceptance_form", "refusal_form"):
        assert read(courier.paper(message.key, form).read_bytes())["kind"] == form
    assert message.proof == {
        "number": slip["numero"],
        "taken_at": AT.isoformat(),
        "already_seen": False,
    }
    assert stories.code_of(case) not in json.dumps(message.proof)


def test_a_copy_that_is_gone_is_rendered_again(people: stories.People, courier: LocalCarrier) -> None:
    case = stories.case_in("prepared", people)
    copy = fakes.MemoryStore().reveal(carrier_copy(case, 1))
    fakes.MemoryStore().destroy(carrier_copy(case, 1))
    drain(AT)
    assert courier.paper(the(case, "send_letter").key, "invitation").read_bytes() == copy


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


def test_an_unknown_effect_is_kept_for_somebody_to_look_at(people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    message = the(case, "tell_office")
    Message.objects.filter(pk=message.pk).update(effect="send_pigeon")
    assert not deliver(message.pk, AT)
    failed = Message.objects.get(pk=message.pk)
    assert failed.state == "failed"
    assert "send_pigeon" in failed.problem


def test_an_incomplete_address_is_work_for_somebody(people: stories.People) -> None:
    case = stories.case_in("prepared", people)
    Party.objects.filter(case=case, role="debtor").update(address=" ")
    drain(AT)
    letter = the(case, "send_letter")
    assert letter.state == "failed"
    assert "adresse" in letter.problem


def test_a_paper_that_the_store_lost_is_waited_for(people: stories.People) -> None:
    case = stories.case_in("title_issued", people)
    copy = case.documents.get(kind="debtor_copy")
    content = fakes.MemoryStore.papers.pop(copy.sha256)
    pk = the(case, "deliver_debtor_copy").pk
    assert not deliver(pk, LATER)
    assert Message.objects.get(pk=pk).state == "pending"
    fakes.MemoryStore.papers[copy.sha256] = content
    assert deliver(pk, LATER)


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


def test_a_new_code_goes_by_an_ordinary_letter(
    people: stories.People, courier: LocalCarrier, tmp_path: Path
) -> None:
    case = stories.case_in("invited", people)
    ordinary.renew_code(case_id=case.pk, by=people.by(Actor.OFFICER), at=LATER)
    drain(LATER)
    message = the(case, "send_code")
    assert {slip["cle"]: slip["recommande"] for slip in slips(tmp_path)}[message.key] is False
    told = read(courier.paper(message.key, "nouveau-code").read_bytes())
    assert (told["kind"], told["code"]) == ("code_letter", stories.code_of(case))
    code = stories.code_of(case).encode()
    assert not any(code in content for content in fakes.MemoryStore.papers.values())
    assert sum(slip["recommande"] for slip in slips(tmp_path)) == 1, "it starts no new month"


@pytest.mark.parametrize(
    ("story", "kinds"),
    [
        ("participating", {"acceptance_record"}),
        ("proposed", {"proposal"}),
        ("refused", {"outcome_record"}),
        ("expired", {"outcome_record"}),
        ("agreed", {"agreement", "outcome_record"}),
    ],
)
def test_a_debtor_without_an_address_is_posted_the_papers_of_the_act(
    people: stories.People, courier: LocalCarrier, tmp_path: Path, story: str, kinds: set[str]
) -> None:
    case = stories.case_in(story, people)
    at = stories.instant("2026-11-17")
    drain(at)
    message = the(case, "tell_debtor")
    (slip,) = [slip for slip in slips(tmp_path) if slip["cle"] == message.key]
    assert slip["recommande"] is False
    assert slip["destinataire"] == ["Sacha Durand", "7 passage du Jeu-de-Boules", "75011 Paris"]
    folder = courier.paper(message.key, "bordereau").parent
    assert {paper.stem for paper in folder.glob("*.pdf")} == kinds
    for kind in kinds:
        stored = case.documents.filter(kind=kind).latest("rank").sha256
        assert courier.paper(message.key, kind).read_bytes() == fakes.MemoryStore.papers[stored]
    assert message.proof == {"number": slip["numero"], "taken_at": at.isoformat(), "already_seen": False}


def test_each_version_of_the_proposal_is_posted_with_its_own_act(
    people: stories.People, courier: LocalCarrier
) -> None:
    case = stories.case_in("proposed", people)
    negotiation.propose(
        case_id=case.pk, by=people.by(Actor.OFFICER), at=stories.instant("2026-10-24"), amount=Decimal(900)
    )
    drain(LATER)
    sent = Message.objects.filter(case=case, effect="tell_debtor").order_by("created_at")
    proposals = [key for key in sent.values_list("key", flat=True) if courier.paper(key, "proposal").exists()]
    assert [read(courier.paper(key, "proposal").read_bytes())["version"] for key in proposals] == [1, 2]


def test_a_debtor_with_an_address_gets_no_letter(people: stories.People, tmp_path: Path) -> None:
    case = stories.case_in("proposed", people)
    Party.objects.filter(case=case, role="debtor").update(email="sacha@durand.example")
    drain(LATER)
    assert the(case, "tell_debtor").proof == {"told": "debtor"}
    assert [slip["recommande"] for slip in slips(tmp_path)] == [True], "the invitation alone"


@pytest.mark.parametrize("story", ["withdrawn", "ended"])
def test_an_act_without_papers_posts_nothing(people: stories.People, tmp_path: Path, story: str) -> None:
    case = stories.case_in(story, people)
    drain(LATER)
    told = the(case, "tell_debtor")
    assert told.state == "done"
    assert "pas de document" in told.proof["told"]
    assert [slip["recommande"] for slip in slips(tmp_path)] == [True]


def test_the_debtors_free_copy_is_posted(
    people: stories.People, courier: LocalCarrier, tmp_path: Path
) -> None:
    case = stories.case_in("title_issued", people)
    drain(LATER)
    key = the(case, "deliver_debtor_copy").key
    assert {slip["cle"]: slip["recommande"] for slip in slips(tmp_path)}[key] is False
    assert b"debtor_copy" in courier.paper(key, "copie-du-titre").read_bytes()


@pytest.mark.parametrize(
    ("effect", "address"),
    [("tell_office", "etude-un@etude.example"), ("tell_creditor", "créancier@aubepine.example"),
     ("tell_debtor", "sacha@durand.example"), ("deliver_title", "créancier@aubepine.example")],
)  # fmt: skip
def test_a_notice_says_that_something_is_new_and_nothing_of_the_debt(
    people: stories.People, effect: str, address: str
) -> None:
    case = stories.case_in("title_issued", people)
    Party.objects.filter(case=case, role="creditor").update(email="créancier@aubepine.example")
    Party.objects.filter(case=case, role="debtor").update(email="sacha@durand.example")
    message = the(case, effect)
    assert deliver(message.pk, LATER)
    (sent,) = mail.outbox
    assert sent.to == [address]
    assert case.reference in sent.subject
    for secret in ("Durand", "1200", "1214", stories.code_of(case)):
        assert secret not in sent.subject + str(sent.body)
    assert sent.extra_headers["Message-ID"] == f"<{message.key.replace('/', '.')}@dument>"


def test_without_an_address_there_is_nothing_to_send(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    drain(LATER)
    told = the(case, "tell_creditor")
    assert told.state == "done"
    assert "aucune adresse" in told.proof["told"]
    assert read_case(case.pk).state == "invited"


def test_a_mail_server_that_is_down_is_asked_again(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: EmailMessage, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError

    case = stories.case_in("submitted", people)
    monkeypatch.setattr(EmailMessage, "send", refuse)
    pk = the(case, "tell_office").pk
    assert not deliver(pk, AT)
    assert Message.objects.get(pk=pk).state == "pending"
