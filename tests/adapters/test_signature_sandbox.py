"""The verifier of dropped files works in a child: same verdicts, bounded time and memory, nothing kept, no secret."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dument.adapters.sandbox import Sandbox
from dument.adapters.signature import local_verifier
from dument.adapters.signature.local_verifier import LocalVerifier
from tests.adapters import signing

CHILD = "tests.adapters.hostile_child"


@pytest.fixture
def var(settings: Any) -> Path:
    """The folder of the authority that signed the samples."""
    settings.DUMENT_VAR = signing.home("ours")
    return signing.home("ours")


@pytest.fixture
def hostile() -> Iterator[Sandbox]:
    """A child that does what a hostile file would make it do."""
    sandbox = Sandbox(CHILD)
    yield sandbox
    sandbox.close()


def test_a_signed_file_is_judged_apart_as_in_place(var: Path) -> None:
    signed = signing.act()
    before = {path for path in var.rglob("*") if path.is_file()}
    verdict = LocalVerifier().verify(signed)
    assert verdict.valid
    assert verdict.trusted
    (seen,) = verdict.signatures
    assert (seen.name, seen.level) == ("Claire Dupont", "B-T")
    assert seen.stamped_at is not None
    broken = LocalVerifier().verify(signed.replace(b"/Type", b"/Tipe", 1))
    assert not broken.valid
    assert broken.reasons
    assert {path for path in var.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"not a pdf", b"%PDF-" + b"(" * 100_000])
def test_what_is_no_title_is_told_so(var: Path, content: bytes) -> None:
    verdict = LocalVerifier().verify(content)
    assert not verdict.valid
    assert verdict.reasons


@pytest.mark.parametrize(
    ("body", "told"),
    [(b"slow", "trop de temps"), (b"huge", "trop de mémoire"), (b"crash", "trop de mémoire")],
)
def test_a_file_that_takes_too_much_ends_its_child_and_no_more(
    var: Path, hostile: Sandbox, monkeypatch: pytest.MonkeyPatch, body: bytes, told: str
) -> None:
    monkeypatch.setattr(local_verifier, "SECONDS", 1)
    verifier = LocalVerifier(hostile)
    verdict = verifier.verify(body)
    assert not verdict.valid
    assert told in verdict.reasons[0]
    assert verifier.verify(b"quiet").reasons == ("lu",)  # the next file has a child of its own


def test_no_secret_enters_the_child(var: Path, hostile: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUMENT_SECRET_KEY", "canari")
    assert "canari" in os.environ["DUMENT_SECRET_KEY"]
    assert LocalVerifier(hostile).verify(b"environment").notes == ("LC_CTYPE", "PYTHONPATH", "PYTHONUTF8")
