"""What a seal's tree is made of: the former root, the head of each case that moved, then each new title."""

from __future__ import annotations

from uuid import UUID

from dument.records.journal.models import Seal


def leaf(case_id: UUID, number: int, head: str) -> bytes:
    """Return the record of one case's head."""
    return f"{case_id.hex}/{number}/{head}".encode()


def previous_leaf(root: str) -> bytes:
    """Return the record that ties a seal to the one before it; the first seal ties to nothing."""
    return f"précédent/{root}".encode()


def leaves_of(seal: Seal) -> list[bytes]:
    """Return the records of a seal's tree, in order, from its rows."""
    heads = [leaf(head.case_id, head.number, head.head) for head in seal.heads.all()]
    papers = [bytes.fromhex(paper.sha256) for paper in seal.papers.all()]
    return [previous_leaf(seal.previous_root), *heads, *papers]
