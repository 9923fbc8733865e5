"""Files that are no invoice, or that attack: one French sentence each, in bounded time and memory."""

from __future__ import annotations

import random
import re
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.adapters.invoices import limits
from dument.adapters.invoices.profiles import EN16931
from dument.adapters.invoices.reader import Reader
from dument.adapters.invoices.sample import make
from dument.adapters.sandbox import Sandbox, SandboxError
from dument.ports.invoices import InvoiceRead, InvoiceUnreadable
from tests.adapters.invoice_files import cii, pdf_with

READER = Reader()
UNREADABLE_PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def refused(data: bytes) -> str:
    """Return the code of the refusal, having checked its sentence."""
    with pytest.raises(InvoiceUnreadable) as caught:
        READER.read(data, filename="facture")
    message = caught.value.message
    assert message.startswith(("« facture »", "La facture", "La pièce", "Les données"))
    assert message.endswith(".")
    assert "Traceback" not in message
    assert "\n" not in message
    return caught.value.code


def changed(pattern: str, by: str) -> InvoiceRead:
    """Read the sample invoice with one thing changed."""
    xml, times = re.subn(pattern, by, cii().decode(), count=1, flags=re.DOTALL)
    assert times == 1
    return READER.read(xml.encode())


def with_lines(count: int) -> bytes:
    """Return the sample invoice with its first line repeated `count` times."""
    tag = b"ram:IncludedSupplyChainTradeLineItem>"
    one = re.search(b"<" + tag + b".*?</" + tag, cii(), re.DOTALL)
    assert one is not None
    return cii().replace(one.group(), one.group() * count)


def broken(invoice: InvoiceRead) -> set[str]:
    return {defect.rule for defect in invoice.defects}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"bonjour", "unknown_format"),
        (b"\x00" * 100, "unknown_format"),
        (b"PK\x03\x04" + bytes(30), "archive"),
        (UNREADABLE_PNG, "image"),
        (b"\xff\xd8\xff\xe0" + bytes(30), "image"),
        (b"<facture>", "malformed_xml"),
        (b"<", "malformed_xml"),
        (b"<facture/>", "not_an_invoice"),
        (b'<CrossIndustryInvoice xmlns="urn:autre"/>', "not_an_invoice"),
        (b"<html><body>Facture</body></html>", "not_an_invoice"),
        ("<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16"), "not_an_invoice"),
        (b"<?xml version='1.0' encoding='utf-99'?><a/>", "malformed_xml"),
        (b"%PDF-1.7\n%", "pdf_broken"),
        (make()[:300], "pdf_broken"),
    ],
)
def test_what_is_no_invoice(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_cut_pdf_whose_data_survive_is_read_and_said_damaged() -> None:
    invoice = READER.read(make()[:20_000])
    assert invoice.number == "F2026-041"
    assert broken(invoice) == {"PDF"}


def test_the_bound_on_size_is_ten_megabytes() -> None:
    assert refused(b"<" + b" " * (limits.MAX_FILE - 1)) == "malformed_xml"
    assert refused(b"<" + b" " * limits.MAX_FILE) == "too_big"


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;]>',
        '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        "<!DOCTYPE a>",
        '<!DOCTYPE a PUBLIC "-//X//Y" "http://127.0.0.1:9/x.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_doctype_of_any_kind(prologue: str, encoding: str) -> None:
    body = cii().decode().split("?>", 1)[1]
    text = f'<?xml version="1.0" encoding="{encoding}"?>{prologue}{body}'
    assert refused(text.encode(encoding)) == "doctype"
    assert refused(pdf_with(text.encode(encoding))) == "doctype"


def test_a_billion_laughs_costs_nothing() -> None:
    rows = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<!DOCTYPE a [<!ENTITY l0 "ha">{rows}]><a>&l9;</a>'
    began = time.monotonic()
    assert refused(laughs.encode()) == "doctype"
    assert time.monotonic() - began < 2


