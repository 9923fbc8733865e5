"""Photographs of a form as telephones and hands make them: turned, slanted, dim, noisy, blurred; and hostile files."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageEnhance, ImageFilter

from dument.adapters.pdf.typst import TypstTypesetter
from dument.adapters.photos.local import LocalReader
from dument.ports.pdf import form_tag
from dument.ports.photos import MOST_BYTES, NotRead
from tests.adapters.pdf_reading import grey_page
from tests.adapters.pdf_samples import sample

READER = LocalReader()
TAG = form_tag("acceptance_form", "D-2026-000042")


@cache
def sheet() -> Image.Image:
    """Return the form on a dark table, as an upright photograph sees it."""
    paper = grey_page(TypstTypesetter().render("acceptance_form", sample("acceptance_form")))
    table = Image.new("L", (paper.width + 400, paper.height + 400), 90)
    table.paste(paper, (200, 200))
    return table


def jpeg(photo: Image.Image, quality: int = 70) -> bytes:
    """Return the photograph as a telephone sends it."""
    out = io.BytesIO()
    photo.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def turned(degrees: float) -> Callable[[Image.Image], Image.Image]:
    return lambda photo: photo.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=90)


def slanted(photo: Image.Image) -> Image.Image:
    """Return the sheet seen from below: its top is a third narrower than its foot."""
    wide, high = photo.size
    corners = (0.0, 0.0, -0.2 * wide, 1.0 * high, 1.2 * wide, 1.0 * high, 1.0 * wide, 0.0)
    return photo.transform(
        (wide, high), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=90
    )


def dim(photo: Image.Image) -> Image.Image:
    """Return the sheet in the evening, a shadow across it."""
    shadow = Image.linear_gradient("L").resize(photo.size).point(lambda grey: 60 + grey // 2)
    return ImageEnhance.Brightness(ImageChops.multiply(photo, shadow)).enhance(0.45)


def noisy(strength: float) -> Callable[[Image.Image], Image.Image]:
    """Return what adds the same grains each time, of that share of the light."""

    def fault(photo: Image.Image) -> Image.Image:
        grains = np.random.default_rng(7).normal(128, 160, (photo.height, photo.width))
        return Image.blend(photo, Image.fromarray(grains.clip(0, 255).astype(np.uint8)), strength)

    return fault


def blurred(radius: float) -> Callable[[Image.Image], Image.Image]:
    return lambda photo: photo.filter(ImageFilter.GaussianBlur(radius))


def far(photo: Image.Image) -> Image.Image:
    return photo.resize((photo.width // 2, photo.height // 2), Image.Resampling.BOX)


def at_its_worst(photo: Image.Image) -> Image.Image:
    """Return the sheet seen slanted, turned, dim, noisy and out of focus, all at once."""
    for fault in (slanted, turned(13), dim, blurred(1.2), noisy(0.06)):
        photo = fault(photo)
    return photo


FAULTS = {
    "upright": lambda photo: photo,
    "upside down": turned(180),
    "a quarter turn": turned(90),
    "askew": turned(33),
    "slanted": slanted,
    "dim": dim,
    "noisy": noisy(0.35),
    "blurred": blurred(2),
    "far": far,
    "at its worst": at_its_worst,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_form_is_read_however_it_was_photographed(fault: str) -> None:
    assert READER.codes(jpeg(FAULTS[fault](sheet()), quality=50)) == (TAG,)


def test_what_nobody_could_read_is_not_guessed() -> None:
    assert READER.codes(jpeg(blurred(14)(sheet()))) == ()


def test_two_forms_on_one_photograph_are_both_told() -> None:
    other = grey_page(
        TypstTypesetter().render("refusal_form", sample("refusal_form", reference="D-2026-000043"))
    )
    both = Image.new("L", (sheet().width + other.width, sheet().height), 90)
    both.paste(sheet(), (0, 0))
    both.paste(other, (sheet().width, 100))
    assert READER.codes(jpeg(both)) == (TAG, form_tag("refusal_form", "D-2026-000043"))


def png(wide: int, high: int, rows: bytes) -> bytes:
    """Return a PNG that says those sizes, whatever its rows hold."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


HOSTILE = {
    "too many bytes": (b"\xff\xd8\xff" + bytes(MOST_BYTES), "trop lourde"),
    "a bomb": (png(9_000, 9_000, bytes(9_001 * 9_000)), "trop lourde"),
    "a liar": (png(60_000, 60_000, b""), "trop lourde"),
    "cut short": (jpeg(Image.effect_noise((600, 600), 80))[:20_000], "abîmée"),
    "empty": (png(0, 0, b""), "abîmée"),
    "noise": (b"\xff\xd8\xff" + bytes(range(256)) * 20, "abîmée"),
    "HEIC": (b"\x00\x00\x00\x18ftypheic" + bytes(100), "HEIC"),
    "a PDF": (b"%PDF-1.7", "JPEG ou PNG"),
    "nothing": (b"", "JPEG ou PNG"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_photograph_is_refused_and_the_reader_lives(what: str) -> None:
    content, why = HOSTILE[what]
    with pytest.raises(NotRead, match=why):
        READER.codes(content)
    small = sheet().crop((0, 0, 400, 400))
    assert READER.codes(jpeg(small)) == ()
