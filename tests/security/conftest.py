"""Attackers' tests: quick providers, a frozen day, people and strangers."""

from __future__ import annotations

from typing import Any

import pytest

from tests import fakes, stories


@pytest.fixture(autouse=True)
def quick(settings: Any, tmp_path: Any) -> None:
    """Use the providers of tests.fakes and the frozen day."""
    for name, value in fakes.SETTINGS.items():
        setattr(settings, name, value)
    settings.DUMENT_VAR = tmp_path


@pytest.fixture
def people(db: None) -> stories.People:
    """An office, a creditor and their people."""
    return stories.people()
