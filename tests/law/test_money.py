"""Amounts: read, counted in cents, written in figures and in words, and read back from words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dument.law.money import (
    BadAmount,
    cents,
    euros,
    from_cents,
    in_french,
    in_words,
    in_words_match,
    number_in_words,
    percent_in_french,
    rounded,
)

whole_cents = st.integers(0, 10**11)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1200", "1200.00"),
        ("1200.5", "1200.50"),
        ("0", "0.00"),
        ("0,01", "0.01"),
        (" 1 214,20 € ", "1214.20"),
        ("1\u202f214,20\u00a0€", "1214.20"),
        ("1000000000", "1000000000.00"),
        ("0005.00", "5.00"),
    ],
)
def test_reads_an_amount(text: str, amount: str) -> None:
    assert str(euros(text)) == amount


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12.345", "plus de deux décimales"),
        ("0.000", "plus de deux décimales"),
        ("-5", "négatif"),
        ("−5,00", "négatif"),
        ("1000000000.01", "un milliard"),
        ("9" * 39, "un milliard"),
        ("9" * 41, "n'est pas un montant"),
        ("", "n'est pas un montant"),
        ("€", "n'est pas un montant"),
        ("abc", "n'est pas un montant"),
        ("1e3", "n'est pas un montant"),
        ("NaN", "n'est pas un montant"),
        ("Infinity", "n'est pas un montant"),
        ("+5", "n'est pas un montant"),
        ("12.", "n'est pas un montant"),
        (".5", "n'est pas un montant"),
        ("1.214,20", "n'est pas un montant"),
        ("12 14", "n'est pas un montant"),
        ("1 2345", "n'est pas un montant"),
        ("١٢", "n'est pas un montant"),
        ("12\n13", "n'est pas un montant"),
    ],
)
def test_refuses_what_is_not_an_amount(text: str, why: str) -> None:
    with pytest.raises(BadAmount, match=why) as refusal:
        euros(text)
    assert len(str(refusal.value)) < 150


def test_a_long_text_is_shown_by_its_beginning_only() -> None:
    assert str(euros("0" * 38 + ".5")) == "0.50"
    with pytest.raises(BadAmount, match=f"« {'a' * 40} » n'est pas"):
        euros("a" * 40)
    with pytest.raises(BadAmount, match=f"« {'9' * 40}… » n'est pas"):
        euros("9" * 41)


@given(whole_cents)
def test_cents_and_euros_are_the_same_thing(count: int) -> None:
    amount = from_cents(count)
    assert cents(amount) == count
    assert euros(str(amount)) == amount
    assert euros(in_french(amount)) == amount


def test_a_part_of_a_cent_is_no_number_of_cents() -> None:
    with pytest.raises(ValueError, match="centimes"):
        cents(Decimal("0.005"))


@pytest.mark.parametrize(
    ("amount", "cent"), [("0.005", "0.01"), ("0.0049", "0.00"), ("2.675", "2.68"), ("22.6725", "22.67")]
)
def test_a_half_cent_goes_up(amount: str, cent: str) -> None:
    assert str(rounded(Decimal(amount))) == cent


def test_figures_in_french() -> None:
    assert in_french(Decimal("1214.2")) == "1\u202f214,20\u00a0€"
    assert in_french(Decimal(0)) == "0,00\u00a0€"
    assert in_french(Decimal("1000000")) == "1\u202f000\u202f000,00\u00a0€"
    assert percent_in_french(Decimal("12.15")) == "12,15\u00a0%"
    assert percent_in_french(Decimal("1E+1")) == "10\u00a0%"


WORDS = {
    0: "zéro", 1: "un", 16: "seize", 17: "dix-sept", 18: "dix-huit", 20: "vingt", 21: "vingt et un", 22: "vingt-deux",
    31: "trente et un", 61: "soixante et un", 69: "soixante-neuf", 70: "soixante-dix", 71: "soixante et onze",
    72: "soixante-douze", 77: "soixante-dix-sept", 80: "quatre-vingts", 81: "quatre-vingt-un",
    82: "quatre-vingt-deux", 90: "quatre-vingt-dix", 91: "quatre-vingt-onze", 99: "quatre-vingt-dix-neuf",
    100: "cent", 101: "cent un", 171: "cent soixante et onze", 180: "cent quatre-vingts", 200: "deux cents",
    201: "deux cent un", 280: "deux cent quatre-vingts", 999: "neuf cent quatre-vingt-dix-neuf", 1000: "mille",
    1001: "mille un", 1080: "mille quatre-vingts", 2000: "deux mille", 21_000: "vingt et un mille",
    80_000: "quatre-vingt mille", 200_000: "deux cent mille", 280_000: "deux cent quatre-vingt mille",
    200_200: "deux cent mille deux cents", 1_000_000: "un million", 80_000_000: "quatre-vingts millions",
    200_000_001: "deux cents millions un", 1_000_000_000: "un milliard",
}  # fmt: skip


@pytest.mark.parametrize(("number", "words"), WORDS.items())
def test_numbers_in_words_by_the_grammar(number: int, words: str) -> None:
    assert number_in_words(number) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1214.20", "mille deux cent quatorze euros et vingt centimes"),
        ("0.00", "zéro euro"),
        ("0.01", "un centime"),
        ("0.02", "deux centimes"),
        ("0.80", "quatre-vingts centimes"),
        ("1.00", "un euro"),
        ("1.01", "un euro et un centime"),
        ("2.00", "deux euros"),
        ("1000000.00", "un million d'euros"),
        ("2000000.50", "deux millions d'euros et cinquante centimes"),
        ("1000001.00", "un million un euros"),
    ],
)
def test_amounts_in_words(amount: str, words: str) -> None:
    assert in_words(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["-0.01", "1000000000.01", "0.001"])
def test_some_amounts_have_no_words(amount: str) -> None:
    with pytest.raises(ValueError, match="€"):
        in_words(Decimal(amount))


SIMPLE = {
    "zéro": 0, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20,
    "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
}  # fmt: skip


def read_words(words: str) -> int:
    """Read French words back as a number, as a person would: an independent parser."""
    total = current = 0
    for word in words.replace("-", " ").split():
        bare = word.removesuffix("s") if word not in {"trois"} else word
        if bare == "et":
            continue
        if bare in {"million", "milliard"}:
            total, current = total + current * {"million": 10**6, "milliard": 10**9}[bare], 0
        elif bare == "mille":
            total, current = total + (current or 1) * 1000, 0
        elif bare == "cent":
            current = (current or 1) * 100
        elif bare == "vingt" and current % 100 == 4:
            current += 76
        else:
            current += SIMPLE[bare]
    return total + current


@given(st.integers(0, 10**9))
@example(999_999_999)
@example(480_480_480)
@example(571_171_091)
def test_words_read_back_as_the_same_number(number: int) -> None:
    assert read_words(number_in_words(number)) == number


@given(st.integers(0, 10**9))
def test_the_s_of_cents_and_vingts_comes_last_only(number: int) -> None:
    words = number_in_words(number).replace("-", " ").split()
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word in {"cents", "vingts"}:
            assert following in {"", "millions", "milliards"}
        assert word != "milles"


@pytest.mark.parametrize(
    "typed",
    [
        "mille deux cent quatorze euros et vingt centimes",
        "MILLE DEUX CENT QUATORZE EUROS ET VINGT CENTIMES",
        "mille-deux-cent-quatorze euros et vingt centimes",
        "  mille deux  cents quatorze euros vingt centimes.",
    ],
)
def test_a_hand_is_forgiven_its_spelling(typed: str) -> None:
    assert in_words_match(typed, Decimal("1214.20"))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "mille deux cent quatorze euros",
        "mille deux cent quinze euros et vingt centimes",
        "1214,20",
        "mille",
    ],
)
def test_another_amount_does_not_match(typed: str) -> None:
    assert not in_words_match(typed, Decimal("1214.20"))


def test_accents_are_forgiven() -> None:
    assert in_words_match("zero euro", Decimal(0))
    assert in_words_match("un million d’euros", Decimal(10**6))
    assert in_words_match("un million euros", Decimal(10**6))


@given(whole_cents, whole_cents)
@example(8000, 400)
@example(2000, 2001)
def test_words_match_their_own_amount_only(one: int, other: int) -> None:
    assert in_words_match(in_words(from_cents(one)), from_cents(other)) == (one == other)