def test_an_undeclared_entity_is_malformed() -> None:
    assert refused(b"<a>&passwd;</a>") == "malformed_xml"


def test_deep_nesting_is_refused() -> None:
    assert refused(b"<a>" * 100_000 + b"</a>" * 100_000) == "malformed_xml"
    assert refused(b"<a>" * 200 + b"</a>" * 200) == "not_an_invoice"


def test_a_pdf_without_data() -> None:
    assert refused(pdf_with(b"hello", "lisez-moi.txt")) == "pdf_without_data"
    assert refused(pdf_with(cii(), "facture.xml")) == "pdf_without_data"


@pytest.mark.parametrize(
    "name", ["factur-x.xml", "ZUGFeRD-invoice.xml", "zugferd-invoice.xml", "xrechnung.xml"]
)
def test_the_allowed_names_are_read(name: str) -> None:
    assert READER.read(pdf_with(cii(), name)).number == "F2026-041"


def test_a_file_found_by_af_alone_is_read() -> None:
    document = pikepdf.open(BytesIO(make()))
    del document.Root.Names
    saved = BytesIO()
    document.save(saved)
    assert READER.read(saved.getvalue()).number == "F2026-041"


def test_an_order_is_no_invoice() -> None:
    assert refused(pdf_with(b"<order/>", "order-x.xml")) == "order"
    namespace = b"urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100"
    assert refused(b'<o:SCRDMCCBDACIOMessageStructure xmlns:o="' + namespace + b'"/>') == "order"


def test_a_password_is_told_and_a_mere_owner_password_is_not_needed() -> None:
    locked = pikepdf.Encryption(user="secret", owner="secret", R=6)
    assert refused(pdf_with(cii(), encryption=locked)) == "pdf_encrypted"
    restricted = pikepdf.Encryption(user="", owner="secret", R=6)
    assert READER.read(pdf_with(cii(), encryption=restricted)).number == "F2026-041"


def test_a_bomb_in_the_attachment_is_refused_before_it_inflates() -> None:
    began = time.monotonic()
    assert refused(pdf_with(b"<" + b" " * 60_000_000)) == "bomb"
    assert refused(pdf_with(b"<" + b" " * 1_000_000)) == "bomb"
    assert time.monotonic() - began < 8


def test_the_ratio_bound_spares_small_files() -> None:
    padded = cii() + b" " * 80_000
    assert len(padded) / len(zlib.compress(padded)) < 100
    assert READER.read(pdf_with(padded)).number == "F2026-041"
    assert limits.inflate(zlib.compress(b" " * 90_000), "f") == b" " * 90_000


def test_inflating_twice_stays_bounded() -> None:
    twice = zlib.compress(zlib.compress(b" " * 40_000_000))
    document = pikepdf.open(BytesIO(pdf_with(cii())))
    stream = next(iter(document.attachments.values())).get_file().obj
    stream.write(twice, filter=pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode]))
    saved = BytesIO()
    document.save(saved, compress_streams=False)
    assert refused(saved.getvalue()) == "bomb"


def test_a_bomb_in_the_pdf_s_own_structure_is_refused() -> None:
    """qpdf inflates object streams when it opens a file: only the sandbox's bounds stand there."""
    bomb = zlib.compress(b"1 0 " + b" " * 300_000_000, 9)
    body = b"%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length "
    body += str(len(bomb)).encode() + b">>\nstream\n" + bomb + b"\nendstream\nendobj\n"
    entries = b"\x01" + (9).to_bytes(4) + b"\x00" + b"\x02" + (1).to_bytes(4) + b"\x00"
    place = len(body)
    body += b"3 0 obj\n<</Type/XRef/W[1 4 1]/Index[1 2]/Size 4/Root 2 0 R/Length 12>>\nstream\n"
    body += entries + b"\nendstream\nendobj\nstartxref\n" + str(place).encode() + b"\n%%EOF\n"
    began = time.monotonic()
    assert refused(body) in {"pdf_broken", "pdf_without_data"}
    assert time.monotonic() - began < 12


