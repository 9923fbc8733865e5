"""The proof that goes beside a title: it stands in a sealed journal, and what the status list says of it.

`<title>.proof.json` holds one object:

    leaf    SHA-256(0x00 || SHA-256 of the file), hexadecimal
    index   the record's number in the seal, from 0
    size    how many records the seal holds
    path    the hashes from the record up to the root, hexadecimal (RFC 6962)
    root    the seal's root, hexadecimal
    token   the RFC 3161 token over SHA-256(root), DER in base64
    status  "active", "discharged", "withdrawn" or "corrected"
"""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from dument.adapters.trust.chain import UntrustedError
from dument.adapters.trust.cms import BrokenError
from dument.adapters.trust.store import TrustStore
from dument.adapters.trust.tokens import Token, read_token
from dument.ports.merkle import leaf_hash, verify_inclusion

MAX_PROOF = 1_000_000

# What each status means, and whether the title still stands.
STATUSES = {
    "active": ("en vigueur", True),
    "discharged": ("soldé : la dette est payée", True),
    "withdrawn": ("retiré", False),
    "corrected": ("remplacé par un titre rectifié", False),
}


class ProofError(ValueError):
    """The proof can't be read or does not hold; the message, in French, says why."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A title's inclusion in a seal, and its status when the proof was written."""

    leaf: bytes
    index: int
    size: int
    path: tuple[bytes, ...]
    root: bytes
    token: bytes
    status: str

    @classmethod
    def load(cls, path: Path) -> Proof:
        """Return the proof of a file; raise ProofError when it is not one."""
        try:
            if path.stat().st_size > MAX_PROOF:
                raise ProofError("la preuve jointe est trop grosse")
            return cls.from_json(json.loads(path.read_bytes()))
        except (OSError, ValueError, RecursionError) as error:
            if isinstance(error, ProofError):
                raise
            raise ProofError("la preuve jointe ne peut pas être lue : ce n'est pas du JSON") from error

    @classmethod
    def from_json(cls, written: Any) -> Proof:
        """Return the proof that a JSON object writes; raise ProofError when a field is missing or wrong."""
        try:
            return cls(
                leaf=bytes.fromhex(written["leaf"]),
                index=_count(written["index"]),
                size=_count(written["size"]),
                path=tuple(bytes.fromhex(step) for step in written["path"]),
                root=bytes.fromhex(written["root"]),
                token=b64decode(written["token"], validate=True),
                status=str(written["status"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ProofError("la preuve jointe n'a pas la forme attendue") from error

    def check(self, pdf: bytes, trust: TrustStore) -> Token:
        """Return the token of the seal that holds this very file; raise ProofError when it does not hold."""
        record = sha256(pdf).digest()
        if self.leaf != leaf_hash(record):
            raise ProofError("la preuve jointe est celle d'un autre fichier")
        if not verify_inclusion(record, self.index, self.size, self.path, self.root):
            raise ProofError("le chemin jusqu'au sceau du journal ne mène pas à sa racine")
        try:
            return read_token(self.token, {"sha256": sha256(self.root).digest()}, trust)
        except (BrokenError, UntrustedError) as error:
            raise ProofError(f"le sceau du journal n'est pas horodaté valablement ({error})") from error


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("un nombre entier est attendu")
    return value
