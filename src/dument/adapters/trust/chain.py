"""From a signer's certificate to an anchor: the path, its validity on a day, its revocation (RFC 5280)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from asn1crypto import crl, x509
from cryptography import x509 as pyca
from cryptography.exceptions import InvalidSignature
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InvalidCertificateError,
    NotYetValidError,
    PathError,
    ValidationError,
)

from dument.adapters.trust.store import TrustStore
from dument.adapters.trust.waiting import wait

SIGNING = frozenset({"non_repudiation"})
STAMPING = frozenset({"time_stamping"})


class UntrustedError(ValueError):
    """The certificate leads to no anchor, was not valid on that day, or is not meant for that use."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A path from the anchor (first) to the signer (last), and what the revocation lists say of it."""

    path: tuple[x509.Certificate, ...]
    revocation_known: bool

    @property
    def anchor(self) -> x509.Certificate:
        """The certificate in whose name the path ends."""
        return self.path[0]


def common_name(name: x509.Name) -> str:
    """Return the common name, or the whole name when it has none."""
    found = name.native.get("common_name")
    return str(found) if found else str(name.human_friendly)


def check(certificate: x509.Certificate, trust: TrustStore, at: datetime, *, stamping: bool) -> Chain:
    """Return the chain of a certificate used at `at` to sign, or to stamp; raise UntrustedError (French)."""
    name = common_name(certificate.subject)
    context = ValidationContext(
        trust_roots=list(trust.anchors),
        other_certs=list(trust.others),
        moment=at,
        allow_fetching=False,
        # Revocation is judged below: an old list must still revoke what it names.
        revocation_mode="soft-fail",
    )
    usage = (set(), set(STAMPING)) if stamping else (set(SIGNING), None)
    try:
        path = wait(
            lambda: CertificateValidator(certificate, (), context).async_validate_usage(*usage)  # type: ignore[no-untyped-call]
        )
    except ExpiredError as error:
        raise UntrustedError(f"le certificat de « {name} » avait expiré le {at:%d/%m/%Y}") from error
    except NotYetValidError as error:
        raise UntrustedError(
            f"le certificat de « {name} » n'était pas encore valable le {at:%d/%m/%Y}"
        ) from error
    except InvalidCertificateError as error:
        purpose = "horodater" if stamping else "signer"
        raise UntrustedError(f"le certificat de « {name} » n'est pas fait pour {purpose}") from error
    except (PathError, ValidationError, ValueError) as error:
        raise UntrustedError(
            f"certificat étranger : celui de « {name} » ne remonte à aucune autorité de confiance"
        ) from error
    chain = tuple(one for one in path if isinstance(one, x509.Certificate))
    return Chain(chain, _not_revoked(chain, trust.lists, at))


def _not_revoked(
    path: tuple[x509.Certificate, ...], lists: Iterable[crl.CertificateList], at: datetime
) -> bool:
    """Tell whether a list in force at `at` covers every certificate; raise UntrustedError if one is revoked.

    A certificate revoked after `at` was good when it signed: the timestamp proves it came first.
    """
    known = True
    read = [pyca.load_der_x509_crl(one.dump()) for one in lists]
    for issuer, certificate in pairwise(path):
        mine = [one for one in read if _issued_by(one, issuer)]
        for one in mine:
            entry = one.get_revoked_certificate_by_serial_number(certificate.serial_number)
            if entry is not None and entry.revocation_date_utc <= at:
                raise UntrustedError(
                    f"le certificat de « {common_name(certificate.subject)} » était révoqué "
                    f"depuis le {entry.revocation_date_utc:%d/%m/%Y}"
                )
        known = known and any(one.next_update_utc is None or one.next_update_utc > at for one in mine)
    return known


def _issued_by(revocations: pyca.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    authority = pyca.load_der_x509_certificate(issuer.dump())
    if revocations.issuer != authority.subject:
        return False
    try:
        return revocations.is_signature_valid(authority.public_key())  # type: ignore[arg-type]
    except (InvalidSignature, TypeError):
        return False
