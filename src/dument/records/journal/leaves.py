"""What a seal's tree is made of: the former root, then the head of each case that moved."""

from __future__ import annotations

from uuid import UUID


def leaf(case_id: UUID, number: int, head: str) -> bytes:
    """Return the record of one case's head."""
    return f"{case_id.hex}/{number}/{head}".encode()


def previous_leaf(root: str) -> bytes:
    """Return the record that ties a seal to the one before it; the first seal ties to nothing."""
    return f"précédent/{root}".encode()
