"""What each act writes, all of it and nothing else; and that a refused, doubled or failed one writes nothing."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db.models import F

from dument.actions import _move
from dument.actions._move import Changed
from dument.ports.errors import NeverAgain, TryAgain
from dument.procedure.machine import Refused
from dument.procedure.states import Act
from dument.records.cases.models import Case
from dument.records.documents.models import Document
from dument.records.journal.chain import event_hash
from dument.records.journal.models import Event
from dument.records.outbox.models import Message
from tests import fakes, stories
from tests.actions.acts import ACTS, WITH_PAPERS, Tried
from tests.actions.recording import ReadableTypesetter
from tests.tables import added, snapshot

each = pytest.mark.parametrize("tried", ACTS, ids=lambda tried: tried.act)
# What is the same for every act, since it is done in one place, is tried on one act of each sort.
SORTS = {"submit", "prepare", "answer_accept", "propose", "note_agreement", "correct", "copy_to_draft"}
one_of_each = pytest.mark.parametrize(
    "tried", [tried for tried in ACTS if tried.act in SORTS], ids=lambda tried: tried.act
)
each_with_papers = pytest.mark.parametrize("tried", WITH_PAPERS, ids=lambda tried: tried.act)


def everything() -> Any:
    """Return every row, and what the store keeps."""
    return snapshot(), dict(fakes.MemoryStore.papers), dict(fakes.MemoryStore.hidden)


def test_every_act_of_the_table_is_tried() -> None:
    assert sorted(tried.act for tried in ACTS) == sorted(Act)


@each
def test_writes_its_rows_its_messages_and_no_other(people: stories.People, tried: Tried) -> None:
    case = stories.case_in(tried.story, people)
    before, known = snapshot(), set(Message.objects.values_list("key", flat=True))
    tried(people, case.pk)
    after = snapshot()
    wanted = {"journal.Event": 1, "journal.EventBody": 1, **tried.rows}
    if tried.effects:
        wanted["outbox.Message"] = len(tried.effects)
    if tried.papers:
        wanted["documents.Document"] = len(tried.papers)
        wanted["desk.RegisterEntry"] = 1
    assert added(before, after) == wanted
    moved = Case.objects.get(pk=case.pk)
    assert moved.state == (tried.to or case.state)
    assert moved.version == case.version + 1
    assert moved.last_number == case.last_number + 1
    assert moved.office_id == people.office.pk
    left = Message.objects.exclude(key__in=known)
    assert {message.key for message in left} == {
        f"{case.reference}/{moved.last_number}/{effect}" for effect in tried.effects
    }
    for message in left:
        assert message.key.endswith(f"/{message.effect}")
        assert (message.state, message.attempts, message.next_at) == ("pending", 0, tried.at)
        assert message.office_id == people.office.pk


@each
def test_writes_a_journal_line_chained_to_the_last(people: stories.People, tried: Tried) -> None:
    case = stories.case_in(tried.story, people)
    tried(people, case.pk)
    moved = Case.objects.get(pk=case.pk)
    line = Event.objects.select_related("body").get(case=case, number=moved.last_number)
    by = people.by(tried.actor)
    assert (line.type, line.on, line.at) == (tried.act, date.fromisoformat(tried.day), tried.at)
    assert (line.actor, line.actor_id) == (tried.actor.value, by.id)
    assert line.previous == (case.head or "0" * 64)
    assert line.hash == moved.head == event_hash(line)
    assert line.office_id == people.office.pk
    body = json.loads(bytes(line.body.content))
    assert (body["from"], body["to"]) == (case.state, tried.to or case.state)
    assert body["article"]
    assert by.name not in bytes(line.body.content).decode() or not by.name, "names are printed, never logged"


@each_with_papers
def test_keeps_the_papers_whose_hashes_it_wrote(people: stories.People, tried: Tried) -> None:
    case = stories.case_in(tried.story, people)
    known = set(Document.objects.values_list("pk", flat=True))
    tried(people, case.pk)
    made = Document.objects.exclude(pk__in=known)
    line = Event.objects.filter(case=case).latest("number")
    told = json.loads(bytes(line.body.content))["documents"]
    assert tuple(paper.kind for paper in made) == tried.papers
    assert told == [{"kind": paper.kind, "sha256": paper.sha256} for paper in made]
    for paper in made:
        content = fakes.MemoryStore().get(paper.sha256)
        assert (paper.size, paper.on) == (len(content), date.fromisoformat(tried.day))
        assert paper.signed == (b"signed by" in content) == (not paper.kind.endswith("_form"))


@each
def test_refused_to_a_stranger_and_nothing_changes(people: stories.People, tried: Tried) -> None:
    case = stories.case_in(tried.story, people)
    before = everything()
    with pytest.raises(Refused) as refusal:
        tried.wrongly(people, case.pk)
    assert refusal.value.codes == ("wrong_actor",)
    assert everything() == before


@each
def test_a_double_click_does_it_once(people: stories.People, tried: Tried) -> None:
    case = stories.case_in(tried.story, people)
    by = tried.seeing(people, case)
    tried(people, case.pk, by)
    before = everything()
    with pytest.raises((Refused, Changed)):
        tried(people, case.pk, by)
    assert everything() == before


@one_of_each
def test_an_act_decided_on_another_version_is_not_done(people: stories.People, tried: Tried) -> None:
    case = stories.case_in(tried.story, people)
    by = tried.seeing(people, case)
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1)
    before = everything()
    with pytest.raises(Changed, match=r"Rien n'a été modifié\.$"):
        tried(people, case.pk, by)
    assert everything() == before


class Mover:
    """Moves the case after each judgment, as another act would, `times` times."""

    def __init__(self, times: int) -> None:
        self.times, self.judged = times, 0
        self._judge = _move._judge

    def __call__(self, case_id: UUID, *rest: Any) -> Any:
        step = self._judge(case_id, *rest)
        self.judged += 1
        if self.judged <= self.times:
            Case.objects.filter(pk=case_id).update(version=F("version") + 1)
        return step


@one_of_each
def test_judged_anew_when_the_case_moves_meanwhile(
    people: stories.People, tried: Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = stories.case_in(tried.story, people)
    mover = Mover(_move.TRIES - 1)
    monkeypatch.setattr(_move, "_judge", mover)
    tried(people, case.pk)
    moved = Case.objects.get(pk=case.pk)
    assert mover.judged == _move.TRIES
    assert (moved.state, moved.last_number) == (tried.to or case.state, case.last_number + 1)


@one_of_each
def test_given_up_when_the_case_never_rests(
    people: stories.People, tried: Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = stories.case_in(tried.story, people)
    before = snapshot()
    mover = Mover(_move.TRIES)
    monkeypatch.setattr(_move, "_judge", mover)
    with pytest.raises(TryAgain, match="réessayez"):
        tried(people, case.pk)
    assert mover.judged == _move.TRIES
    Case.objects.filter(pk=case.pk).update(version=case.version)
    assert snapshot() == before


@each_with_papers
@pytest.mark.parametrize("failure", [TryAgain, NeverAgain])
@pytest.mark.parametrize("provider", [ReadableTypesetter, fakes.FastSigner], ids=["typesetter", "signer"])
def test_a_failing_provider_leaves_nothing(
    people: stories.People,
    tried: Tried,
    provider: type,
    failure: type[Exception],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = stories.case_in(tried.story, people)
    before = everything()
    failing = Failing(failure)
    monkeypatch.setattr(provider, "render" if provider is ReadableTypesetter else "sign", failing)
    with pytest.raises(failure, match="en panne"):
        tried(people, case.pk)
    assert failing.asked == 1
    assert everything() == before


class Failing:
    """A provider's method that fails."""

    def __init__(self, failure: type[Exception]) -> None:
        self.failure, self.asked = failure, 0

    def __call__(self, *_: object, **__: object) -> bytes:
        self.asked += 1
        raise self.failure("Le prestataire est en panne.")


def test_an_act_says_when_the_case_was_last_changed(people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    Case.objects.filter(pk=case.pk).update(changed_at=None)
    stories.STATES["prepared"][-1](people, case)
    assert Case.objects.get(pk=case.pk).changed_at is not None
