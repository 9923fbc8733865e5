"""Where the signatures of a file stand, read on its raw bytes: nothing is trusted to a PDF parser yet.

A signature covers the whole of a revision except the hexadecimal string that holds it. That string is the
only place where a byte could change unseen, so its form is fixed here: one case of digits, then zeros.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import new as new_hash
from itertools import pairwise

from dument.adapters.trust import der
from dument.adapters.trust.cms import BrokenError

_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
_ANY_BYTE_RANGE = re.compile(rb"/ByteRange\b")
_HEX = re.compile(rb"<(?:[0-9a-f]*|[0-9A-F]*)>")
MAX_SIGNATURES = 50


@dataclass(frozen=True, slots=True)
class Envelope:
    """One signature: its CMS bytes (DER), where its hole is, where the revision it covers ends."""

    cms: bytes
    hole: tuple[int, int]
    end: int

    def digest(self, pdf: bytes, algorithm: str) -> bytes:
        """Return the digest of the bytes it covers."""
        start, stop = self.hole
        hashed = new_hash(algorithm, memoryview(pdf)[:start])
        hashed.update(memoryview(pdf)[stop : self.end])
        return hashed.digest()


def find(pdf: bytes) -> list[Envelope]:
    """Return the signatures of a file, oldest first; empty when there are none.

    Raises BrokenError when one of them does not cover a file from its first byte but for its own hole, or
    when two overlap otherwise than one covering the other.
    """
    if len(_ANY_BYTE_RANGE.findall(pdf)) > MAX_SIGNATURES:
        raise BrokenError(f"plus de {MAX_SIGNATURES} signatures : ce fichier n'est pas vérifié")
    found = [_envelope(pdf, match) for match in _BYTE_RANGE.finditer(pdf)]
    if len(found) != len(_ANY_BYTE_RANGE.findall(pdf)):
        raise BrokenError("une signature ne dit pas clairement ce qu'elle couvre (/ByteRange)")
    found.sort(key=lambda one: one.end)
    for earlier, later in pairwise(found):
        if earlier.end > later.hole[0]:
            raise BrokenError("deux signatures se chevauchent")
    return found


def _envelope(pdf: bytes, match: re.Match[bytes]) -> Envelope:
    start, first, second, rest = (int(number) for number in match.groups())
    end = second + rest
    if start != 0 or not 0 < first < second <= end <= len(pdf) or not match.end() <= end:
        raise BrokenError("une signature ne couvre pas le fichier depuis son premier octet (/ByteRange)")
    hole = pdf[first:second]
    if not _HEX.fullmatch(hole) or len(hole) % 2:
        raise BrokenError("la place d'une signature contient autre chose qu'elle")
    content = bytes.fromhex(hole[1:-1].decode("ascii"))
    try:
        size = der.length(content)
    except der.NotDerError as error:
        raise BrokenError("la signature est abîmée : structure illisible") from error
    if content[size:].strip(b"\0"):
        raise BrokenError("des octets étrangers suivent une signature, dans sa place")
    return Envelope(content[:size], (first, second), end)
