"""Signatures by the private authority: they work everywhere and bind nobody. Demonstrations and tests."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import crl, keys, x509
from cryptography.hazmat.primitives import serialization
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dument.adapters.signature.pades import Act, sign
from dument.adapters.trust.authority import PrivateAuthority
from dument.adapters.trust.certificates import DEMONSTRATION, Credential
from dument.adapters.trust.store import TrustStore, as_asn1
from dument.ports.signature import Level
from dument.ports.timestamps import TimestampAuthority, authority


class LocalSigner:
    """Signs with one certificate per officer, made on demand by the authority kept under `var`."""

    notice = f"Signature de {DEMONSTRATION}"

    def __init__(self, var: Path | None = None, timestamps: TimestampAuthority | None = None) -> None:
        """Open the authority under `var` (the settings' by default), stamp with `timestamps` (the same)."""
        self._authority = PrivateAuthority.at(var)
        self._timestamps = timestamps or authority()

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
        """Return `pdf` signed by the officer; see ports.signature."""
        act = Act(level, reason, place, at or datetime.now(UTC))
        credential = self._authority.officer(officer, name)
        issuing, root = (as_asn1(one) for one in self._authority.chain)
        lists = tuple(crl.CertificateList.load(der) for der in self._authority.revocation_lists(act.at))
        self._authority.publish(datetime.now(UTC))
        trust = TrustStore((root,), (issuing,), lists)
        return sign(pdf, signer_of(credential, (issuing, root)), self._timestamps, act, trust)


def signer_of(credential: Credential, issuers: tuple[x509.Certificate, ...]) -> signers.SimpleSigner:
    """Return the signature library's signer for a key held in memory, with its chain."""
    key = credential.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signers.SimpleSigner(
        signing_cert=as_asn1(credential.certificate),
        signing_key=keys.PrivateKeyInfo.load(key),
        cert_registry=SimpleCertificateStore.from_certs(issuers),  # type: ignore[no-untyped-call]
    )
