"""One CMS signature, read strictly (RFC 5652): everything in it is signed, proven by another, or refused.

A signature's envelope has parts that nothing signs: versions, lists of algorithms, joined certificates. Here
each of them must have the one value it can have, so that no byte may change without being noticed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import new as new_hash

from asn1crypto import cms, core, x509
from cryptography import x509 as pyca
from cryptography.exceptions import InvalidSignature
from pyhanko.sign.general import CMSExtractionError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import (
    extract_certs_for_validation,
    get_signing_cert_attr,
    validate_sig_integrity,
)

from dument.adapters.trust import der

DIGESTS = frozenset({"sha256", "sha384", "sha512"})
SIGNATURES = frozenset({"ecdsa", "rsassa_pkcs1v15", "rsassa_pss"})
STAMP_ATTRIBUTE = "signature_time_stamp_token"


class BrokenError(ValueError):
    """The signature does not hold; the message, in French, says why."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that holds: by whom, on what, with which joined certificates and timestamp."""

    certificate: x509.Certificate
    joined: tuple[x509.Certificate, ...]
    content: bytes
    value: bytes
    token: bytes | None


def digest_algorithm(data: bytes) -> str:
    """Return the digest a CMS signature (DER) was made with; BrokenError if it is not an accepted one."""
    with _nothing_but_broken():
        return _algorithm(_one_signer(_signed_data(data)))


def digests(content: bytes) -> dict[str, bytes]:
    """Return the digest of `content` under each accepted algorithm."""
    return {name: new_hash(name, content).digest() for name in DIGESTS}


def is_token(data: bytes) -> bool:
    """Tell whether a CMS signature (DER) is a timestamp; raise BrokenError when it can't be read."""
    with _nothing_but_broken():
        return bool(_signed_data(data)["encap_content_info"]["content_type"].native == "tst_info")


def read(data: bytes, kind: str, digest: bytes | None, known: Iterable[x509.Certificate]) -> Signed:
    """Return what a CMS signature (DER) says; raise BrokenError unless it holds.

    `kind` is "data" (detached: `digest` is that of the signed bytes) or "tst_info" (the content is inside).
    `known` are certificates that may have issued the joined ones. Trust is not judged here.
    """
    with _nothing_but_broken():
        signed_data = _signed_data(data)
        signer = _one_signer(signed_data)
        algorithm = _algorithm(signer)
        _check_frame(signed_data, signer, kind)
        content = b""
        if kind != "data":
            content = bytes(signed_data["encap_content_info"]["content"].contents)
            digest = new_hash(algorithm, content).digest()
        joined = _joined(signed_data)
        certificate = _check_signature(signed_data, signer, kind, digest or b"")
        _check_joined(joined, [*joined, *known])
        return Signed(certificate, joined, content, bytes(signer["signature"].native), _token(signer, kind))


@contextmanager
def _nothing_but_broken() -> Iterator[None]:
    """Turn whatever a spoilt value makes the parsers raise into BrokenError."""
    try:
        yield
    except BrokenError:
        raise
    except (SignatureValidationError, CMSExtractionError, InvalidSignature) as error:
        raise BrokenError("la signature est abîmée : elle ne correspond pas à son certificat") from error
    except Exception as error:
        raise BrokenError("la signature est abîmée : structure illisible") from error


def _signed_data(data: bytes) -> cms.SignedData:
    der.check(data)
    info = cms.ContentInfo.load(data, strict=True)
    if info["content_type"].native != "signed_data":
        raise BrokenError("ce n'est pas une signature CMS")
    if len(info) != 2:
        raise BrokenError("des octets étrangers accompagnent la signature")
    return info["content"]


def _one_signer(signed_data: cms.SignedData) -> cms.SignerInfo:
    if len(signed_data["signer_infos"]) != 1:
        raise BrokenError("la signature n'a pas exactement un signataire")
    return signed_data["signer_infos"][0]


def _algorithm(signer: cms.SignerInfo) -> str:
    name = str(signer["digest_algorithm"]["algorithm"].native)
    if name not in DIGESTS:
        raise BrokenError(f"empreinte refusée : {name}")
    return name


