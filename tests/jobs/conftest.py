"""What every test of the outbox needs: quick providers, an empty store, people, and a real local carrier."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dument.adapters.letters.local import LocalCarrier
from dument.ports.provider import _load
from tests import fakes, stories


@pytest.fixture(autouse=True)
def quick(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Use the providers of tests.fakes, with papers that can be read, and a carrier that keeps its letters."""
    for name, value in fakes.SETTINGS.items():
        setattr(settings, name, value)
    settings.DUMENT_TYPESETTER = "tests.actions.recording.ReadableTypesetter"
    settings.DUMENT_CARRIER = "dument.adapters.letters.local.LocalCarrier"
    settings.DUMENT_VAR = tmp_path
    fakes.MemoryStore.papers.clear()
    fakes.MemoryStore.hidden.clear()
    _load.cache_clear()
    yield
    _load.cache_clear()


@pytest.fixture
def courier(tmp_path: Path) -> LocalCarrier:
    """The carrier that takes the letters of the test."""
    return LocalCarrier(tmp_path / "courrier")


@pytest.fixture
def people(db: None) -> stories.People:
    """An office, a creditor and their people."""
    return stories.people()
