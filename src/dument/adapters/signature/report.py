"""What the verifier says of a signed file."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

NOT_CONSULTED = "non consulté"


@dataclass(frozen=True, slots=True)
class SeenStamp:
    """A timestamp that holds: instant (UTC) and authority."""

    time: datetime
    authority: str


@dataclass(frozen=True, slots=True)
class SeenSignature:
    """A signature that holds.

    `certificate` is its serial number (hexadecimal), `signed_at` the instant the signer declares,
    `covers_whole_file` is true when nothing but proofs and timestamps came after it.
    """

    name: str
    organisation: str
    certificate: str
    issuer: str
    signed_at: datetime | None
    level: str
    timestamp: SeenStamp | None
    covers_whole_file: bool


@dataclass(frozen=True, slots=True)
class Verification:
    """The whole answer. `findings` are the reasons why the file is not valid; `notes` bind nobody.

    `trusted` is None when no anchor was given: the chain is then not judged.
    """

    valid: bool
    trusted: bool | None
    signers: tuple[SeenSignature, ...] = ()
    changes: tuple[str, ...] = ()
    pdfa_claim: str | None = None
    journal: str = NOT_CONSULTED
    status_list: str = NOT_CONSULTED
    findings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def chain(self) -> str:
        """The line on the chain of certificates."""
        if self.trusted is None:
            return "non vérifiée : aucun certificat de confiance fourni"
        return "vérifiée jusqu'à une autorité de confiance" if self.trusted else "refusée"

    def as_json(self) -> dict[str, Any]:
        """Return plain values, instants in ISO 8601."""
        plain: dict[str, Any] = _plain({**asdict(self), "chain": self.chain})
        return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime) else value
