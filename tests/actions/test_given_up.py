"""A case given up before its letter left: nothing that bears the debtor's code stays, whenever that happens."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from dument.actions import filing, letters, retention
from dument.actions._move import Done
from dument.ports.errors import TryAgain
from dument.procedure.machine import Refused
from dument.procedure.states import Actor, State
from dument.records.cases.models import Case
from dument.records.copies import carrier_copy
from dument.records.journal.models import EventBody
from dument.records.keeping.models import Discarded
from dument.records.outbox.models import Message
from tests import fakes, stories

AT = stories.instant("2026-10-12")
MIGRATION = "dument.records.keeping.migrations.0002_copies_of_letters_given_up"


def withdraw(case: Case, people: stories.People) -> Done:
    return filing.withdraw(case_id=case.pk, by=people.by(Actor.CREDITOR), at=AT)


def end(case: Case, people: stories.People) -> Done:
    return filing.end(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT, reason="paid", words="payée")


def decline(case: Case, people: stories.People) -> Done:
    return filing.decline(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT, reason="other")


def body_of(done: Done) -> dict[str, Any]:
    """Return what the journal tells of the act."""
    content = EventBody.objects.get(event__case=done.case, event__number=done.number).content
    told: dict[str, Any] = json.loads(bytes(content))
    return told


Ending = Callable[[Case, stories.People], Done]
ENDINGS: list[tuple[str, Ending]] = [
    ("prepared", withdraw),
    ("prepared", end),
    ("submitted", withdraw),  # a process died while it prepared the letter
    ("submitted", end),
    ("submitted", decline),
]


@pytest.fixture
def forgotten(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The letters that the carrier was told to forget."""
    keys: list[str] = []

    def forget(self: fakes.NoCarrier, key: str) -> bool:
        keys.append(key)
        return True

    monkeypatch.setattr(fakes.NoCarrier, "forget", forget)
    return keys


@pytest.mark.parametrize(("state", "give_up"), ENDINGS)
def test_nothing_with_the_code_stays(
    people: stories.People, forgotten: list[str], state: str, give_up: Ending
) -> None:
    case = stories.case_in(state, people)
    name = carrier_copy(case.pk)
    fakes.MemoryStore().hide(name, b"une lettre et son code")
    done = give_up(case, people)
    assert name not in fakes.MemoryStore.hidden
    assert forgotten == list(Message.objects.filter(effect="send_letter").values_list("key", flat=True))
    assert not Discarded.objects.exists()
    assert body_of(done)["discarded"] == [name], "the journal tells what was given up"


def test_a_silent_store_destroys_it_later(people: stories.People, monkeypatch: pytest.MonkeyPatch) -> None:
    case = stories.case_in("prepared", people)

    def silent(self: object, name: str) -> None:
        raise TryAgain("Le stockage se tait.")

    with monkeypatch.context() as patched:
        patched.setattr(fakes.MemoryStore, "destroy", silent)
        assert withdraw(case, people).case.state == "withdrawn"
    assert Discarded.objects.filter(name=carrier_copy(case.pk)).exists(), "noted until it is done"


@pytest.mark.parametrize("give_up", [withdraw, end])
def test_after_the_dispatch_there_is_nothing_to_give_up(people: stories.People, give_up: Ending) -> None:
    assert "discarded" not in body_of(give_up(stories.case_in("invited", people), people))


def test_a_draft_given_up_has_no_letter(people: stories.People) -> None:
    assert "discarded" not in body_of(withdraw(stories.case_in("draft", people), people))


def test_a_letter_prepared_while_the_case_is_given_up_leaves_no_copy(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = stories.case_in("submitted", people)
    hide = fakes.MemoryStore.hide

    def late(self: fakes.MemoryStore, name: str, content: bytes) -> None:
        withdraw(case, people)
        hide(self, name, content)

    monkeypatch.setattr(fakes.MemoryStore, "hide", late)
    with pytest.raises(Refused):
        letters.prepare(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT)
    assert not fakes.MemoryStore.hidden
    assert not Discarded.objects.exists()


@pytest.mark.parametrize("state", ["prepared", "draft"])
def test_a_refused_preparation_touches_no_copy_that_is_wanted(people: stories.People, state: str) -> None:
    case, kept = stories.case_in(state, people), dict(fakes.MemoryStore.hidden)
    with pytest.raises(Refused):
        letters.prepare(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT)
    assert fakes.MemoryStore.hidden == kept


def test_an_erased_case_leaves_none(people: stories.People) -> None:
    """One withdrawn by an older version, whose copy was left."""
    case = stories.case_in("prepared", people)
    withdraw(case, people)
    Message.objects.update(state="done", proof={"told": "office"})
    fakes.MemoryStore().hide(carrier_copy(case.pk), b"une lettre et son code")
    assert retention.purge(case_id=case.pk, at=stories.instant("2036-10-12"))
    assert Discarded.objects.filter(name=carrier_copy(case.pk)).exists()


def test_what_older_versions_left_is_noted(people: stories.People) -> None:
    prepared, invited, withdrawn = (
        stories.case_in(state, people) for state in ("prepared", "invited", "prepared")
    )
    withdraw(withdrawn, people)
    import_module(MIGRATION).note(apps, None)
    noted = set(Discarded.objects.values_list("name", flat=True))
    keys = set(Message.objects.filter(case=withdrawn, effect="send_letter").values_list("key", flat=True))
    assert noted == {carrier_copy(withdrawn.pk), *keys}
    assert {prepared.state, invited.state} == {State.PREPARED, State.INVITED}
