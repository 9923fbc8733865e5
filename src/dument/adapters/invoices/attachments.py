"""The XML invoice attached to a Factur-X or ZUGFeRD PDF. Runs in the sandbox: PDF files come from anyone."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import settings

from dument.adapters.invoices.limits import BY_HAND, MAX_FILE, MAX_XML, inflate, order, too_inflated
from dument.ports.invoices import InvoiceUnreadable

# Best first: a file with two of them is read from the first.
INVOICE_NAMES = ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml")
ORDER_NAME = "order-x.xml"


def extract(pdf: bytes, name: str) -> tuple[bytes, bool]:
    """Return the attached XML, and whether the PDF is damaged and was repaired to reach it.

    Raises InvoiceUnreadable when there is no XML to read.
    """
    settings.set_qpdf_limits(
        flate_max_memory=MAX_XML,
        run_length_max_memory=MAX_XML,
        png_max_memory=MAX_XML,
        tiff_max_memory=MAX_XML,
        dct_max_memory=MAX_XML,
        parser_max_container_size=1_000_000,
        doc_max_warnings=1_000,
    )
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            return _invoice_of(document, name), bool(document.get_warnings())
    except pikepdf.PasswordError:
        raise InvoiceUnreadable(
            "pdf_encrypted",
            f"{name} est protégé par un mot de passe : nous ne pouvons pas l'ouvrir. "
            "Enregistrez-le sans mot de passe, puis déposez-le de nouveau.",
        ) from None
    except InvoiceUnreadable:
        raise
    # pikepdf hands over whatever qpdf meets in a hostile file, as many unrelated exceptions.
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, RecursionError):
        raise InvoiceUnreadable(
            "pdf_broken",
            f"{name} est un PDF abîmé ou incomplet : sa structure ne se lit pas. "
            "Téléchargez-le de nouveau, ou redemandez-le à votre logiciel de facturation. "
            "Sinon, saisissez la facture à la main.",
        ) from None


def _invoice_of(document: pikepdf.Pdf, name: str) -> bytes:
    found = {label.lower(): spec for label, spec in _attached(document)}
    for wanted in INVOICE_NAMES:
        if wanted in found:
            return _content(found[wanted], name)
    if ORDER_NAME in found:
        raise order(name)
    raise InvoiceUnreadable(
        "pdf_without_data",
        f"{name} est un PDF ordinaire : il ne contient pas de données de facture (Factur-X ou ZUGFeRD). "
        f"{BY_HAND} Le PDF pourra être joint comme preuve.",
    )


def _attached(document: pikepdf.Pdf) -> list[tuple[str, pikepdf.Object]]:
    """Return (name, file specification) of every attached file: by the name tree, else by /AF."""
    specs = [(str(key), item.obj) for key, item in document.attachments.items()]
    associated = document.Root.get("/AF")
    if isinstance(associated, pikepdf.Array):
        specs += [("", spec) for spec in list(associated)[:100] if isinstance(spec, pikepdf.Dictionary)]
    return [(label, spec) for key, spec in specs for label in _labels(key, spec)]


def _labels(key: str, spec: pikepdf.Object) -> list[str]:
    written = [str(spec[entry]) for entry in ("/UF", "/F") if isinstance(spec.get(entry), pikepdf.String)]
    return [label.strip() for label in (*written, key) if label.strip()]


def _content(spec: pikepdf.Object, name: str) -> bytes:
    """Return the attached bytes, inflated by us: qpdf would inflate a bomb whole."""
    files = spec["/EF"]
    stream = files.get("/F") or files["/UF"]
    if not isinstance(stream, pikepdf.Stream):
        raise ValueError("attachment without content")
    data = stream.read_raw_bytes()
    if len(data) > MAX_FILE:
        raise too_inflated(name)
    for kind in _filters(stream):
        if kind != "/FlateDecode":
            raise InvoiceUnreadable(
                "pdf_filter",
                f"La facture jointe à {name} est compressée d'une façon que nous ne lisons pas ({kind}). "
                f"{BY_HAND}",
            )
        data = inflate(data, name)
    return data


def _filters(stream: pikepdf.Stream) -> list[str]:
    declared = stream.get("/Filter")
    if declared is None:
        return []
    return [str(kind) for kind in declared] if isinstance(declared, pikepdf.Array) else [str(declared)]
