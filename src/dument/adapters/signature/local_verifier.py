"""Judges a signed file with the authorities that this machine trusts, in a process apart."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from dument.adapters.sandbox import Sandbox, SandboxError
from dument.ports.verification import Signature, Verdict

# A title of ours is judged in less than a second; a file that takes longer was made to.
SECONDS = 20
SHARED = Sandbox("dument.adapters.signature.worker")
TOO_MUCH = "Ce fichier demande trop de {} pour être lu : ce n'est pas un titre fait ici."


class LocalVerifier:
    """Trusts the local authority of the demonstration where there is one; without any, says so.

    The file is read by a child bounded in time and memory, which keeps nothing of it.
    """

    def __init__(self, sandbox: Sandbox = SHARED) -> None:
        """Use that child."""
        self._sandbox = sandbox

    def verify(self, pdf: bytes) -> Verdict:
        """Return the verdict on the bytes of a PDF."""
        try:
            told, _ = self._sandbox.call("verify", pdf, seconds=SECONDS, var=str(settings.DUMENT_VAR))
        except SandboxError as ended:
            return _unread(TOO_MUCH.format("temps" if ended.too_slow else "mémoire"))
        return Verdict(
            valid=told["valid"],
            trusted=told["trusted"],
            signatures=tuple(_signature(seen) for seen in told["signatures"]),
            reasons=tuple(told["reasons"]),
            changes=tuple(told["changes"]),
            notes=tuple(told["notes"]),
        )


def _signature(told: dict[str, Any]) -> Signature:
    return Signature(
        name=told["name"],
        organisation=told["organisation"],
        level=told["level"],
        signed_at=_instant(told["signed_at"]),
        stamped_at=_instant(told["stamped_at"]),
    )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _unread(why: str) -> Verdict:
    return Verdict(valid=False, trusted=None, signatures=(), reasons=(why,), changes=(), notes=())
