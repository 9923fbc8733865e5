"""What we ask of a timestamp authority: a token that says a digest existed at an instant (RFC 3161)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a valid token says: the instant in UTC, the authority's name and the token's number."""

    at: datetime
    authority: str
    serial: int


class TimestampAuthority(Protocol):
    """An authority that stamps SHA-256 digests: signatures, documents, roots of the journal's seals."""

    def stamp(self, digest: bytes, *, at: datetime | None = None) -> bytes:
        """Return an RFC 3161 token (DER) over `digest`, 32 bytes of SHA-256.

        `at` is the caller's instant, aware of its zone. A local authority takes it for its clock, so that a
        demonstration may live on another day; an outside authority keeps its own clock and ignores it.
        Raises TryAgain when the authority is out of reach or its answer can't be used, NeverAgain when the
        request itself is refused.
        """
        ...

    def verify(self, token: bytes, digest: bytes) -> Stamp:
        """Return what `token` says of `digest`; NeverAgain if it is not its own token on it."""
        ...


def authority() -> TimestampAuthority:
    """Return the authority named in the settings (`DUMENT_TIMESTAMPS`, dotted path to a function)."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    return cast(TimestampAuthority, import_string(settings.DUMENT_TIMESTAMPS)())
