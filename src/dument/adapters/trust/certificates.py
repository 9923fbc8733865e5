"""X.509 certificates and revocation lists of the private authority (RFC 5280), P-256 and SHA-256 only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DEMONSTRATION = "démonstration, sans valeur légale"
ORGANISATION = "Dûment"

# The demonstration lives on its own days: its certificates are valid on any of them.
SINCE = datetime(2016, 1, 1, tzinfo=UTC)
UNTIL = datetime(2056, 12, 31, 23, 59, 59, tzinfo=UTC)

CRL_LIFE = timedelta(days=30)

_PRINTABLE = re.compile(r"[A-Za-z0-9 '()+,./:=?-]{1,64}")


class Role(Enum):
    """What a certificate may be used for."""

    AUTHORITY = "authority"
    OFFICER = "officer"
    TIMESTAMPS = "timestamps"


@dataclass(frozen=True, slots=True)
class Credential:
    """A private key and its certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def key_pem(self) -> bytes:
        """Return the private key, PKCS#8, not encrypted: the file that holds it must be 0600."""
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def certificate_pem(self) -> bytes:
        """Return the certificate in PEM."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def pem(self) -> bytes:
        """Return the key and the certificate in one text, so that one rename publishes both."""
        return self.key_pem() + self.certificate_pem()

    @classmethod
    def from_pem(cls, pem: bytes) -> Credential:
        """Return what `pem` wrote; raise ValueError when it is not a P-256 key and its certificate."""
        key = serialization.load_pem_private_key(pem, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError("la clé n'est pas sur la courbe P-256")
        return cls(key, x509.load_pem_x509_certificate(pem))


def issue(
    name: str,
    role: Role,
    issuer: Credential | None,
    *,
    serial_number: str | None = None,
    since: datetime = SINCE,
    until: datetime = UNTIL,
) -> Credential:
    """Return a new key and its certificate, signed by `issuer` or by itself.

    `serial_number` is the subject's own number (an officer's identifier), which keeps two officers
    of the same name apart. Every subject says that it is a demonstration without legal value.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _subject(name, serial_number)
    signing_key = issuer.key if issuer else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(role is Role.AUTHORITY, None), critical=True)
        .add_extension(_usage(role), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key()), critical=False
        )
    )
    if role is Role.TIMESTAMPS:
        # RFC 3161, 2.3: this usage alone, and critical.
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
    return Credential(key, builder.sign(signing_key, hashes.SHA256()))


def revocation_list(issuer: Credential, at: datetime, revoked: Iterable[tuple[int, datetime]] = ()) -> bytes:
    """Return the DER list of `issuer` in force at `at`, valid CRL_LIFE.

    `revoked` gives serial numbers and when each was revoked.
    Its number grows with the hour it starts from, so that a later list always replaces an earlier one.
    """
    start = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(start)
        .next_update(start + CRL_LIFE)
        .add_extension(x509.CRLNumber(int(start.timestamp())), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
        )
    )
    for serial, since in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(since).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def file_name(officer: str, name: str) -> str:
    """Return a file name for an officer's credential: any identifier becomes 32 harmless characters."""
    return _short(f"{officer}\0{name}") + ".pem"


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]


def _subject(name: str, serial_number: str | None) -> x509.Name:
    parts = [
        (NameOID.COUNTRY_NAME, "FR"),
        (NameOID.ORGANIZATION_NAME, ORGANISATION),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, DEMONSTRATION),
        (NameOID.COMMON_NAME, name),
    ]
    if serial_number:
        # X.520 wants a PrintableString here: any other identifier is replaced by its fingerprint.
        printable = _PRINTABLE.fullmatch(serial_number)
        parts.append((NameOID.SERIAL_NUMBER, serial_number if printable else _short(serial_number)))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _usage(role: Role) -> x509.KeyUsage:
    authority = role is Role.AUTHORITY
    return x509.KeyUsage(
        digital_signature=not authority,
        # "Contenu engagé": an officer's signature binds; a timestamp does not.
        content_commitment=role is Role.OFFICER,
        key_cert_sign=authority,
        crl_sign=authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
