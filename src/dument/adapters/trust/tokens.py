"""RFC 3161 tokens: made by a local authority, read strictly whoever made them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from asn1crypto import cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from dument.adapters.trust import chain
from dument.adapters.trust.certificates import Credential
from dument.adapters.trust.cms import BrokenError, read
from dument.adapters.trust.store import TrustStore, as_asn1

# A policy number under the arc kept for examples: no real authority may be taken for this one.
POLICY = "2.999.3161.1"
SHA256 = {"algorithm": "sha256"}


@dataclass(frozen=True, slots=True)
class Token:
    """A token that holds: when (UTC), by which authority, its number, its certificates."""

    at: datetime
    authority: str
    serial: int
    certificate: asn1_x509.Certificate
    joined: tuple[asn1_x509.Certificate, ...]
    nonce: int | None


def make(
    digest: bytes,
    credential: Credential,
    issuers: tuple[x509.Certificate, ...],
    at: datetime,
    nonce: int | None = None,
) -> bytes:
    """Return the token (DER) by which `credential` stamps `digest` (SHA-256) at `at`, to the second.

    Its number comes from what it says: the same digest in the same second gives the same number.
    """
    moment = at.astimezone(UTC).replace(microsecond=0)
    certificate = as_asn1(credential.certificate)
    fields: dict[str, Any] = {
        "version": "v1",
        "policy": POLICY,
        "message_imprint": {"hash_algorithm": SHA256, "hashed_message": digest},
        "serial_number": int.from_bytes(sha256(digest + moment.isoformat().encode()).digest()[:15]),
        "gen_time": moment,
        "accuracy": {"seconds": 1},
        "tsa": asn1_x509.GeneralName("directory_name", certificate.subject),
    }
    if nonce is not None:
        fields["nonce"] = nonce
    content = tsp.TSTInfo(fields).dump()
    signed = _signed_attributes(content, certificate)
    signature = credential.key.sign(signed.dump(), ec.ECDSA(hashes.SHA256()))
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier(
            "issuer_and_serial_number",
            {"issuer": certificate.issuer, "serial_number": certificate.serial_number},
        ),
        "digest_algorithm": SHA256,
        "signed_attrs": signed,
        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
        "signature": signature,
    }
    signed_data = {
        "version": "v3",
        "digest_algorithms": [SHA256],
        "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(content)},
        "certificates": [certificate, *map(as_asn1, issuers)],
        "signer_infos": [signer],
    }
    return bytes(
        cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed_data)}).dump()
    )


def read_token(
    token: bytes,
    digest_of: dict[str, bytes],
    trust: TrustStore | None,
    known: Iterable[asn1_x509.Certificate] = (),
) -> Token:
    """Return what a token says of a digest; raise BrokenError, or chain.UntrustedError, unless it holds.

    `digest_of` gives the expected digest for each algorithm the token may have used; `known` are certificates
    that may have issued those it joins. Without `trust` the chain is not judged.
    """
    issuers = trust.anchors + trust.others if trust else ()
    signed = read(token, "tst_info", None, [*known, *issuers])
    try:
        info = tsp.TSTInfo.load(signed.content, strict=True)
        info.native  # noqa: B018 - parsing is lazy: read it all now
        imprint = info["message_imprint"]
        algorithm = imprint["hash_algorithm"]["algorithm"].native
        stamped = imprint["hashed_message"].native
        at = info["gen_time"].native.astimezone(UTC)
    except (ValueError, TypeError) as error:
        raise BrokenError("le jeton d'horodatage est abîmé") from error
    if digest_of.get(algorithm) != stamped:
        raise BrokenError("l'horodatage porte sur autre chose que ce contenu")
    if trust is not None:
        chain.check(signed.certificate, trust.knowing(signed.joined, ()), at, stamping=True)
    authority = chain.common_name(signed.certificate.subject)
    number, nonce = info["serial_number"].native, info["nonce"].native
    return Token(at, authority, number, signed.certificate, signed.joined, nonce)


def _signed_attributes(content: bytes, certificate: asn1_x509.Certificate) -> cms.CMSAttributes:
    reference = tsp.SigningCertificateV2(
        {"certs": [{"hash_algorithm": SHA256, "cert_hash": sha256(certificate.dump()).digest()}]}
    )
    return cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [sha256(content).digest()]}),
            cms.CMSAttribute({"type": "signing_certificate_v2", "values": [reference]}),
        ]
    )
