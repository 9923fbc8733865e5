"""Which characters the shipped fonts can print, and how the others are shown."""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files


@cache
def printable() -> frozenset[int]:
    """Return the code points that the fallback font or every text font can print."""
    folder = files("dument.adapters.pdf") / "fonts"
    return _code_points((folder / "DejaVuSans.ttf").read_bytes())


def _code_points(font: bytes) -> frozenset[int]:
    """Return the code points of a TrueType font's character map (cmap format 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    cmap = next(
        offset
        for tag, _, offset, _ in (struct.unpack_from(">4sLLL", font, 12 + 16 * i) for i in range(tables))
        if tag == b"cmap"
    )
    found: set[int] = set()
    for i in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        table = cmap + struct.unpack_from(">L", font, cmap + 4 + 8 * i + 4)[0]
        if struct.unpack_from(">H", font, table)[0] != 12:
            continue
        for group in range(struct.unpack_from(">L", font, table + 12)[0]):
            first, last, _ = struct.unpack_from(">LLL", font, table + 16 + 12 * group)
            found.update(range(first, last + 1))
    return frozenset(found)


# No French word is that long: what is would run off the page, and a name cut on paper is no name.
_ENDLESS = re.compile(r"\S{41,}")
_PIECE = 10
_MAY_BREAK = "\u200b"


def breakable(text: str) -> str:
    """Return the text with places where a line may end inside endless words; they print as nothing."""
    return _ENDLESS.sub(_pieces, text)


def _pieces(word: re.Match[str]) -> str:
    return _MAY_BREAK.join(word[0][i : i + _PIECE] for i in range(0, len(word[0]), _PIECE))


@lru_cache(maxsize=4096)
def visible(text: str) -> str:
    """Return the text as it will be printed: nothing hidden, nothing lost.

    Characters that reorder, hide or join others (bidirectional controls, zero widths, tags), control
    characters and those that no shipped font draws are written as their code point, ‹U+202E›. The text is
    composed first (NFC), so an accent typed apart prints as one letter.
    """
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii() and composed.isprintable():
        return composed
    return "".join(_shown(character) for character in composed)


def _shown(character: str) -> str:
    if character in " \u00a0\u202f":
        return character
    if character in "\n\r\t\v\f\u2028\u2029":
        return " "
    category = unicodedata.category(character)
    if category[0] == "C" or category in {"Zl", "Zp"} or ord(character) not in printable():
        return f"‹U+{ord(character):04X}›"
    return character
