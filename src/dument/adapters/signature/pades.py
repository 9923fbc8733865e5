"""Put one PAdES signature on a PDF, whoever holds the key (ETSI EN 319 142-1)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import cms, crl, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, PdfSigningSession, TimestampDSSContentSettings
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from dument.adapters.trust.cms import BrokenError
from dument.adapters.trust.store import TrustStore
from dument.adapters.trust.tokens import read_token
from dument.adapters.trust.waiting import wait
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.signature import Level
from dument.ports.timestamps import TimestampAuthority

DIGEST = "sha256"
MAX_DRIFT = 300  # seconds between the act and its timestamp: beyond, one of the two clocks is wrong
# The timestamp of the file comes last and covers the proofs: not one byte after it.
_PROOFS_FIRST = DSSContentSettings(
    include_vri=False,
    next_ts_settings=TimestampDSSContentSettings(include_vri=False, update_before_ts=True),
)
# It warns at each title that no network is used: that is how we want it.
logging.getLogger("pyhanko.sign.signers.pdf_signer").setLevel(logging.ERROR)

_FIELD = re.compile(rb"/T\s*\(Signature(\d+)\)")


@dataclass(frozen=True, slots=True)
class Act:
    """What is being signed: level, reason and place (French), instant."""

    level: Level
    reason: str
    place: str
    at: datetime


def sign(
    pdf: bytes, signer: signers.Signer, authority: TimestampAuthority, act: Act, trust: TrustStore
) -> bytes:
    """Return `pdf` with one more invisible signature; `trust` holds the chain and the lists to join at B-LTA.

    A title ("B-LTA") that bears no signature yet is certified: no later change is allowed at all. Raises
    TryAgain when the timestamp can't be had, NeverAgain when the file or the certificate can't be used.
    """
    # PDF/A wants a line end before each object: the file must end with one before anything is appended.
    source = pdf if pdf.endswith(b"\n") else pdf + b"\n"
    first = b"/ByteRange" not in source
    output = BytesIO()
    try:
        writer = IncrementalPdfFileWriter(BytesIO(source))
        if writer.prev.encrypted:
            raise NeverAgain("Ce PDF est chiffré : retirez le chiffrement avant de le signer.")
        job = _DatedSigner(
            _metadata(act, trust, certify=first and act.level == "B-LTA", number=_next_number(source)),
            signer=signer,
            timestamper=_Stamper(authority, act.at),
            at=act.at,
        )
        wait(lambda: job.async_sign_pdf(writer, output=output))
    except (TryAgain, NeverAgain):
        raise
    except (SigningError, SignatureValidationError, PathError, ValidationError) as error:
        raise _refused(error) from error
    except (PdfError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NeverAgain("Ce fichier ne peut pas être signé : ce n'est pas un PDF bien formé.") from error
    return output.getvalue()


def _refused(error: Exception) -> NeverAgain:
    chain_errors = (PathError, ValidationError, SignatureValidationError)
    if isinstance(error, chain_errors) or isinstance(error.__cause__, chain_errors):
        return NeverAgain(
            "Le certificat de l'officier ou de l'autorité d'horodatage n'est plus utilisable "
            "(chaîne, validité ou révocation) : renouvelez-le."
        )
    return NeverAgain("Ce document n'admet plus de signature : il est déjà certifié, ou verrouillé.")


def _metadata(act: Act, trust: TrustStore, *, certify: bool, number: int) -> signers.PdfSignatureMetadata:
    archival: dict[str, Any] = {}
    if act.level == "B-LTA":
        archival = {
            "validation_context": _proofs(trust.anchors, trust.others, trust.lists, act.at),
            "embed_validation_info": True,
            "use_pades_lta": True,
            "timestamp_field_name": f"Horodatage{number}",
            "dss_settings": _PROOFS_FIRST,
        }
    return signers.PdfSignatureMetadata(
        field_name=f"Signature{number}",
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        reason=act.reason,
        location=act.place,
        certify=certify,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        **archival,
    )


def _proofs(
    anchors: Iterable[x509.Certificate],
    others: Iterable[x509.Certificate],
    lists: Iterable[crl.CertificateList],
    at: datetime,
) -> ValidationContext:
    """The proofs a title carries: each certificate of each chain must be covered by a list in force."""
    return ValidationContext(
        trust_roots=list(anchors),
        other_certs=list(others),
        crls=list(lists),
        moment=at,
        allow_fetching=False,
        revocation_mode="require",
    )


def _next_number(pdf: bytes) -> int:
    return max((int(number) for number in _FIELD.findall(pdf)), default=0) + 1


class _DatedSigner(signers.PdfSigner):
    """A signer whose clock is the instant of the act, not the machine's."""

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._at = at

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at.replace(microsecond=0)
        return session


class _Stamper(TimeStamper):
    """Gives the signature library the tokens of our port, each read before it is used."""

    def __init__(self, authority: TimestampAuthority, at: datetime) -> None:
        super().__init__(include_nonce=False)  # type: ignore[no-untyped-call]
        self._authority = authority
        self._at = at

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        if md_algorithm != DIGEST:
            raise NeverAgain(f"Horodatage demandé sur une empreinte {md_algorithm}, non {DIGEST}.")
        token = self._authority.stamp(message_digest, at=self._at)
        try:
            read = read_token(token, {DIGEST: message_digest}, None)
        except BrokenError as error:
            raise TryAgain(f"L'autorité d'horodatage a mal répondu : {error}. On réessaiera.") from error
        drift = abs((read.at - self._at).total_seconds())
        if drift > MAX_DRIFT:
            raise TryAgain(
                f"L'horloge de l'autorité d'horodatage s'écarte de {drift:.0f} s de celle de l'acte : "
                "vérifiez les deux horloges, on réessaiera."
            )
        return cms.ContentInfo.load(token)
