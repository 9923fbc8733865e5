"""Every life of a case written from the articles holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from dument.cli.scenario import play_file

OURS = Path(__file__).parent / "ours"
SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "scenarios" / "public"
FILES = [*sorted(SHARED.glob("**/*.toml")), *sorted(OURS.glob("**/*.toml"))]
# Between them, every document.
PRINTED = [OURS / f"state-{state}.toml" for state in ("title-issued", "terms-refused", "refused", "expired")]


def name(file: Path) -> str:
    return file.stem


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("file", FILES, ids=name)
def test_holds(db: None, file: Path) -> None:
    assert play_file(file) == []


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize("file", PRINTED, ids=name)
def test_holds_with_papers_typeset_and_signed(db: None, file: Path) -> None:
    assert play_file(file) == []
