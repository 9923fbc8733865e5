"""What every test of the acts needs: quick providers, an empty store, people."""

from __future__ import annotations

from typing import Any

import pytest

from tests import fakes, stories


@pytest.fixture(autouse=True)
def quick(settings: Any, tmp_path: Any) -> None:
    """Use the providers of tests.fakes, with papers that can be read, and forget what other tests kept."""
    for name, value in fakes.SETTINGS.items():
        setattr(settings, name, value)
    settings.DUMENT_TYPESETTER = "tests.actions.recording.ReadableTypesetter"
    settings.DUMENT_VAR = tmp_path
    fakes.MemoryStore.papers.clear()
    fakes.MemoryStore.hidden.clear()


@pytest.fixture
def people(db: None) -> stories.People:
    """An office, a creditor and their people."""
    return stories.people()
