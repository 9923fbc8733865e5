"""Judges a signed file with the authorities that this machine trusts."""

from __future__ import annotations

from django.conf import settings

from dument.adapters.signature import verifier
from dument.adapters.trust.store import TrustStore
from dument.ports.verification import Signature, Verdict


class LocalVerifier:
    """Trusts the local authority of the demonstration where there is one; without any, says so."""

    def verify(self, pdf: bytes) -> Verdict:
        """Return the verdict on the bytes of a PDF."""
        found = verifier.verify(pdf, trust=TrustStore.local(settings.DUMENT_VAR))
        return Verdict(
            valid=found.valid,
            trusted=found.trusted,
            signatures=tuple(
                Signature(
                    name=seen.name,
                    organisation=seen.organisation,
                    level=seen.level,
                    signed_at=seen.signed_at,
                    stamped_at=seen.timestamp.time if seen.timestamp else None,
                )
                for seen in found.signers
            ),
            reasons=found.findings,
            changes=found.changes,
            notes=found.notes,
        )
