"""The proof beside a title: its place in a sealed journal, and its status."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from dument.adapters.signature.proof import Proof, ProofError
from dument.adapters.signature.verifier import verify
from dument.adapters.timestamps.local import LocalTimestamps
from dument.ports.merkle import inclusion_path, leaf_hash, root
from tests.adapters.signing import DAY, act, home, title, trust

RECORDS = [sha256(bytes([number])).digest() for number in range(6)]
PLACE = 4


def written(pdf: bytes | None = None, by: str = "ours", **changes: Any) -> dict[str, Any]:
    """Return the proof of a title among six others, as the journal writes it."""
    record = sha256(pdf or title()).digest()
    records = [*RECORDS[:PLACE], record, *RECORDS[PLACE:]]
    top = root(records)
    token = LocalTimestamps(home(by)).stamp(sha256(top).digest(), at=DAY)
    return {
        "leaf": leaf_hash(record).hex(),
        "index": PLACE,
        "size": len(records),
        "path": [step.hex() for step in inclusion_path(records, PLACE)],
        "root": top.hex(),
        "token": b64encode(token).decode(),
        "status": "active",
        **changes,
    }


def test_a_title_in_a_sealed_journal_is_known() -> None:
    answer = verify(title(), trust=trust(), proof=Proof.from_json(written()))
    assert answer.valid, answer.findings
    assert answer.journal == "connu, scellé le 13/10/2026 à 10:00 UTC par Autorité d'horodatage"
    assert answer.status_list == "en vigueur"


@pytest.mark.parametrize(
    ("status", "valid"),
    [("active", True), ("discharged", True), ("withdrawn", False), ("corrected", False), ("autre", False)],
)
def test_the_status_says_whether_the_title_still_stands(status: str, valid: bool) -> None:
    answer = verify(title(), trust=trust(), proof=Proof.from_json(written(status=status)))
    assert answer.valid is valid
    assert answer.status_list != "non consulté"


@pytest.mark.parametrize(
    "changes",
    [
        {"index": 3},
        {"size": 6},
        {"path": []},
        {"root": "00" * 32},
        {"leaf": "00" * 32},
        {"token": b64encode(b"bonjour").decode()},
    ],
)
def test_a_proof_that_does_not_hold_refuses_the_title(changes: dict[str, Any]) -> None:
    answer = verify(title(), trust=trust(), proof=Proof.from_json(written(**changes)))
    assert not answer.valid
    assert answer.journal == "preuve refusée"


def test_the_proof_of_another_file_or_by_a_foreign_authority_is_refused() -> None:
    for proof in (written(act()), written(by="theirs")):
        answer = verify(title(), trust=trust(), proof=Proof.from_json(proof))
        assert not answer.valid
        assert answer.journal == "preuve refusée"


def test_without_trust_the_proof_is_not_consulted() -> None:
    answer = verify(title(), trust=None, proof=Proof.from_json(written()))
    assert (answer.journal, answer.status_list) == ("non consulté", "non consulté")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bonjour",
        "[]",
        "{}",
        "null",
        "[" * 5_000,
        json.dumps(written(index=True)),
        json.dumps(written(token="é")),
    ],
)
def test_what_is_no_proof_gets_a_sentence(text: str, tmp_path: Path) -> None:
    path = tmp_path / "titre.proof.json"
    path.write_text(text)
    with pytest.raises(ProofError, match="preuve jointe"):
        Proof.load(path)


def test_a_huge_proof_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "titre.proof.json"
    path.write_bytes(b" " * 1_000_001)
    with pytest.raises(ProofError, match="trop grosse"):
        Proof.load(path)
