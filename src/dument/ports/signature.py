"""What we ask of a signature provider: an officer's PAdES signature on a PDF."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Protocol, cast

Level = Literal["B-T", "B-LTA"]


class Signer(Protocol):
    """A provider that signs for the officers of the office."""

    notice: str
    """What the page must say of these signatures, in French; empty when they have full legal value."""

    def sign(
        self,
        pdf: bytes,
        *,
        officer: str,
        name: str,
        level: Level,
        reason: str,
        place: str,
        at: datetime | None = None,
    ) -> bytes:
        """Return `pdf` with one more invisible signature, as an incremental update.

        `officer` is the officer's stable identifier, `name` the name in the certificate. "B-T" adds a
        timestamp of the signature, "B-LTA" also the revocation proofs and a timestamp of the whole file
        (titles). `at` is the instant of the act, aware of its zone; without it, the provider's clock.
        Raises TryAgain when the provider or its timestamp authority is out of reach, NeverAgain when the file
        can't be signed or the officer has no usable key.
        """
        ...


def signer() -> Signer:
    """Return the provider named in the settings (`DUMENT_SIGNER`, dotted path to a function)."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    return cast(Signer, import_string(settings.DUMENT_SIGNER)())
