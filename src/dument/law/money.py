"""Euros: read from text, counted in cents, rounded in one way only, written in figures and in words."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

LARGEST = Decimal(10) ** 9
"""Amounts above one thousand million euros are refused: they are typing errors here."""

_AMOUNT = re.compile(
    r"(?P<minus>[-−])?(?P<units>[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?P<cents>[.,][0-9]+)?"
)
_CENT = Decimal("0.01")


class BadAmount(ValueError):
    """A text that is not an amount in euros; its message is a French sentence for who typed it."""


def euros(text: str) -> Decimal:
    """Return the amount that `text` writes, with two decimals: "1200", "1 214,20 €", "1214.2".

    Raises BadAmount for what is not a number, is negative, has more than two decimals, or exceeds 10^9.
    """
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    found = _AMOUNT.fullmatch(text.strip().removesuffix("€").rstrip()) if len(text) <= 40 else None
    if found is None:
        raise BadAmount(f"« {shown} » n'est pas un montant en euros ; écrire par exemple 1214,20.")
    if found["minus"]:
        raise BadAmount(f"« {shown} » est négatif ; un montant est nul ou positif.")
    if found["cents"] and len(found["cents"]) > 3:
        raise BadAmount(f"« {shown} » a plus de deux décimales ; arrondir au centime.")
    units = re.sub("[^0-9]", "", found["units"])
    amount = Decimal(units + (found["cents"] or "").replace(",", "."))
    if amount > LARGEST:
        raise BadAmount(f"« {shown} » dépasse un milliard d'euros ; vérifier le montant.")
    return amount.quantize(_CENT)


def rounded(amount: Decimal) -> Decimal:
    """Return `amount` rounded to the cent, a half cent away from zero: the only rounding of this library."""
    return amount.quantize(_CENT, rounding=ROUND_HALF_UP)


def cents(amount: Decimal) -> int:
    """Return `amount`, in euros, as a number of cents. Raises ValueError when it has a part of a cent."""
    scaled = amount.scaleb(2)
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{amount} € n'est pas un nombre entier de centimes.")
    return int(scaled)


def from_cents(count: int) -> Decimal:
    """Return `count` cents as euros with two decimals."""
    return Decimal(count).scaleb(-2)


def in_french(amount: Decimal) -> str:
    """Return `amount` rounded to the cent as printed in French: "1 214,20 €", with unbreakable spaces."""
    figures = f"{rounded(amount):,.2f}".replace(",", "\u202f").replace(".", ",")
    return f"{figures}\u00a0€"


def percent_in_french(rate_pct: Decimal) -> str:
    """Return a rate as printed in French: "12,15 %", with an unbreakable space."""
    return f"{rate_pct:f}".replace(".", ",") + "\u00a0%"


def in_words(amount: Decimal) -> str:
    """Return `amount` (0 to 10^9 euros, whole cents) in French words, in the traditional spelling.

    "mille deux cent quatorze euros et vingt centimes". Raises ValueError below zero, above 10^9, or for a
    part of a cent.
    """
    if not 0 <= amount <= LARGEST:
        raise ValueError(f"{amount} € ne s'écrit pas ici en lettres : de 0 à un milliard.")
    units, rest = divmod(cents(amount), 100)
    parts = []
    if units or not rest:
        joint = " d'" if units and units % 1_000_000 == 0 else " "
        parts.append(f"{number_in_words(units)}{joint}{'euros' if units > 1 else 'euro'}")
    if rest:
        parts.append(f"{number_in_words(rest)} {'centimes' if rest > 1 else 'centime'}")
    return " et ".join(parts)


def in_words_match(typed: str, amount: Decimal) -> bool:
    """Tell whether `typed` writes `amount` in words, whatever its case, hyphens, accents, "et" or plural.

    A hand that writes "quatre vingt" means 80 as surely as "quatre-vingts": none of these changes the number.
    """
    return _bare(typed) == _bare(in_words(amount))


_SMALL = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_TENS = (
    "",
    "",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "soixante",
    "quatre-vingt",
    "quatre-vingt",
)

_SCALES = ((10**9, "milliard"), (10**6, "million"), (10**3, "mille"))


def number_in_words(number: int) -> str:
    """Return `number` (0 to 10^9) in French words: 80 is "quatre-vingts", 200 000 is "deux cent mille"."""
    if number < 1000:
        return _below_thousand(number, last=True)
    size, word = next(scale for scale in _SCALES if number >= scale[0])
    count, rest = divmod(number, size)
    if word == "mille":
        head = "mille" if count == 1 else f"{_below_thousand(count, last=False)} mille"
    else:
        head = f"{_below_thousand(count, last=True)} {word}{'s' if count > 1 else ''}"
    return f"{head} {number_in_words(rest)}" if rest else head


def _below_thousand(number: int, *, last: bool) -> str:
    """Return 0 to 999; `last` is false before "mille", where "cent" and "vingt" take no s."""
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest, last=last)
    head = "cent" if hundreds == 1 else f"{_SMALL[hundreds]} cent"
    if rest:
        return f"{head} {_below_hundred(rest, last=last)}"
    return f"{head}s" if last and hundreds > 1 else head


def _below_hundred(number: int, *, last: bool) -> str:
    if number < 20:
        return _SMALL[number]
    if number == 80:
        return "quatre-vingts" if last else "quatre-vingt"
    tens = number // 10
    rest = number % 20 if tens in {7, 9} else number % 10
    if not rest:
        return _TENS[tens]
    joint = " et " if rest in {1, 11} and tens < 8 else "-"
    return f"{_TENS[tens]}{joint}{_SMALL[rest]}"


def _bare(text: str) -> tuple[str, ...]:
    """Return the words of `text` without accents, case, hyphens, "et", "d'", or a final s."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall("[a-z]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    return tuple(word.removesuffix("s") for word in words if word not in {"et", "d"})
