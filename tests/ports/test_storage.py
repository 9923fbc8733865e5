"""Papers of one act are kept together."""

from __future__ import annotations

from threading import Barrier

import pytest

from dument.ports import storage
from dument.ports.errors import TryAgain
from tests.fakes import MemoryStore


class Together(MemoryStore):
    """Keeps a paper once three are being kept at the same time."""

    met = Barrier(3)

    def put(self, content: bytes) -> str:
        """Wait for the two others, then keep; the paper that says so is refused."""
        self.met.wait(timeout=10)
        if content == b"silence":
            raise TryAgain("Le magasin se tait.")
        return super().put(content)


def test_papers_are_put_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "store", Together)
    papers = [b"un", b"deux", b"trois"]
    assert [MemoryStore().get(digest) for digest in storage.put_all(papers)] == papers


def test_one_paper_that_is_not_kept_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "store", Together)
    with pytest.raises(TryAgain):
        storage.put_all([b"un", b"silence", b"trois"])


def test_no_paper_is_nothing_to_keep() -> None:
    assert storage.put_all([]) == []
