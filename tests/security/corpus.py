"""Nasty files, made here: what has been sent to sites that take uploads, and a few of our own invention."""

from __future__ import annotations

import gzip
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
from pikepdf import Array, Dictionary, Name, String

SCRIPT = b"<script>alert(document.domain)</script>"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PDF = b"%PDF-1.7\n"


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda _: None, **how: object) -> bytes:
    """Return a PDF of one page, changed."""
    made, written = pikepdf.new(), BytesIO()
    made.add_blank_page()
    change(made)
    made.save(written, **how)  # type: ignore[arg-type]
    return written.getvalue()


def _opening(**action: Any) -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = Dictionary(Type=Name.Action, **action)

    return pdf(change)


def _attached(name: str, content: bytes) -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.attachments[name] = content

    return pdf(change)


def _form(made: pikepdf.Pdf) -> None:
    field = Dictionary(
        FT=Name.Btn, T=String("a"), AA=Dictionary(U=Dictionary(S=Name.SubmitForm, F=String("//x")))
    )
    made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(field)]), XFA=String("<xdp/>"))


def _loop(made: pikepdf.Pdf) -> None:
    made.Root.Pages.Kids.append(made.Root.Pages)


def _huge(made: pikepdf.Pdf) -> None:
    made.pages[0].MediaBox = Array([0, 0, 10**9, 10**9])
    made.Root.Pages.Count = 2**31 - 1


def _deep(made: pikepdf.Pdf) -> None:
    nested = Array([])
    for _ in range(400):
        nested = Array([nested])
    made.Root.Deep = nested


def _bomb(made: pikepdf.Pdf) -> None:
    made.pages[0].Contents = made.make_stream(b"0 " * 15_000_000)


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """Return a PNG that says these dimensions and holds these chunks."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    told = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in told
    )


def zipped(*files: tuple[str, bytes]) -> bytes:
    """Return an archive."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return written.getvalue()


def jpeg(comment: bytes, width: int = 1) -> bytes:
    """Return the head of a JPEG, with a comment."""
    size = struct.pack(">BHH", 8, width, width)
    return (
        b"\xff\xd8\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment
        + b"\xff\xc0\x00\x0b" + size + b"\x01\x01\x11\x00\xff\xd9"
    )  # fmt: skip


XML = b'<?xml version="1.0"?>'
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaa">' + b"".join(
    b'<!ENTITY %c "&%c;&%c;&%c;&%c;">' % (98 + n, 97 + n, 97 + n, 97 + n, 97 + n) for n in range(20)
)
# Taken as evidence for what their first bytes say, kept byte for byte, and only ever saved by whoever reads them.
KEPT: dict[str, bytes] = {
    "JavaScript at the opening": _opening(S=Name.JavaScript, JS=String("app.alert(1)")),
    "a program launched": _opening(S=Name.Launch, F=String("cmd.exe")),
    "an address opened": _opening(S=Name.URI, URI=String("javascript:alert(1)")),
    "a file of the server opened": _opening(
        S=Name.GoToR, F=String("file:///etc/passwd"), D=Array([0, Name.Fit])
    ),
    "a program attached": _attached("facture.exe", b"MZ" + b"\0" * 60),
    "a page attached": _attached("factur-x.xml.html", SCRIPT),
    "an attachment that climbs": _attached("../../../../etc/cron.d/a", b"* * * * * root id"),
    "a form that sends itself": pdf(_form),
    "pages that hold themselves": pdf(_loop),
    "a page of a billion points": pdf(_huge),
    "arrays in arrays": pdf(_deep),
    "a bomb of a page": pdf(_bomb, compress_streams=True, recompress_flate=True),
    "encrypted": pdf(encryption=pikepdf.Encryption(owner="a", user="b")),
    "a PDF that is an archive too": pdf() + zipped(("a.html", SCRIPT)),
    "a PDF that is a page too": PDF + SCRIPT + b"\n%%EOF",
    "a PDF cut short": pdf()[:200],
    "a PDF of noise": PDF + bytes(range(256)) * 40,
    "a PDF whose table lies": PDF
    + b"xref\n0 99999999\ntrailer<</Size 99999999/Root 1 0 R>>\nstartxref\n9\n%%EOF",
    "a PDF that points to itself": PDF
    + b"1 0 obj 1 0 R endobj\ntrailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF",
    "a virus (EICAR) in a PDF": _attached("a.com", EICAR),
    "an image of 2 gigapixels": png(46_000, 46_000),
    "an image of no pixel": png(0, 0),
    "a page in an image": png(1, 1, (b"tEXt", b"Comment\0" + SCRIPT)),
    "a bomb in an image": png(1, 1, (b"iTXt", b"a\0\1\0\0\0" + zlib.compress(b"\0" * 5_000_000))),
    "a page in a photograph": jpeg(SCRIPT),
    "PHP in a photograph": jpeg(b"<?php system($_GET['c']); ?>"),
    "a photograph of 4 gigapixels": jpeg(b"", 65_535),
}
# Refused, with a sentence.
REFUSED: dict[str, bytes] = {
    "nothing": b"",
    "zeros": bytes(1000),
    "a page": b"<!doctype html>" + SCRIPT,
    "a page in UTF-16": ("\ufeff" + SCRIPT.decode()).encode("utf-16"),
    "a drawing with a script": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "a PDF after a page": SCRIPT + pdf(),
    "a PDF after 128 bytes (DICOM)": bytes(128) + b"DICM" + pdf(),
    "an external entity": XML
    + b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><Invoice>&b;</Invoice>",
    "a billion laughs": XML + LAUGHS + b"]><Invoice>&t;</Invoice>",
    "an external stylesheet": XML + b"<?xml-stylesheet href='http://169.254.169.254/'?><Invoice/>",
    "an archive": zipped(("facture.pdf", pdf())),
    "an archive that climbs": zipped(("../../../etc/passwd", b"x")),
    "a bomb in an archive": zipped(("a", bytes(20_000_000))),
    "an archive in an archive": zipped(("a.zip", zipped(("b.zip", zipped(("c", bytes(1_000_000))))))),
    "a text with macros": zipped(("word/vbaProject.bin", b"Attribute VB_Name"), ("[Content_Types].xml", XML)),
    "compressed zeros": gzip.compress(bytes(5_000_000)),
    "a program (Windows)": b"MZ" + bytes(200),
    "a program (Linux)": b"\x7fELF" + bytes(200),
    "a script": b"#!/bin/sh\nid\n",
    "PostScript": b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file",
    "an old image": b"GIF89a" + SCRIPT,
    "a text with objects (RTF)": rb"{\rtf1{\object\objocx}}",
    "a shortcut": b"L\0\0\0\x01\x14\x02\0",
    "a virus (EICAR)": EICAR,
}
