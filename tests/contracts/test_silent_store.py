"""A store of papers that falls silent: a clear sentence within a bound, nothing recorded by half, nothing lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from hashlib import sha256
from typing import Any

import pytest

from dument.actions import letters, titles
from dument.adapters.storage.s3 import Bucket, S3Store
from dument.jobs import checks, outbox, reconcilers
from dument.ports.errors import TryAgain
from dument.ports.provider import _load
from dument.procedure.states import Actor
from dument.records.keeping.models import Discarded
from dument.records.outbox.models import Message, ReconcilerRun
from tests import fakes, stories
from tests.contracts.silent import SILENCES, settings_of, silent_server
from tests.tables import snapshot

PAPER = b"%PDF-1.7 un titre"
AT = stories.instant("2026-10-26")
SECONDS = {"DUMENT_S3_PATIENCE", "DUMENT_S3_LONGEST"}
# A silence is waited for twice, each time `PATIENCE`, a drip `LONGEST` in all; the rest is the machine's.
WITHIN = 30


@pytest.fixture(scope="module")
def buckets() -> Iterator[dict[str, Bucket]]:
    with ExitStack() as opened:
        yield {how: opened.enter_context(silent_server(how)) for how in (*SILENCES, "refused")}


def test_each_silence_is_told_within_a_bound(buckets: dict[str, Bucket], settings: Any) -> None:
    """All at once: what is waited for is waited for together."""
    asks: dict[str, Callable[[S3Store], object]] = {
        "put": lambda store: store.put(PAPER),
        "get": lambda store: store.get(sha256(PAPER).hexdigest()),
        "erase": lambda store: store.erase(sha256(PAPER).hexdigest()),
        "hide": lambda store: store.hide("pli", PAPER),
        "reveal": lambda store: store.reveal("pli"),
        "destroy": lambda store: store.destroy("pli"),
    }
    stores = {how: S3Store(bucket) for how, bucket in buckets.items()}
    lists = {"erase", "destroy"}  # elsewhere nonsense is an answer, or bytes that were altered
    silences = [(how, name) for how in stores for name in asks if how != "nonsense" or name in lists]

    def told(one: tuple[str, str]) -> str:
        how, name = one
        try:
            asks[name](stores[how])
        except TryAgain as failed:
            return str(failed)
        return "an answer"

    started = time.monotonic()
    with ThreadPoolExecutor(len(silences)) as together:
        answers = dict(zip(silences, together.map(told, silences), strict=True))
    assert {one: said for one, said in answers.items() if "ne répond pas" not in said} == {}
    assert time.monotonic() - started < WITHIN


@pytest.fixture
def people(db: None, settings: Any, tmp_path: Any) -> stories.People:
    for name, value in fakes.SETTINGS.items():
        setattr(settings, name, value)
    settings.DUMENT_VAR = tmp_path
    fakes.MemoryStore.papers.clear()
    fakes.MemoryStore.hidden.clear()
    return stories.people()


@pytest.fixture
def silence(buckets: dict[str, Bucket], settings: Any) -> Iterator[Callable[[str], None]]:
    """How to have the store fall silent, or speak again ("")."""

    def fall(how: str) -> None:
        told: dict[str, Any] = (
            {**settings_of(buckets[how])} if how else {"DUMENT_STORE": fakes.SETTINGS["DUMENT_STORE"]}
        )
        for name, value in told.items():
            setattr(settings, name, float(value) if name in SECONDS else value)
        _load.cache_clear()

    yield fall
    _load.cache_clear()


def test_no_paper_of_an_act_is_recorded_by_half(
    people: stories.People, silence: Callable[[str], None]
) -> None:
    submitted, agreed = (stories.case_in(state, people) for state in ("submitted", "agreed"))
    officer, before = people.by(Actor.OFFICER), snapshot()
    acts: tuple[Callable[[], object], ...] = (
        lambda: letters.prepare(case_id=submitted.pk, by=officer, at=AT),
        lambda: titles.issue_title(case_id=agreed.pk, by=officer, at=AT),
    )
    for how in ("refused", "nothing"):
        silence(how)
        for act in acts:
            with pytest.raises(TryAgain, match="Rien n'a été modifié"):
                act()
        assert snapshot() == before
    silence("")
    for act in acts:  # and only the store stopped them
        act()


def test_a_dispatch_is_recorded_and_the_copy_destroyed_later(
    people: stories.People, silence: Callable[[str], None]
) -> None:
    case = stories.case_in("prepared", people)
    copy = letters.carrier_copy(case, 1)
    assert copy in fakes.MemoryStore.hidden
    silence("refused")
    done = letters.record_dispatch(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT, proof="1A 001")
    assert done.case.state == "invited", "what is written is not told as refused"
    reconcilers.due_at(AT)
    assert reconcilers.run("discarded", AT) == 0
    assert "ne répond pas" in ReconcilerRun.objects.get(name="discarded").problem
    assert Discarded.objects.filter(name=copy).exists()
    silence("")
    assert reconcilers.run("discarded", AT) > 0
    assert copy not in fakes.MemoryStore.hidden
    assert not Discarded.objects.filter(name=copy).exists()


def test_a_letter_waits_for_the_store(people: stories.People, silence: Callable[[str], None]) -> None:
    stories.case_in("prepared", people)
    waiting = Message.objects.get(effect="send_letter")
    silence("refused")
    assert not outbox.deliver(waiting.pk, AT)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == ("pending", 1)
    assert "ne répond pas" in waiting.problem
    silence("")
    assert outbox.deliver(waiting.pk, waiting.next_at)


def test_a_title_that_cannot_be_read_is_not_told_as_broken(
    people: stories.People, silence: Callable[[str], None]
) -> None:
    stories.case_in("title_issued", people)
    silence("refused")
    with pytest.raises(TryAgain):
        checks.titles(AT)
    silence("")
    assert checks.titles(AT) == 0
