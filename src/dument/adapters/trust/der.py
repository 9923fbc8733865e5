"""Strict DER: the one way to write each value, so that no bit of a signature's envelope is free to change."""

from __future__ import annotations

MAX_DEPTH = 40
CONSTRUCTED = 0x20
LONG_TAG = 0x1F
UNIVERSAL = 0xC0
SEQUENCES = frozenset({16, 17})


class NotDerError(ValueError):
    """The bytes are not one whole value in strict DER."""


def check(data: bytes) -> None:
    """Raise NotDerError unless `data` is exactly one DER value: definite, shortest lengths, right forms."""
    if _value(data, 0, len(data), 0) != len(data):
        raise NotDerError("octets en trop après la signature")


def length(data: bytes) -> int:
    """Return how many bytes the first DER value of `data` takes; raise NotDerError when it is cut."""
    start, end = _header(data, 0, len(data))
    del start
    return end


def _value(data: bytes, position: int, limit: int, depth: int) -> int:
    if depth > MAX_DEPTH:
        raise NotDerError("structure trop profonde")
    tag = data[position] if position < limit else 0
    start, end = _header(data, position, limit)
    if tag & CONSTRUCTED:
        while start < end:
            start = _value(data, start, end, depth + 1)
    return end


def _header(data: bytes, position: int, limit: int) -> tuple[int, int]:
    """Return where the content of the value at `position` starts and ends."""
    if position + 2 > limit:
        raise NotDerError("structure coupée")
    tag, size = data[position], data[position + 1]
    # Tag 0 marks the end of an indefinite length: it would let padding pass for content.
    if tag & LONG_TAG == LONG_TAG or tag == 0:
        raise NotDerError("étiquette inconnue")
    if not tag & UNIVERSAL and bool(tag & CONSTRUCTED) != ((tag & LONG_TAG) in SEQUENCES):
        raise NotDerError("forme interdite par DER")
    start = position + 2
    if size & 0x80:
        count = size & 0x7F
        written = data[start : start + count]
        size = int.from_bytes(written)
        start += count
        if not 1 <= count <= 4 or len(written) < count or written[0] == 0 or size < 0x80:
            raise NotDerError("longueur interdite par DER")
    if start + size > limit:
        raise NotDerError("structure coupée")
    return start, start + size
