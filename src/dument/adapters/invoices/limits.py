"""What a file may be at most, what it is at first sight, and the one safe way to parse its XML."""

from __future__ import annotations

import zlib
from io import BytesIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]
from lxml import etree

from dument.ports.invoices import InvoiceUnreadable

MAX_FILE = 10 * 1024 * 1024
MAX_XML = 50 * 1024 * 1024
MAX_RATIO = 100
# Under this size an inflated stream harms nobody, whatever its ratio.
RATIO_FROM = 100 * 1024
# Rules on long invoices cost more than their length: 2 MB (a thousand lines) take 3 s, 11 MB take 50 s.
MAX_CHECKED = 2 * 1024 * 1024

BY_HAND = "Saisissez la facture à la main."

_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF", b"BM")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def kind_of(data: bytes, name: str) -> str:
    """Return "pdf" or "xml", or raise InvoiceUnreadable for anything else. `name` is how messages call it."""
    if not data:
        raise InvoiceUnreadable(
            "empty", f"{name} est vide : il n'y a rien à lire. Choisissez un autre fichier."
        )
    if len(data) > MAX_FILE:
        raise InvoiceUnreadable(
            "too_big",
            f"{name} pèse {len(data) / 1024 / 1024:.1f} Mo, plus que les 10 Mo admis pour une facture. "
            "Redemandez le fichier d'origine à votre logiciel de facturation, sans pièces jointes.",
        )
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        raise InvoiceUnreadable(
            "archive",
            f"{name} est une archive (zip) ou un document bureautique, pas une facture. "
            f"Ouvrez-le et déposez le fichier PDF ou XML qu'il contient. Sinon : {_lower(BY_HAND)}",
        )
    if data.startswith(_IMAGES):
        raise InvoiceUnreadable(
            "image",
            f"{name} est une image : elle ne porte aucune donnée de facture à lire. {BY_HAND} "
            "L'image pourra être jointe comme preuve.",
        )
    if data.startswith(_UTF16) or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return "xml"
    raise InvoiceUnreadable(
        "unknown_format",
        f"{name} n'est ni un PDF ni un XML : ce format n'est pas celui d'une facture électronique. {BY_HAND}",
    )


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Return the root of an XML document, parsed with every expansion and every fetch refused.

    Raises InvoiceUnreadable for a DOCTYPE, for broken XML, and for documents over the bounds (50 MB, 256
    levels).
    """
    if len(data) > MAX_XML:
        raise too_inflated(name)
    _refuse_doctype(data, name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _malformed(name, str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype(name)
    return root


def inflate(data: bytes, name: str) -> bytes:
    """Return `data` inflated (zlib), or raise InvoiceUnreadable before more than the bounds is in memory."""
    inflater = zlib.decompressobj()
    try:
        plain = inflater.decompress(data, max(RATIO_FROM, min(MAX_XML, MAX_RATIO * len(data))) + 1)
    except zlib.error:
        raise InvoiceUnreadable(
            "pdf_broken",
            f"La pièce jointe de {name} est abîmée : ses données ne se décompressent pas. "
            f"Redemandez le fichier à votre logiciel de facturation. Sinon : {_lower(BY_HAND)}",
        ) from None
    if len(plain) > MAX_XML or (len(plain) > RATIO_FROM and len(plain) > MAX_RATIO * len(data)):
        raise too_inflated(name)
    return plain


def too_inflated(name: str) -> InvoiceUnreadable:
    """Return the refusal of data that grows out of bounds once inflated."""
    return InvoiceUnreadable(
        "bomb",
        f"Les données de {name} dépassent 50 Mo une fois décompressées, ou grossissent plus de 100 fois "
        f"en se décompressant : ce n'est pas une facture, nous ne l'ouvrons pas. {BY_HAND}",
    )


def order(name: str) -> InvoiceUnreadable:
    """Return the refusal of a purchase order."""
    return InvoiceUnreadable(
        "order",
        f"{name} est un bon de commande (Order-X), pas une facture : une commande ne fonde pas une créance. "
        "Déposez la facture qui l'a suivie.",
    )


def _refuse_doctype(data: bytes, name: str) -> None:
    # expat stops at the DOCTYPE, before a single entity is declared: lxml never sees such a document.
    try:
        next(iter(iterparse(BytesIO(data), events=("start",), forbid_dtd=True)), None)
    except DefusedXmlException:
        raise _doctype(name) from None
    except (ParseError, ValueError, LookupError) as error:
        raise _malformed(name, str(error)) from None


def _doctype(name: str) -> InvoiceUnreadable:
    return InvoiceUnreadable(
        "doctype",
        f"{name} contient une déclaration DOCTYPE : aucune facture électronique n'en a besoin, et elle peut "
        f"cacher une attaque. Nous ne la lisons pas. {BY_HAND}",
    )


def _malformed(name: str, cause: str) -> InvoiceUnreadable:
    return InvoiceUnreadable(
        "malformed_xml",
        f"{name} n'est pas un XML lisible ({' '.join(cause.split())[:120]}). "
        f"Redemandez le fichier à votre logiciel de facturation. Sinon : {_lower(BY_HAND)}",
    )


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
