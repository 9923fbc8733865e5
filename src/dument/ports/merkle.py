"""Merkle trees as RFC 6962 defines them: one root seals many records, one short path proves one of them.

A leaf is hashed after a byte 0x00 and a node after a byte 0x01, so that neither can pass for the other.
A tree of n leaves splits at the largest power of two below n. Every hash is SHA-256, 32 bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Return the 32 bytes that stand for one record in the tree (RFC 6962, 2.1)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the 32 bytes that stand for two subtrees (RFC 6962, 2.1)."""
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root of the tree whose records are `leaves`, in order; SHA-256 of nothing when empty."""
    if not leaves:
        return EMPTY_ROOT
    level = [leaf_hash(leaf) for leaf in leaves]
    while len(level) > 1:
        level = _parents(level)
    return level[0]


def inclusion_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes that lead from record `index` to the root, from the leaf upwards (RFC 6962, 2.1.1).

    The path of a lone record is empty. Raises IndexError when `index` is outside 0 to len(leaves) - 1.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"pas d'enregistrement n° {index} parmi {len(leaves)}")
    path = []
    level = [leaf_hash(leaf) for leaf in leaves]
    while len(level) > 1:
        sibling = index ^ 1
        if sibling < len(level):
            path.append(level[sibling])
        level = _parents(level)
        index //= 2
    return path


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Tell whether `path` proves that record `leaf` is number `index` of the `size` records under `root`.

    `leaf` is the record itself, not its hash. False, never an error, for an index out of bounds, a path too
    long or too short, or any hash that differs (RFC 9162, 2.1.3.2).
    """
    if not 0 <= index < size:
        return False
    node, last, steps = leaf_hash(leaf), size - 1, list(path)
    while last:
        # The rightmost node of an odd level has no sibling: it rises as it is.
        if index % 2 or index < last:
            if not steps:
                return False
            sibling = steps.pop(0)
            node = node_hash(sibling, node) if index % 2 else node_hash(node, sibling)
        index, last = index // 2, last // 2
    return not steps and node == root


def _parents(level: list[bytes]) -> list[bytes]:
    pairs = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return pairs + level[len(pairs) * 2 :]
