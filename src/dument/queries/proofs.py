"""The proof that goes beside a title: its place in a seal of the journal, and its status."""

from __future__ import annotations

from base64 import b64encode

from dument.ports import merkle
from dument.records.journal.leaves import leaves_of
from dument.records.journal.models import SealedPaper


def proof_of(sha256: str) -> dict[str, object] | None:
    """Return the proof of the paper of that hash, as plain JSON, or None while no seal holds it.

    Anyone checks it with the file alone: the leaf is the file's hash, the path leads to the sealed root, the
    token dates the root (RFC 6962, RFC 3161).
    """
    sealed = SealedPaper.objects.select_related("seal").filter(sha256=sha256).first()
    if sealed is None:
        return None
    leaves = leaves_of(sealed.seal)
    index = leaves.index(bytes.fromhex(sha256))
    return {
        "leaf": merkle.leaf_hash(leaves[index]).hex(),
        "index": index,
        "size": len(leaves),
        "path": [step.hex() for step in merkle.inclusion_path(leaves, index)],
        "root": sealed.seal.root,
        "token": b64encode(bytes(sealed.seal.token)).decode(),
        "status": "active",
    }
