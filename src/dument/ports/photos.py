"""What we ask of a photograph: the QR codes that are in it."""

from __future__ import annotations

from typing import Protocol, cast

from dument.ports.provider import provider

MOST_BYTES = 10 * 1024 * 1024
# Telephones take 12 to 50 million pixels; a file that says more was made to fill a memory.
MOST_PIXELS = 64_000_000
# ISO/IEC 23008-12: the brand of the file, after its first box's length and name.
_HEIC = (b"heic", b"heix", b"mif1", b"msf1", b"avif")


def is_heic(start: bytes) -> bool:
    """Tell whether a file is a photograph in HEIC or AVIF, by its first twelve bytes."""
    return start[4:8] == b"ftyp" and start[8:12] in _HEIC


class NotRead(ValueError):
    """The file is no photograph that can be read; the message, in French, says why and what to do."""


class PhotoReader(Protocol):
    """Reads photographs of papers, taken by hand: turned, bent, dim, blurred."""

    def codes(self, photo: bytes) -> tuple[str, ...]:
        """Return the texts of the QR codes of a JPEG or PNG, each once; none when no code could be read.

        Raises NotRead for bytes of another kind, over MOST_BYTES or MOST_PIXELS, or that cannot be decoded.
        """
        ...


def reader() -> PhotoReader:
    """Return the reader named in the settings (`DUMENT_PHOTOS`, dotted path to a class)."""
    return cast(PhotoReader, provider("DUMENT_PHOTOS"))
