"""Leaked passwords, and what is made of them, are known; a phrase is not."""

from __future__ import annotations

from hashlib import sha1
from pathlib import Path
from typing import Any

import pytest

from dument.adapters.passwords.local import LocalList
from dument.adapters.passwords.ranges import Ranges
from dument.ports.errors import TryAgain
from tests import stories

LEAKED = [
    "motdepasse123", "azertyuiop123", "password1234", "Bonjour123456", "jetaime123456", "P@ssw0rd1234", "abcdefghijkl",
    "aaaaaaaaaaaa", "soleilsoleil", "123456789012", "marseille13013", "commissaire12", "huissierhuissier",
]  # fmt: skip
GOOD = [
    stories.PASSWORD,
    "planche rabot 2026",
    "varlope et bouvet 2026",
    "Kj8#vT2!qLw9",
    "ééé-xq7-Zulu-brume",
]


@pytest.mark.parametrize("password", LEAKED)
def test_what_is_tried_first_is_known(password: str) -> None:
    assert len(password) >= 12
    assert LocalList().knows(password)


@pytest.mark.parametrize("password", GOOD)
def test_a_phrase_is_not(password: str) -> None:
    assert not LocalList().knows(password)


def test_a_password_of_any_length_is_judged() -> None:
    assert LocalList().knows("a" * 5_000)
    assert not LocalList().knows("rabot " + "varlope et bouvet " * 300)


def test_the_whole_list_is_read_from_its_folder(tmp_path: Path, settings: Any) -> None:
    settings.DUMENT_PASSWORDS_FOLDER = str(tmp_path)
    for password, others in ((GOOD[1], "0" * 35 + ":3"), (GOOD[2], "0" * 35 + ":3"), (LEAKED[0], "")):
        digest = sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        mine = f"\n{digest[5:]}:41" if password == GOOD[1] else ""
        (tmp_path / f"{digest[:5]}.txt").write_text(others + mine)
    assert Ranges().knows(GOOD[1])
    assert not Ranges().knows(GOOD[2])
    assert Ranges().knows(LEAKED[0])  # the small list still counts
    with pytest.raises(TryAgain):
        Ranges().knows("un mot de passe dont le fichier manque")
