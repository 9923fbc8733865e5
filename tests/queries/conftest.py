"""What every test of queries needs: quick providers, a frozen day, people."""

from __future__ import annotations

import html
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


@pytest.fixture
def strangers(people: stories.People) -> stories.People:
    """Another office and another creditor, who must see nothing of the first ones."""
    return stories.people("deux")


def told(answer: Any) -> str:
    """Return what a page says, with its apostrophes."""
    return html.unescape(answer.content.decode())
