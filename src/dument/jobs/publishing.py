"""Seals published elsewhere, as they come."""

from __future__ import annotations

from datetime import datetime

from dument.ports.witness import Published, witness
from dument.records.journal.models import Seal


def publish(at: datetime) -> int:  # as every reconciler
    """Publish the seals that were not yet, in order, and return how many; those already out are not looked at.

    Raises TryAgain when the witness is out of reach, NeverAgain when it holds another seal under that number.
    """
    done = 0
    for seal in Seal.objects.filter(number__gt=witness().last()).order_by("number").iterator(chunk_size=500):
        witness().publish(
            Published(
                number=seal.number,
                at=seal.at.isoformat(),
                root=seal.root,
                previous_root=seal.previous_root,
                token=bytes(seal.token),
            )
        )
        done += 1
    return done
