"""The demo's invoice: valid for every judge at hand, and the same bytes each time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import facturx
import pytest
from lxml import etree

from dument.adapters.invoices import sample
from dument.adapters.invoices.reader import Reader
from dument.ports.invoices import Line, Party
from tests.proof import verapdf

FRANCHISE = Party(
    name="Zoé Clairevoie EI",
    address=("1 rue Feinte",),
    postcode="34000",
    city="Montpellier",
    country="FR",
    siren="001618032",
    siret="00161803200013",
    email="zoe@clairevoie.example",
)
REPAIR = Line(
    "Réparation d'une table", Decimal(1), "C62", Decimal("350.00"), Decimal("350.00"), Decimal("0.00")
)


def without_vat() -> bytes:
    return sample.make(seller=FRANCHISE, lines=[REPAIR], prepaid=Decimal("50.00"))


def test_what_was_written_is_read_without_a_defect() -> None:
    invoice = Reader().read(sample.make())
    assert invoice.defects == ()
    assert (invoice.format, invoice.profile, invoice.number) == ("Factur-X", "EN 16931", "F2026-041")
    assert (invoice.seller, invoice.buyer, invoice.lines) == (sample.SELLER, sample.BUYER, sample.LINES)
    assert (invoice.issued_on, invoice.delivered_on) == (date(2026, 4, 30), date(2026, 4, 28))
    assert (invoice.due_on, invoice.due_on_deduced) == (date(2026, 5, 31), False)
    assert invoice.amount_due == Decimal("1200.00")
    assert invoice.is_claim


def test_an_invoice_without_vat_and_with_an_advance() -> None:
    invoice = Reader().read(without_vat())
    assert invoice.defects == ()
    assert (invoice.totals.gross, invoice.totals.prepaid) == (Decimal("350.00"), Decimal("50.00"))
    assert invoice.amount_due == Decimal("300.00")
    assert invoice.seller == FRANCHISE


def test_two_rates_are_rounded_one_by_one() -> None:
    lines = [
        Line("Chêne", Decimal(3), "MTR", Decimal("33.35"), Decimal("100.05"), Decimal("20.00")),
        Line("Pose", Decimal(1), "HUR", Decimal("10.05"), Decimal("10.05"), Decimal("10.00")),
    ]
    invoice = Reader().read(sample.make(lines=lines))
    assert invoice.defects == ()
    # 20,01 + 1,005 rounded up to 1,01.
    assert invoice.totals.vat == Decimal("21.02")


def test_the_same_bytes_each_time() -> None:
    assert sample.make() == sample.make()
    assert sample.make(number="F2026-042") != sample.make()


def test_the_facturx_library_reads_it_too() -> None:
    name, xml = facturx.get_xml_from_pdf(sample.make(), check_xsd=True)
    assert name == "factur-x.xml"
    assert facturx.get_level(etree.fromstring(xml)) == "en16931"


@pytest.mark.proof
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
@pytest.mark.parametrize("pdf", [sample.make, without_vat])
def test_verapdf_finds_nothing(pdf: object, flavour: str) -> None:
    if missing := verapdf.missing():
        pytest.skip(missing)
    assert callable(pdf)
    assert verapdf.failures(pdf(), flavour) == set()  # type: ignore[arg-type]
