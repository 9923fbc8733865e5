"""What scenarios are played with: quick providers whose papers must be complete, and the local carrier."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dument.ports.provider import _load
from tests import fakes

REAL = ("DUMENT_TYPESETTER", "DUMENT_SIGNER", "DUMENT_STORE")


@pytest.fixture(scope="session")
def authority_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the private authorities are made, once for all these tests."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture
def quick(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Use the providers of tests.fakes, but the carrier: what it took is looked at."""
    for name in REAL:
        setattr(settings, name, fakes.SETTINGS[name])
    settings.DUMENT_TYPESETTER = "tests.actions.recording.ReadableTypesetter"
    settings.DUMENT_VAR = tmp_path
    fakes.MemoryStore.papers.clear()
    fakes.MemoryStore.hidden.clear()
    _load.cache_clear()
    yield
    _load.cache_clear()


@pytest.fixture
def local(settings: Any, authority_folder: Path) -> Iterator[None]:
    """Use the local providers, as the command does."""
    settings.DUMENT_VAR = authority_folder
    _load.cache_clear()
    yield
    _load.cache_clear()
