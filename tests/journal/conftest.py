"""What every test of the journal needs: quick providers, an empty store, people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import fakes, stories


@pytest.fixture(scope="session")
def authority_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the private timestamp authority is made, once for all these tests."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(autouse=True)
def quick(settings: Any, authority_folder: Path) -> None:
    """Use the providers of tests.fakes, with papers that can be read, and forget what other tests kept."""
    for name, value in fakes.SETTINGS.items():
        setattr(settings, name, value)
    settings.DUMENT_TYPESETTER = "tests.actions.recording.ReadableTypesetter"
    settings.DUMENT_VAR = authority_folder
    fakes.MemoryStore.papers.clear()
    fakes.MemoryStore.hidden.clear()


@pytest.fixture
def people(db: None) -> stories.People:
    """An office, a creditor and their people."""
    return stories.people()