def _check_frame(signed_data: cms.SignedData, signer: cms.SignerInfo, kind: str) -> None:
    """Refuse any value but the expected one in the parts that nothing signs."""
    by_serial = signer["sid"].name == "issuer_and_serial_number"
    mechanism = signer["signature_algorithm"]
    with_parameters = mechanism["algorithm"].native == "rsassa_pss"
    rules = (
        # The parser lets values in excess follow the last one it knows.
        (len(signed_data), len(signer), len(signed_data["encap_content_info"])) == (6, 7, 2),
        all(len(one) == 2 for one in (signer["digest_algorithm"], mechanism, signer["sid"].chosen) if one),
        signed_data["version"].native == ("v1" if kind == "data" and by_serial else "v3"),
        signer["version"].native == ("v1" if by_serial else "v3"),
        signed_data["encap_content_info"]["content_type"].native == kind,
        (signed_data["encap_content_info"]["content"].native is None) == (kind == "data"),
        [one.dump() for one in signed_data["digest_algorithms"]] == [signer["digest_algorithm"].dump()],
        isinstance(signer["digest_algorithm"]["parameters"], core.Void | core.Null),
        mechanism.signature_algo in SIGNATURES,
        with_parameters or isinstance(mechanism["parameters"], core.Void | core.Null),
        not isinstance(signed_data["certificates"], core.Void),
        isinstance(signed_data["crls"], core.Void),
        not isinstance(signer["signed_attrs"], core.Void),
    )
    if not all(rules):
        raise BrokenError("la signature est abîmée : son enveloppe CMS n'a pas la forme exigée")


def _joined(signed_data: cms.SignedData) -> tuple[x509.Certificate, ...]:
    joined = []
    for choice in signed_data["certificates"]:
        if choice.name != "certificate":
            raise BrokenError("la signature joint autre chose que des certificats")
        # The count of unused bits is signed by nobody and some readers forget it.
        if choice.chosen["signature_value"].contents[0] != 0:
            raise BrokenError("un certificat joint à la signature est abîmé")
        joined.append(choice.chosen)
    return tuple(joined)


def _check_signature(
    signed_data: cms.SignedData, signer: cms.SignerInfo, kind: str, digest: bytes
) -> x509.Certificate:
    if get_signing_cert_attr(signer["signed_attrs"]) is None:
        raise BrokenError("la signature ne dit pas avec quel certificat elle est faite")
    certificate = extract_certs_for_validation(signed_data).signer_cert
    # Names compare without case: the bytes must be the certificate's own.
    sid = signer["sid"]
    if sid.name == "issuer_and_serial_number" and sid.chosen["issuer"].dump() != certificate.issuer.dump():
        raise BrokenError("la signature est abîmée : elle nomme mal l'émetteur de son certificat")
    intact, valid = validate_sig_integrity(signer, certificate, kind, digest)
    if not intact:
        raise BrokenError("le contenu a changé depuis : son empreinte n'est plus celle qui a été signée")
    if not valid:
        raise BrokenError("la signature ne vient pas de la clé de ce certificat")
    return certificate


def _check_joined(joined: tuple[x509.Certificate, ...], known: list[x509.Certificate]) -> None:
    """Refuse a joined certificate that no known authority, nor itself, has signed."""
    readable = [pyca.load_der_x509_certificate(one.dump()) for one in known]
    for certificate in readable[: len(joined)]:
        if not any(_issued(certificate, issuer) for issuer in readable):
            raise BrokenError("un certificat joint à la signature est abîmé ou d'émetteur inconnu")


def _issued(certificate: pyca.Certificate, issuer: pyca.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except Exception:  # noqa: BLE001 - whatever a spoilt certificate raises, it is not an issue
        return False
    return True


def _token(signer: cms.SignerInfo, kind: str) -> bytes | None:
    attributes = signer["unsigned_attrs"]
    if isinstance(attributes, core.Void):
        return None
    if kind != "data" or len(attributes) != 1 or attributes[0]["type"].native != STAMP_ATTRIBUTE:
        raise BrokenError("la signature porte des ajouts non signés qui ne sont pas un horodatage")
    if len(attributes[0]["values"]) != 1:
        raise BrokenError("la signature porte plusieurs horodatages à la fois")
    return bytes(attributes[0]["values"][0].dump())