def test_a_task_that_lasts_too_long_dies_and_the_next_one_works() -> None:
    sandbox = Sandbox("dument.adapters.invoices.worker")
    rules = {"schema": EN16931.schema, "stylesheets": [EN16931.rules]}
    try:
        with pytest.raises(SandboxError) as caught:
            # Six seconds of rules in one.
            sandbox.call("check", with_lines(2_000), seconds=1, **rules)
        assert caught.value.too_slow
        answer, xml = sandbox.call("extract", pdf_with(cii()), seconds=10, name="f")
        assert (answer, xml) == ({"damaged": False}, cii())
    finally:
        sandbox.close()


def test_several_threads_share_one_sandbox() -> None:
    files = [make(number=f"F{rank}") for rank in range(8)]
    with ThreadPoolExecutor(4) as pool:
        read = list(pool.map(READER.read, files))
    assert [invoice.number for invoice in read] == [f"F{rank}" for rank in range(8)]
    assert not any(invoice.defects for invoice in read)


def test_a_task_that_crashes_is_told_apart() -> None:
    sandbox = Sandbox("dument.adapters.invoices.worker")
    try:
        with pytest.raises(SandboxError) as caught:
            sandbox.call("check", b"<", seconds=10, schema="", stylesheets=["nowhere.xslt"])
        assert not caught.value.too_slow
    finally:
        sandbox.close()


@pytest.mark.parametrize(
    "written", ["NaN", "INF", "1e400", "1e-400", "12,50", "0x10", "--1", "9" * 400, "١٢"]
)
def test_an_illegible_amount_is_a_defect(written: str) -> None:
    invoice = changed("<ram:DuePayableAmount>[^<]*", f"<ram:DuePayableAmount>{written}")
    assert "MONTANT" in broken(invoice)
    assert invoice.totals.payable is None
    # What can be computed from the other totals is, and it is said.
    assert str(invoice.amount_due) == "1200.00"


@pytest.mark.parametrize(
    "written", ["20260230", "20261301", "00000101", "demain", "2026", "99999999", "2026-02-30"]
)
def test_an_illegible_date_is_a_defect(written: str) -> None:
    invoice = changed('format="102">20260430', f'format="102">{written}')
    assert "DATE" in broken(invoice)
    assert invoice.issued_on is None


def test_a_value_that_stops_the_rules_is_told() -> None:
    invoice = changed("<ram:LineTotalAmount>760.00", "<ram:LineTotalAmount>sept cents")
    assert {"MONTANT", "XSD", "CONTRÔLE"} <= broken(invoice)


def test_control_characters_do_not_reach_the_screen() -> None:
    invoice = changed("Aurore Sansdélai", "Aurore\u009b31m\u202e Sansdélai\n\n x")
    assert invoice.buyer.name == "Aurore31m Sansdélai x"


def test_a_very_long_invoice_is_read_and_its_rules_left() -> None:
    began = time.monotonic()
    invoice = READER.read(with_lines(3_000))
    assert time.monotonic() - began < 10
    assert len(invoice.lines) == 3_001
    assert broken(invoice) == {"CONTRÔLE"}


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"%PDF-1.7\n", b"<", b"<?xml version='1.0'?>", b"\xff\xfe<\x00"]),
)
def test_random_bytes_never_raise_anything_else(data: bytes, head: bytes) -> None:
    try:
        READER.read(head + data)
    except InvoiceUnreadable as refusal:
        assert refusal.message


@pytest.mark.parametrize("seed", range(40))
def test_damaged_invoices_never_raise_anything_else(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable fuzz
    data = bytearray(make() if seed % 2 else cii())
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        assert isinstance(READER.read(bytes(data)), InvoiceRead)
    except InvoiceUnreadable as refusal:
        assert refusal.message
