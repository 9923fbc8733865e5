"""The name of a file that somebody gives says what its first bytes say, at every door."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from dument.web.creditor.forms import EvidenceForm, InvoiceForm
from dument.web.exchanging import ExchangeForm
from dument.web.file_fields import SeveralFiles, TrueFileField
from dument.web.office.views_arrivals import ArrivalForm
from dument.web.public.forms import TitleForm

PDF, PNG, JPEG, XML = (
    b"%PDF-1.7 ",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0",
    b"\xef\xbb\xbf <?xml version='1.0'?>",
)
DOORS = (
    EvidenceForm.base_fields["evidence"],
    InvoiceForm.base_fields["invoice"],
    ExchangeForm.base_fields["file"],
    ArrivalForm.base_fields["photo"],
    TitleForm.base_fields["pdf"],
)
GOOD = [
    ("facture.pdf", PDF), ("FACTURE.PDF", PDF), ("a.b.png", PNG), ("photo.jpg", JPEG), ("photo.jpeg", JPEG),
    ("facture", PDF), ("Facture 12.2026", PDF), ("facture.xml", XML), ("facture.xml", "<a/>".encode("utf-16")),
    ("contrat.pdf", b"\0" * 1019 + PDF),
]  # fmt: skip
WRONG = [
    ("facture.png", PDF, "« .png »", "PDF"),
    ("photo.pdf", JPEG, "« .pdf »", "JPEG"),
    ("facture.pdf.exe", PDF, "« .exe »", "PDF"),
    ("photo.jpg", PNG, "« .jpg »", "PNG"),
    ("facture.pdf", XML, "« .pdf »", "XML"),
    ("a.mp4", PDF, "« .mp4 »", "PDF"),
]


def cleaned(name: str, content: bytes) -> bytes:
    """Return what a field that takes every kind gives back."""
    field = TrueFileField(kinds=("pdf", "png", "jpeg", "xml"))
    read: bytes = field.clean(SimpleUploadedFile(name, content)).read()
    return read


@pytest.mark.parametrize(("name", "content"), GOOD)
def test_a_file_named_as_what_it_is_is_taken_whole(name: str, content: bytes) -> None:
    assert cleaned(name, content) == content


@pytest.mark.parametrize(("name", "content", "ending", "kind"), WRONG)
def test_a_file_named_as_another_is_refused_in_a_sentence(
    name: str, content: bytes, ending: str, kind: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        cleaned(name, content)
    assert ending in str(refused.value)
    assert f"({kind})" in str(refused.value)


def test_what_is_of_no_kind_of_the_door_is_left_to_who_reads_it() -> None:
    file = SimpleUploadedFile("facture.doc", XML)
    assert TrueFileField(kinds=("pdf",)).clean(file).read() == XML
    assert cleaned("a.exe", b"MZ") == b"MZ"
    assert cleaned("contrat.exe", b"\0" * 1020 + PDF) == b"\0" * 1020 + PDF, (
        "no mark where readers look for it"
    )


def test_every_door_compares() -> None:
    each = [door.one if isinstance(door, SeveralFiles) else door for door in DOORS]
    assert all(isinstance(door, TrueFileField) for door in each)
    assert TrueFileField(kinds=("pdf",), required=False).clean(None) is None
