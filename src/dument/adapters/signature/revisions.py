"""What was added to a file after each of its signatures, revision by revision."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import crl, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from dument.adapters.trust.store import revocation_list

# Its reasons in English, with their tracebacks, are not for the person who verifies: ours are in the answer.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)

MAX_TOLD = 12

# What an object is, in the reader's words.
_KINDS = {
    "/Catalog": "le catalogue",
    "/Page": "une page",
    "/Pages": "la liste des pages",
    "/Annot": "une annotation",
    "/Metadata": "les métadonnées",
    "/Font": "une police",
    "/XObject": "une image ou une forme",
    "/Sig": "une signature",
    "/DocTimeStamp": "un horodatage",
    "/DSS": "des preuves de validité",
    "/StructElem": "la structure",
    "/ObjStm": "un paquet d'objets",
    "/XRef": "la table des objets",
}


class UnreadableError(ValueError):
    """The file is not a PDF that can be read; the message, in French, says why."""


@dataclass(frozen=True, slots=True)
class Proofs:
    """The certificates and revocation lists that the file itself carries."""

    certificates: tuple[x509.Certificate, ...] = ()
    lists: tuple[crl.CertificateList, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """One signature as a PDF reader sees it: its field, its declared instant, and what came after it.

    `locked` says that the signer allowed no later change; `level` how far later ones go.
    """

    field: str
    stamp: bool
    declared_at: datetime | None
    covers_revision: bool
    contents: bytes
    locked: bool
    level: ModificationLevel
    fields_changed: frozenset[str]


class History:
    """The revisions of a file; every method may raise UnreadableError."""

    def __init__(self, pdf: bytes) -> None:
        """Read the file strictly; UnreadableError when it is no PDF or is encrypted."""
        try:
            self._reader = PdfFileReader(BytesIO(pdf), strict=True)
            self.encrypted = bool(self._reader.encrypted)
            self._signatures = [] if self.encrypted else list(self._reader.embedded_signatures)
        except Exception as error:  # the parser raises whatever a spoilt file leads to
            raise UnreadableError("la structure du PDF est abîmée : un lecteur s'y perd") from error

    def by_end(self) -> dict[int, Revision]:
        """Return each signature under the place where what it covers ends."""
        try:
            return {_end(one): _revision(one) for one in self._signatures}
        except Exception as error:  # same reason
            raise UnreadableError("les révisions du PDF ne peuvent pas être comparées") from error

    def proofs(self) -> Proofs:
        """Return what the document security store holds; empty when there is none."""
        try:
            if "/DSS" not in self._reader.root:
                return Proofs()
            store = DocumentSecurityStore.read_dss(self._reader)
            found = [bytes(one.get_object().data) for one in store.crls]
            lists = tuple(map(revocation_list, found))
            return Proofs(tuple(store.load_certs()), lists)
        except Exception as error:  # same reason
            raise UnreadableError("les preuves de validité jointes au PDF sont abîmées") from error

    def changed_after(self, end: int) -> list[str]:
        """Return what each revision that starts at or after byte `end` replaces or adds, in French."""
        told = []
        try:
            total = self._reader.xrefs.total_revisions
            for number in range(total):
                place = self._reader.xrefs.get_xref_container_info(number).end_location
                if place > end:
                    told.append(self._describe(number))
        except Exception:  # noqa: BLE001 - the change is told by the caller; here only its detail is missing
            return told
        return told

    def metadata(self) -> bytes:
        """Return the XMP packet of the last revision; empty when there is none."""
        try:
            return bytes(self._reader.root["/Metadata"].data)
        except Exception:  # noqa: BLE001 - no claim is read from metadata that can't be
            return b""

    def _describe(self, number: int) -> str:
        resolver = self._reader.get_historical_resolver(number)
        earlier = self._reader.get_historical_resolver(number - 1) if number else None
        refs = sorted(self._reader.xrefs.explicit_refs_in_revision(number), key=lambda ref: ref.idnum)
        parts = [_told(ref, resolver, earlier) for ref in refs[:MAX_TOLD]]
        if len(refs) > MAX_TOLD:
            parts.append(f"et {len(refs) - MAX_TOLD} autres objets")
        return f"révision {number + 1} : " + (", ".join(parts) if parts else "aucun objet")


def _told(ref: generic.Reference, now: HistoricalResolver, before: HistoricalResolver | None) -> str:
    kind = _kind(now(ref))
    verb = "remplace" if before is not None and _known(ref, before) else "ajoute"
    return f"{verb} {kind} (objet {ref.idnum})"


def _known(ref: generic.Reference, resolver: HistoricalResolver) -> bool:
    try:
        return not isinstance(resolver(ref), generic.NullObject)
    except (PdfError, KeyError, ValueError):
        return False


def _kind(value: generic.PdfObject) -> str:
    if isinstance(value, generic.DictionaryObject):
        known = _KINDS.get(str(value.get("/Type", "")))
        if known:
            return known
        if "/FT" in value:
            return "un champ de formulaire"
    return "un contenu" if isinstance(value, generic.StreamObject) else "un objet"


def _end(signature: EmbeddedPdfSignature) -> int:
    return int(signature.byte_range[2]) + int(signature.byte_range[3])


def _revision(signature: EmbeddedPdfSignature) -> Revision:
    signature.compute_integrity_info()  # type: ignore[no-untyped-call]
    found: object = signature.diff_result
    # Anything but a result is a change that no rule allows.
    result = found if isinstance(found, DiffResult) else DiffResult(ModificationLevel.OTHER, set())
    return Revision(
        field=str(signature.field_name),
        stamp=str(signature.sig_object_type) == "/DocTimeStamp",
        declared_at=signature.self_reported_timestamp,
        covers_revision=signature.coverage
        in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION),
        contents=bytes(signature.pkcs7_content),
        locked=signature.docmdp_level is MDPPerm.NO_CHANGES,
        level=result.modification_level,
        fields_changed=frozenset(result.changed_form_fields),
    )
