"""Reconcilers note when they ran; the one that did not is told; what the engine lost is put back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from dument.actions.resending import try_again
from dument.jobs import checks, effects, outbox, reconcilers
from dument.ports.errors import TryAgain
from dument.queries import running
from dument.records.cases.models import Case
from dument.records.outbox.models import ExpiryTask, Message, ReconcilerRun
from tests import fakes, stories

pytestmark = pytest.mark.django_db
AT = stories.instant("2026-10-26")


@pytest.fixture(autouse=True)
def local_providers(settings) -> None:  # type: ignore[no-untyped-def]
    for name, value in fakes.SETTINGS.items():
        setattr(settings, name, value)


def test_first_pass_runs_everything_then_nothing() -> None:
    ran = reconcilers.run_due(AT)
    assert set(ran) == set(reconcilers.mine())
    assert reconcilers.run_due(AT + timedelta(seconds=8)) == {}
    assert set(reconcilers.run_due(AT + timedelta(seconds=60))) == {"outbox", "stalled", "seal", "publishing"}


def test_the_one_that_did_not_run_is_told() -> None:
    reconcilers.run_due(AT)
    assert running.late(AT + timedelta(minutes=9)) == []
    late = [one.name for one in running.late(AT + timedelta(minutes=11))]
    assert late == ["outbox", "stalled"]
    assert "expiries" in [one.name for one in running.late(AT + timedelta(days=1))]


def test_a_failure_leaves_the_run_undone_and_its_reason(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    def down(at: datetime) -> int:
        raise TryAgain("L'autorité d'horodatage ne répond pas.")

    reconcilers.due_at(AT)
    broken = replace(reconcilers.BY_NAME["seal"], run=down)
    monkeypatch.setitem(reconcilers.BY_NAME, "seal", broken)
    assert reconcilers.run("seal", AT) == 0
    row = ReconcilerRun.objects.get(name="seal")
    assert (row.last_run, row.problem) == (None, "L'autorité d'horodatage ne répond pas.")
    assert [one.name for one in running.late(AT + timedelta(minutes=61)) if one.problem] == ["seal"]


def test_a_fault_of_ours_stops_none_of_the_others(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    def broken(at: datetime) -> int:
        raise ValueError("Adèle Fontaine")

    monkeypatch.setitem(reconcilers.BY_NAME, "chains", replace(reconcilers.BY_NAME["chains"], run=broken))
    assert set(reconcilers.run_due(AT)) == set(reconcilers.mine())
    row = ReconcilerRun.objects.get(name="chains")
    assert row.last_run is None
    assert "ValueError" in row.problem
    assert "Fontaine" not in row.problem
    assert ReconcilerRun.objects.get(name="titles").last_run == AT


def test_expiries_are_made_once_and_caught_up() -> None:
    case = stories.case_in("invited", stories.people())
    assert checks.expiries(stories.instant("2026-11-13")) == 0
    assert checks.expiries(stories.instant("2026-11-19")) == 1
    assert checks.expiries(stories.instant("2026-11-19")) == 0
    assert ExpiryTask.objects.get().case_id == case.pk


def test_a_last_day_that_is_not_the_law_s_is_found() -> None:
    case = stories.case_in("invited", stories.people())
    assert checks.last_days(AT) == 0
    Case.objects.filter(pk=case.pk).update(last_day=date(2026, 11, 20))
    assert checks.last_days(AT) == 1


def test_what_a_former_version_moved_is_waited_for_again() -> None:
    people = stories.people()
    moved, rests = stories.case_in("refusal_received", people), stories.case_in("submitted", people)
    assert checks.awaited(AT) == 0
    Case.objects.filter(pk=moved.pk).update(awaits="answer")
    assert checks.awaited(AT) == 1
    kept = dict(Case.objects.values_list("pk", "awaits"))
    assert kept == {moved.pk: "note_refusal", rests.pk: "check"}


def test_a_title_whose_bytes_changed_is_found(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    stories.case_in("title_issued", stories.people())
    assert checks.titles(AT) == 0
    monkeypatch.setattr(fakes.MemoryStore, "papers", {})
    assert checks.titles(AT) == 2


def test_letters_without_news_are_counted_from_the_next_day() -> None:
    stories.case_in("prepared", stories.people())
    message = Message.objects.get(effect="send_letter")
    assert checks.letters_without_news(AT) == 0
    outbox.deliver(message.pk, AT)
    assert checks.letters_without_news(message.created_at + timedelta(hours=23)) == 0
    assert checks.letters_without_news(message.created_at + timedelta(hours=25)) == 1


def test_a_poisoned_message_does_not_stop_the_others(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    stories.case_in("prepared", stories.people())
    real, poisoned = effects.carry_out, Message.objects.get(effect="send_letter")

    def carry_out(message: Message, at: datetime) -> object:
        if message.pk == poisoned.pk:
            raise ValueError("Adèle Fontaine, 12 rue des Lilas")
        return real(message, at)

    monkeypatch.setattr(outbox, "carry_out", carry_out)
    others = Message.objects.exclude(pk=poisoned.pk).count()
    assert outbox.drain(AT) == others
    poisoned.refresh_from_db()
    assert (poisoned.state, poisoned.attempts) == ("pending", 1)
    assert "ValueError" in poisoned.problem
    assert "Fontaine" not in poisoned.problem


def test_what_failed_for_good_is_told_and_taken_up_again() -> None:
    stories.case_in("prepared", stories.people())
    message = Message.objects.get(effect="send_letter")
    Message.objects.filter(pk=message.pk).update(state="failed", attempts=55, problem="Adresse inconnue.")
    assert [(one.key, one.problem) for one in running.failed()] == [(message.key, "Adresse inconnue.")]
    assert try_again(at=AT, keys=["une autre clé"]) == 0
    assert try_again(at=AT, keys=[message.key]) == 1
    assert running.failed() == []
    assert outbox.deliver(message.pk, AT)
