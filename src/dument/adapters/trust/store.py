"""Whom to trust: anchors, the certificates between them and a signer, and revocation lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from asn1crypto import crl, pem, x509
from cryptography import x509 as pyca
from cryptography.hazmat.primitives import serialization

from dument.adapters.trust.authority import FOLDER

MAX_FILE = 10_000_000


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Anchors, in whose name every chain must end; other certificates that help to build it; lists (DER)."""

    anchors: tuple[x509.Certificate, ...]
    others: tuple[x509.Certificate, ...] = ()
    lists: tuple[crl.CertificateList, ...] = field(default=())

    @classmethod
    def load(cls, folder: Path) -> TrustStore:
        """Return what a folder says: authorities in its *.pem files are anchors, its *.crl are lists.

        Certificates that may not sign others never become anchors. Raises ValueError (French) when the folder
        holds no anchor or a file that is neither PEM nor DER.
        """
        if not folder.is_dir():
            raise ValueError(f"« {folder} » n'est pas un dossier.")
        found = [one for path in sorted(folder.glob("*.pem")) for one in certificates(path)]
        names = {one.subject.dump() for one in found if one.ca}
        # An authority whose own authority is there too is a step on the way, not an end.
        anchors = tuple(
            one for one in found if one.ca and (one.self_issued or one.issuer.dump() not in names)
        )
        if not anchors:
            raise ValueError(
                f"« {folder} » ne contient aucun certificat d'autorité (*.pem) : rien à quoi se fier."
            )
        lists = tuple(_list_in(path) for path in sorted(folder.glob("*.crl")))
        return cls(anchors, tuple(one for one in found if one not in anchors), lists)

    @classmethod
    def local(cls, var: Path) -> TrustStore | None:
        """Return the trust of the private authority kept under `var`, None when it was never made."""
        folder = var / FOLDER
        return cls.load(folder) if (folder / "root.pem").is_file() else None

    def knowing(self, more: Iterable[x509.Certificate], lists: Iterable[crl.CertificateList]) -> TrustStore:
        """Return the same anchors with more helpers: what a file brings never adds an anchor."""
        return TrustStore(self.anchors, (*self.others, *more), (*self.lists, *lists))


def as_asn1(certificate: pyca.Certificate) -> x509.Certificate:
    """Return the same certificate as the signature library wants it."""
    return x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def certificates(path: Path) -> list[x509.Certificate]:
    """Return the certificates of a PEM file, its other objects left aside; ValueError when it is not PEM."""
    content = _read(path)
    try:
        blocks = [der for kind, _, der in pem.unarmor(content, multiple=True) if kind == "CERTIFICATE"]
        found = [x509.Certificate.load(der, strict=True) for der in blocks]
        for der in blocks:
            # The other parser is lazy: a spoilt certificate must be told here.
            pyca.load_der_x509_certificate(der)
    except (ValueError, TypeError) as error:
        raise ValueError(f"« {path} » n'est pas un certificat PEM lisible.") from error
    return found


def revocation_list(der: bytes) -> crl.CertificateList:
    """Return a revocation list; raise ValueError when it can't be read whole."""
    pyca.load_der_x509_crl(der)
    return crl.CertificateList.load(der, strict=True)


def _list_in(path: Path) -> crl.CertificateList:
    content = _read(path)
    try:
        return revocation_list(pem.unarmor(content)[2] if pem.detect(content) else content)
    except (ValueError, TypeError) as error:
        raise ValueError(f"« {path} » n'est pas une liste de révocation lisible.") from error


def _read(path: Path) -> bytes:
    if path.stat().st_size > MAX_FILE:
        raise ValueError(f"« {path} » dépasse {MAX_FILE // 1_000_000} Mo : ce n'est pas un certificat.")
    return path.read_bytes()
