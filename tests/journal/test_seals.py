"""Seals hold what moved, follow one another, and prove a title to whoever holds its file."""

from __future__ import annotations

from base64 import b64decode
from hashlib import sha256

import pytest

from dument.actions import seals
from dument.adapters.timestamps.local import LocalTimestamps
from dument.ports import merkle
from dument.ports.errors import TryAgain
from dument.ports.timestamps import authority
from dument.queries.journal import verify
from dument.queries.proofs import proof_of
from dument.records.cases.models import Case
from dument.records.documents.models import Document
from dument.records.journal.leaves import leaf, previous_leaf
from dument.records.journal.models import Seal, SealedHead, SealedPaper
from tests import fakes, stories
from tests.tables import added, snapshot

AT = stories.instant("2026-10-24")


def test_nothing_is_sealed_when_nothing_moved(people: stories.People) -> None:
    stories.case_in("draft", people)
    assert seals.seal(AT) is None
    stories.case_in("submitted", people)
    assert seals.seal(AT) is not None
    before = snapshot()
    assert seals.seal(stories.instant("2026-10-25")) is None
    assert snapshot() == before


def test_a_seal_is_the_root_of_the_heads_that_moved(people: stories.People) -> None:
    one, other = stories.case_in("submitted", people), stories.case_in("invited", people)
    stories.case_in("draft", people)
    before = snapshot()
    made = seals.seal(AT)
    assert made is not None
    assert added(before, snapshot()) == {"journal.Seal": 1, "journal.SealedHead": 2}
    assert (made.number, made.at, made.on.isoformat(), made.previous_root) == (1, AT, "2026-10-24", "")
    leaves = [leaf(case.pk, case.last_number, case.head) for case in sorted((one, other), key=lambda c: c.pk)]
    assert made.root == merkle.root([previous_leaf(""), *leaves]).hex()
    stamp = authority().verify(bytes(made.token), sha256(bytes.fromhex(made.root)).digest())
    assert stamp.at == AT


def test_the_next_seal_holds_the_former_root_and_only_what_moved_since(people: stories.People) -> None:
    case = stories.case_in("consented", people)
    stories.case_in("invited", people)
    first = seals.seal(AT)
    stories.STATES["agreed"][-1](people, case)
    second = seals.seal(stories.instant("2026-10-25"))
    assert first is not None
    assert second is not None
    assert (second.number, second.previous_root) == (2, first.root)
    (head,) = second.heads.all()
    moved = Case.objects.get(pk=case.pk)
    assert (head.case_id, head.number, head.head) == (case.pk, moved.last_number, moved.head)
    assert verify().broken == ()


def test_the_day_of_a_seal_is_the_day_in_paris(people: stories.People) -> None:
    stories.case_in("submitted", people)
    made = seals.seal(stories.instant("2026-10-24", 1))  # 23:00 the day before in UTC
    assert made is not None
    assert made.on.isoformat() == "2026-10-24"


def test_a_title_and_its_copy_are_sealed_once(people: stories.People) -> None:
    case = stories.case_in("title_issued", people)
    seals.seal(AT)
    titles = Document.objects.filter(case=case, kind__in=("title", "debtor_copy"))
    assert set(SealedPaper.objects.values_list("sha256", flat=True)) == set(
        titles.values_list("sha256", flat=True)
    )
    stories.case_in("title_issued", people)
    seals.seal(stories.instant("2026-10-25"))
    assert SealedPaper.objects.count() == 4
    assert verify().broken == ()


def test_an_authority_that_is_down_leaves_nothing(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: object, digest: bytes, *, at: object = None) -> bytes:
        raise TryAgain("L'autorité d'horodatage ne répond pas.")

    stories.case_in("submitted", people)
    before = snapshot()
    monkeypatch.setattr(LocalTimestamps, "stamp", refuse)
    with pytest.raises(TryAgain):
        seals.seal(AT)
    assert snapshot() == before


def test_a_seal_overtaken_by_another_is_dropped(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories.case_in("submitted", people)
    stamp = LocalTimestamps.stamp

    def overtaken(self: LocalTimestamps, digest: bytes, *, at: object = None) -> bytes:
        monkeypatch.setattr(LocalTimestamps, "stamp", stamp)
        assert seals.seal(AT) is not None
        return stamp(self, digest)

    monkeypatch.setattr(LocalTimestamps, "stamp", overtaken)
    assert seals.seal(AT) is None
    assert Seal.objects.count() == SealedHead.objects.count() == 1
    assert verify().broken == ()


@pytest.mark.parametrize("titles", [1, 2, 5])
def test_a_title_proves_itself_with_its_file_alone(people: stories.People, titles: int) -> None:
    for _ in range(titles):
        stories.case_in("title_issued", people)
    seals.seal(AT)
    for document in Document.objects.filter(kind__in=("title", "debtor_copy")):
        content = fakes.MemoryStore().get(document.sha256)
        told = proof_of(sha256(content).hexdigest())
        assert told is not None
        record = sha256(content).digest()
        root = bytes.fromhex(str(told["root"]))
        path, index, size = told["path"], told["index"], told["size"]
        assert isinstance(path, list)
        assert isinstance(index, int)
        assert isinstance(size, int)
        steps = [bytes.fromhex(step) for step in path]
        assert told["leaf"] == merkle.leaf_hash(record).hex()
        assert told["status"] == "active"
        assert merkle.verify_inclusion(record, index, size, steps, root)
        assert not merkle.verify_inclusion(sha256(content + b" ").digest(), index, size, steps, root)
        assert authority().verify(b64decode(str(told["token"])), sha256(root).digest()).at == AT


def test_what_no_seal_holds_has_no_proof(people: stories.People) -> None:
    case = stories.case_in("title_issued", people)
    title = Document.objects.get(case=case, kind="title").sha256
    assert proof_of(title) is None
    seals.seal(AT)
    assert proof_of(title) is not None
    assert proof_of(Document.objects.get(case=case, kind="invitation").sha256) is None
    assert proof_of("f" * 64) is None
