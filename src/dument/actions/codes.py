"""The debtor's code: derived from the case, never stored, told in the letter; its trials are counted."""

from __future__ import annotations

import hmac
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from dument.actions import trials
from dument.records.cases.models import Case

# Thirty-two symbols, none that a tired eye confuses: no 0, O, 1, I.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
MASKED = "•••• •••• ••••"
LENGTH = 12


class WrongCode(Exception):
    """Reference and code do not go together. It never tells which of the two is wrong."""


def code_of(case_id: UUID, rank: int) -> str:
    """Return the code of a case: eleven symbols derived by HMAC (55 bits) and one that checks them.

    `rank` counts the codes of the case: renewing one makes the former useless.
    """
    key = settings.DUMENT_CODE_KEY.encode()
    number = int.from_bytes(hmac.digest(key, f"{case_id.hex}/{rank}".encode(), "sha256"))
    symbols = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(LENGTH - 1))
    return symbols + check_symbol(symbols)


def check_symbol(symbols: str) -> str:
    """Return the symbol that catches any single mistake and any swap of two neighbours.

    The symbols are read as a polynomial over the field of thirty-two elements (x^5 + x^2 + 1), as in the
    check digits of bank cards, which a plain sum modulo 32 could not do.
    """
    rest = 0
    for symbol in symbols:
        rest = _times_x(rest ^ ALPHABET.index(symbol))
    return ALPHABET[rest]


def _times_x(element: int) -> int:
    shifted = element << 1
    return shifted ^ 0b100101 if shifted & 32 else shifted


def grouped(code: str) -> str:
    """Return the code in three groups of four, as it is printed."""
    return " ".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def tidy(typed: str) -> str:
    """Return what was typed without spaces or hyphens, in capitals."""
    return "".join(symbol for symbol in typed.upper() if symbol.isalnum())


def mistyped(typed: str) -> bool:
    """Tell whether a code cannot be one of ours: its length, a symbol, or its check symbol is wrong."""
    code = tidy(typed)
    if len(code) != LENGTH or set(code) - set(ALPHABET):
        return True
    return check_symbol(code[:-1]) != code[-1]


def tidy_reference(typed: str) -> str:
    """Return a typed reference in its printed shape: "du 4k7m2qwz" gives "DU-4K7M-2QWZ"."""
    symbols = tidy(typed).removeprefix("DU")
    return f"DU-{symbols[:4]}-{symbols[4:8]}"


def open_case(*, reference: str, code: str, at: datetime, network: str = "") -> UUID:
    """Return the case that the reference and the code open.

    `network` is the visitor's (web/networks.py); empty when it is not known. Raises WrongCode, the same whether
    the reference or the code is wrong, and trials.TooManyTrials after too many wrong codes, whatever is typed next.
    """
    wanted = tidy_reference(reference)
    trial = trials.count(reference=wanted, network=network, at=at)
    open_ones = Case.objects.filter(code_rank__gt=0, purged_on=None)
    case = open_ones.filter(reference=wanted).only("id", "code_rank").first()
    # An unknown reference costs the same work as a wrong code.
    expected = code_of(case.pk if case else UUID(int=0), case.code_rank if case else 1)
    same = hmac.compare_digest(sha256(expected.encode()).digest(), sha256(tidy(code).encode()).digest())
    if not (case and same):
        raise WrongCode(
            "La référence et le code ne vont pas ensemble. Vérifiez-les sur la lettre, ou appelez l'étude."
        )
    trials.take_back(trial)
    return case.pk
