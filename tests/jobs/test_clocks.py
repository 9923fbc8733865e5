"""While the machine's clock and the database's disagree, no door leads to an act: page, job and command alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

import pytest
from click.testing import CliRunner

from dument.actions import filing, holds, letters, seals
from dument.cli import main, tick
from dument.cli.drills.arming import shift_clock
from dument.jobs import expiry, outbox, reconcilers
from dument.procedure.states import Actor
from dument.records import clocks
from dument.records.clocks import ClocksDisagree
from dument.records.outbox.models import ExpiryTask, Message, ReconcilerRun
from tests import fakes, stories
from tests.tables import snapshot

AT = stories.instant("2026-11-16")


def _put_apart(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    """Have this machine's clock that many seconds ahead of the database's."""
    told = clocks.told()

    class Shifted(datetime):
        """A clock that is off."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return told + timedelta(seconds=seconds)

    monkeypatch.setattr(clocks, "SURE", 0.0)  # whatever was seen a moment ago
    monkeypatch.setattr(clocks, "told", lambda: told)
    monkeypatch.setattr(clocks, "datetime", Shifted)


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "stopped"), [(-61, True), (-60, False), (60, False), (61, True)])
def test_a_minute_is_let_pass(monkeypatch: pytest.MonkeyPatch, seconds: int, stopped: bool) -> None:
    _put_apart(monkeypatch, seconds)
    if not stopped:
        with clocks.agreeing():
            return
    with pytest.raises(ClocksDisagree, match="61 s"), clocks.agreeing():
        pytest.fail("the transaction opened")


@pytest.mark.django_db
def test_the_question_is_asked_once_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, passing = [], [1000.0]

    def apart() -> timedelta:
        asked.append(passing[0])
        return timedelta(0) if passing[0] < 1001 else timedelta(seconds=61)

    monkeypatch.setattr(clocks._Agreed, "at", float("-inf"))
    monkeypatch.setattr(clocks, "monotonic", lambda: passing[0])
    monkeypatch.setattr(clocks, "apart", apart)
    for passing[0] in (1000.0, 1000.5, 1000.99):
        clocks.require()
    assert asked == [1000.0]
    for passing[0] in (1001.0, 1001.1):  # what disagrees is never remembered
        with pytest.raises(ClocksDisagree):
            clocks.require()
    assert asked == [1000.0, 1001.0, 1001.1]


@pytest.mark.django_db
@pytest.mark.parametrize("days", [40, -40])
def test_the_clock_compared_is_the_database_s_own(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    assert abs(clocks.apart()) < clocks.MOST
    monkeypatch.setattr(clocks, "datetime", datetime)  # put back when the test ends
    shift_clock(days)
    assert round(clocks.apart() / timedelta(days=1)) == days


def test_no_act_is_done_from_any_door(people: stories.People, monkeypatch: pytest.MonkeyPatch) -> None:
    draft, submitted, invited = (
        stories.case_in(state, people) for state in ("draft", "submitted", "invited")
    )
    officer, creditor = people.by(Actor.OFFICER), people.by(Actor.CREDITOR)
    holds.place(case_id=submitted.pk, by=officer, at=AT, reason="Procès.")
    doors: dict[str, Callable[[], object]] = {
        "an act": lambda: filing.submit(case_id=draft.pk, by=creditor, at=AT),
        "an act with papers": lambda: letters.prepare(case_id=submitted.pk, by=officer, at=AT),
        "an order": lambda: holds.lift(case_id=submitted.pk, by=officer, at=AT),
        "the seal": lambda: seals.seal(AT),
        "the morning's tasks": lambda: expiry.make_tasks(AT.date()),
        "a command": lambda: CliRunner().invoke(tick.command, ["--on", "2026-11-16"], catch_exceptions=False),
    }
    before, papers = snapshot(), dict(fakes.MemoryStore.papers)
    with monkeypatch.context() as patched:
        _put_apart(patched, 61)
        for name, act in doors.items():
            with pytest.raises(ClocksDisagree):
                pytest.fail(f"{name}: {act()}")
    assert snapshot() == before
    assert fakes.MemoryStore.papers == papers, "nothing is signed for an act that is not done"
    for act in doors.values():  # and only the clocks stopped them
        act()
    assert ExpiryTask.objects.get().case_id == invited.pk


def test_jobs_wait_and_lose_nothing(people: stories.People, monkeypatch: pytest.MonkeyPatch) -> None:
    stories.case_in("prepared", people)
    waiting = Message.objects.get(effect="send_letter").pk
    with monkeypatch.context() as patched:
        _put_apart(patched, -61)
        reconcilers.due_at(AT)
        assert reconcilers.run("expiries", AT) == 0
        assert not outbox.deliver(waiting, AT)
    run, message = ReconcilerRun.objects.get(name="expiries"), Message.objects.get(pk=waiting)
    assert (run.last_run, message.state) == (None, "pending")
    assert "horloge" in run.problem
    assert "horloge" in message.problem
    assert outbox.deliver(waiting, message.next_at)


def test_a_command_says_why_it_stopped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped() -> None:
        raise ClocksDisagree("Rien ne peut être écrit pour l'instant.")

    monkeypatch.setattr(main, "main", stopped)
    with pytest.raises(SystemExit) as left:
        main.run()
    assert left.value.code == 1
    assert capsys.readouterr().err == "Rien ne peut être écrit pour l'instant.\n"
