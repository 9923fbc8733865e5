"""Published attacks on PDF signatures, each tried on a genuine title, and the strictness that stops them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.sign.signers import PdfSigner

from dument.adapters.signature.envelope import find
from dument.adapters.signature.verifier import verify
from dument.adapters.trust import der
from tests.adapters.signing import act, other_text, revised, signed, title, trust

FILES = {"B-T": act, "B-LTA": title}


def refused(pdf: bytes) -> tuple[str, ...]:
    """Assert that a file is refused with and without anchors; return why."""
    assert not verify(pdf, trust=None).valid
    answer = verify(pdf, trust=trust())
    assert not answer.valid
    return answer.findings


def edited(pdf: bytes, old: bytes, new: bytes) -> bytes:
    assert len(old) == len(new)
    assert old in pdf
    return pdf.replace(old, new)


@pytest.mark.parametrize("level", FILES)
def test_signature_wrapping_in_the_hole(level: str) -> None:
    """The hole is the one place no signature covers: it may hold a hexadecimal string and nothing else."""
    pdf = FILES[level]()
    _, stop = find(pdf)[0].hole
    for smuggled in (b">/Contents<", b"> 7 0 obj <", b"00 00", b"%\n00", b"00\n00", b"ABab"):
        place = stop - 40
        assert any(
            "place d'une signature" in why or "abîmée" in why
            for why in refused(pdf[:place] + smuggled + pdf[place + len(smuggled) :])
        )


@pytest.mark.parametrize("level", FILES)
@pytest.mark.parametrize(
    "value", [b"[0 0 0 0]", b"[-1 9 9 9]", b"null", b"[]", b"[0 10 20 99999999]", b"[1 10 20 30]"]
)
def test_universal_forgery_by_the_byte_range(level: str, value: bytes) -> None:
    pdf = FILES[level]()
    for match in re.finditer(rb"/ByteRange (\[[^\]]*\])", pdf):
        room = match.end(1) - match.start(1)
        refused(pdf[: match.start(1)] + value.ljust(room) + pdf[match.end(1) :])


@pytest.mark.parametrize("level", FILES)
@pytest.mark.parametrize(
    ("old", "new"),
    [(b"/Contents <", b"/Kontents <"), (b"/ByteRange", b"/ByteRangE"), (b"/Type /Sig", b"/Type /Xig")],
)
def test_universal_forgery_by_a_missing_entry(level: str, old: bytes, new: bytes) -> None:
    refused(edited(FILES[level](), old, new))


@pytest.mark.parametrize("level", FILES)
def test_incremental_saving_without_a_table(level: str) -> None:
    """Bytes that strict readers skip and lenient ones repair."""
    page = b"\n7 0 obj\n<< /Type /Page >>\nendobj\n"
    for tail in (
        page,
        page + b"trailer\n<< /Root 1 0 R >>\n",
        page + b"startxref\n0\n%%EOF\n",
        b"/ByteRange [0 1 2 3]",
    ):
        refused(FILES[level]() + tail)


def test_a_genuine_signature_copied_into_another_file() -> None:
    donor, other = act(), revised(act(), other_text)
    envelope = find(donor)[0]
    hole = donor[envelope.hole[0] : envelope.hole[1]]
    forged = signed("B-T", officer="Paul Martin")
    place = find(forged)[0].hole
    room = place[1] - place[0]
    refused(forged[: place[0]] + hole[:-1][: room - 1].ljust(room - 1, b"0") + b">" + forged[place[1] :])
    refused(other)


def test_a_certified_title_admits_no_later_signature_even_a_good_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PdfSigner, "_enforce_certification_constraints", lambda *_: None)
    twice = signed("B-T", pdf=title(), officer="Paul Martin")
    assert any("modifié après la signature de « Claire Dupont »" in why for why in refused(twice))


def test_values_slipped_into_the_envelope_are_refused() -> None:
    pdf = act()
    envelope = find(pdf)[0]
    start, stop = envelope.hole
    cms = envelope.cms
    for extra in (b"\x05\x00", b"\x30\x00", b"\x00\x00", b"\x04\x02hi"):
        grown = cms[:2] + (int.from_bytes(cms[2:4]) + len(extra)).to_bytes(2) + cms[4:] + extra
        refused(pdf[: start + 1] + grown.hex().encode().ljust(stop - start - 2, b"0") + pdf[stop - 1 :])


# --- strict DER ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        "0500",
        "3000",
        "30020500",
        "0401aa",
        "04" + "8180" + "00" * 128,
        "a003020101",
        "30" + "820100" + "0500" * 128,
    ],
)
def test_one_der_value_is_accepted(value: str) -> None:
    der.check(bytes.fromhex(value))
    assert der.length(bytes.fromhex(value) + b"\0\0") == len(bytes.fromhex(value))


@pytest.mark.parametrize(
    "value",
    [
        "",
        "05",
        "050000",
        "0501",
        "30800000",
        "04817f" + "00" * 127,
        "0482007f" + "00" * 127,
        "0485000000000100",
        "2403040100",
        "1000",
        "1f8100",
        "0000",
        "30020000",
        "300305",
        "3003050100ff",
    ],
)
def test_any_other_way_to_write_it_is_refused(value: str) -> None:
    with pytest.raises(der.NotDerError):
        der.check(bytes.fromhex(value))


def test_a_value_nested_too_deep_is_refused() -> None:
    value = b"\x05\x00"
    for _ in range(40):
        size = len(value)
        value = b"\x30" + (bytes([size]) if size < 128 else bytes([0x81, size])) + value
    der.check(value)
    with pytest.raises(der.NotDerError):
        der.check(
            b"\x30" + bytes([len(value)]) + value
            if len(value) < 128
            else b"\x30\x81" + bytes([len(value)]) + value
        )


@given(st.binary(max_size=60))
def test_any_bytes_are_der_or_are_told_not_to_be(data: bytes) -> None:
    try:
        der.check(data)
    except der.NotDerError:
        return
    assert der.length(data) == len(data)
