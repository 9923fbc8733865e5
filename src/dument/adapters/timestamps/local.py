"""A timestamp authority inside the process: for development, tests and demonstrations; no legal value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from dument.adapters.trust.authority import PrivateAuthority
from dument.adapters.trust.chain import UntrustedError
from dument.adapters.trust.cms import BrokenError
from dument.adapters.trust.store import TrustStore
from dument.adapters.trust.tokens import make, read_token
from dument.ports.errors import NeverAgain
from dument.ports.timestamps import Stamp

SHA256_SIZE = 32


def now() -> datetime:
    """Return the machine's instant: the clock of whoever gives no other."""
    return datetime.now(UTC)


class LocalTimestamps:
    """Stamps with the private authority kept under `var`; its clock may be moved, or given at each call."""

    def __init__(self, var: Path | None = None, clock: Callable[[], datetime] = now) -> None:
        """Open the authority under `var`, by default the folder of the settings (`DUMENT_VAR`)."""
        self._authority = PrivateAuthority.at(var)
        self._clock = clock

    def stamp(self, digest: bytes, *, at: datetime | None = None) -> bytes:
        """Return the token over a SHA-256 digest at `at`, or at the clock's instant."""
        if len(digest) != SHA256_SIZE:
            raise NeverAgain(
                f"L'horodatage veut une empreinte SHA-256 de 32 octets ; en voici {len(digest)}."
            )
        return make(digest, self._authority.timestamps, self._authority.chain, at or self._clock())

    def verify(self, token: bytes, digest: bytes) -> Stamp:
        """Return what the token says of `digest`; NeverAgain if it is not its own token on it."""
        trust = TrustStore.load(self._authority.folder)
        try:
            read = read_token(token, {"sha256": digest}, trust)
        except (BrokenError, UntrustedError) as error:
            raise NeverAgain(f"Horodatage refusé : {error}.") from error
        return Stamp(read.at, read.authority, read.serial)
