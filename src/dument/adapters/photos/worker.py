"""The child process that decodes photographs: bounded in memory and time, without any secret nor network address.

The picture is only looked at: neither its bytes nor where and when it was taken go any further.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from dument.adapters.sandbox import serve

# 64 million pixels in colour take 200 megabytes, and 200 more while they are made grey.
MAX_MEMORY = 1024 * 1024 * 1024
# A code of three centimetres on a whole sheet still has four points a module.
SIDE = 3000
KINDS = ("JPEG", "PNG")
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def answer(request: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the codes of the photograph, or what is wrong with it ("size", "damaged")."""
    try:
        with Image.open(io.BytesIO(body), formats=KINDS) as opened:
            if opened.width * opened.height > request["most_pixels"]:
                return {"problem": "size", "codes": []}, b""
            grey = _grey(opened)
    except Image.DecompressionBombError:
        return {"problem": "size", "codes": []}, b""
    except (OSError, ValueError, SyntaxError):
        return {"problem": "damaged", "codes": []}, b""
    return {"problem": "", "codes": _codes(grey)}, b""


def _grey(opened: Image.Image) -> Image.Image:
    """Return the picture in grey, a few thousand pixels wide: JPEG is decoded at a smaller scale at once."""
    opened.draft("L", (SIDE, SIDE))
    grey = opened.convert("L")
    grey.thumbnail((SIDE, SIDE))
    return grey


def _codes(grey: Image.Image) -> list[str]:
    """Return the texts of the first try that reads any."""
    for attempt in _tries(grey):
        found = zxingcpp.read_barcodes(attempt, formats=QR)
        if found:
            return sorted({one.text for one in found})
    return []


def _tries(grey: Image.Image) -> Iterator[Image.Image]:
    """Yield the picture as it is, then what helps a dim, a blurred, a noisy, a far one; orientation never matters."""
    yield grey
    even = ImageOps.autocontrast(grey, cutoff=2)
    yield even
    for radius in (2, 4):
        yield even.filter(ImageFilter.UnsharpMask(radius=radius, percent=300, threshold=0))
    yield even.resize((max(1, even.width // 2), max(1, even.height // 2)), Image.Resampling.BOX)
    yield even.filter(ImageFilter.MedianFilter(3))
    yield ImageOps.autocontrast(grey.filter(ImageFilter.GaussianBlur(1.5)), cutoff=2)
    if max(grey.size) < SIDE:
        yield even.resize((even.width * 2, even.height * 2), Image.Resampling.BICUBIC)


if __name__ == "__main__":
    serve(answer, memory=MAX_MEMORY)
