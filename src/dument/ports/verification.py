"""What we ask of a verifier: who signed a PDF, when, and whether anything changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from dument.ports.provider import provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature that holds; `stamped_at` is the timestamp authority's instant, None without a timestamp."""

    name: str
    organisation: str
    level: str
    signed_at: datetime | None
    stamped_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer. `reasons` say why it is not valid; `trusted` is None when no authority was there to judge."""

    valid: bool
    trusted: bool | None
    signatures: tuple[Signature, ...]
    reasons: tuple[str, ...]
    changes: tuple[str, ...]
    notes: tuple[str, ...]


class Verifier(Protocol):
    """Judges a file by itself, without any network."""

    def verify(self, pdf: bytes) -> Verdict:
        """Return the verdict on the bytes of a PDF, whatever they are: it never raises for what a file holds."""
        ...


def verifier() -> Verifier:
    """Return the provider named in the settings (`DUMENT_VERIFIER`)."""
    return cast(Verifier, provider("DUMENT_VERIFIER"))
