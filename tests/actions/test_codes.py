"""The debtor's code: derived, checked, told once, throttled, renewed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dument.actions import codes, ordinary
from dument.actions.codes import ALPHABET, LENGTH, WrongCode, check_symbol, code_of, open_case
from dument.actions.trials import TooManyTrials
from dument.procedure.states import Actor
from dument.records.cases.models import Case, CodeTrial
from tests import stories
from tests.tables import snapshot

AT = stories.instant("2026-10-20")
SYMBOLS = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1)
WRONG = "2222 2222 2222"


def test_a_code_is_derived_from_the_case_its_rank_and_the_key(settings: Any) -> None:
    one, other = UUID(int=1), UUID(int=2)
    settings.DUMENT_CODE_KEY = "clé d'essai"
    first = code_of(one, 1)
    assert first == code_of(one, 1)
    assert len({first, code_of(one, 2), code_of(other, 1)}) == 3
    settings.DUMENT_CODE_KEY = "une autre clé"
    assert code_of(one, 1) != first


@given(st.uuids(), st.integers(1, 99))
def test_a_code_is_twelve_symbols_that_check(case_id: UUID, rank: int) -> None:
    code = code_of(case_id, rank)
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert not codes.mistyped(code)
    assert not codes.mistyped(codes.grouped(code).lower().replace(" ", "-"))


def test_symbols_are_those_that_no_eye_confuses() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("01OI")
    assert codes.grouped("23456789ABCD") == "2345 6789 ABCD"


@given(SYMBOLS, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_any_single_mistake_is_caught(symbols: str, place: int, wrong: str) -> None:
    code = symbols + check_symbol(symbols)
    assume(code[place] != wrong)
    assert codes.mistyped(code[:place] + wrong + code[place + 1 :])


@given(SYMBOLS, st.integers(0, LENGTH - 2))
def test_any_swap_of_neighbours_is_caught(symbols: str, place: int) -> None:
    code = symbols + check_symbol(symbols)
    one, other = code[place], code[place + 1]
    assume(one != other)
    assert codes.mistyped(code[:place] + other + one + code[place + 2 :])


@pytest.mark.parametrize("typed", ["", "2222", WRONG + "2", "0000 0000 0000", "OOOO IIII 1111", "é" * 12])
def test_what_cannot_be_a_code_is_mistyped(typed: str) -> None:
    assert codes.mistyped(typed)


@pytest.mark.parametrize(
    "typed", ["DU-4K7M-2QWZ", "du 4k7m 2qwz", "4K7M2QWZ", " du4k7m2qwz ", "DU–4K7M–2QWZ"]
)
def test_a_reference_is_read_however_it_is_typed(typed: str) -> None:
    assert codes.tidy_reference(typed) == "DU-4K7M-2QWZ"


def test_reference_and_code_open_the_case_and_write_nothing(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    before = snapshot()
    typed = f" {stories.code_of(case).lower().replace(' ', '-')} "
    assert open_case(reference=case.reference.lower(), code=typed, at=AT) == case.pk
    assert snapshot() == before


def answer(reference: str, code: str, at: datetime = AT) -> str:
    """Return the sentence told for a wrong pair."""
    with pytest.raises(WrongCode) as wrong:
        open_case(reference=reference, code=code, at=at)
    return str(wrong.value)


def test_an_unknown_reference_and_a_wrong_code_are_told_alike(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    other = stories.case_in("invited", people)
    told = {
        answer(case.reference, WRONG),
        answer(case.reference, stories.code_of(other)),
        answer("DU-2222-2222", stories.code_of(case)),
        answer("", ""),
        answer("x" * 500, "x" * 500),
    }
    assert len(told) == 1
    assert CodeTrial.objects.filter(reference=case.reference).count() == 2


def test_a_case_without_a_letter_has_no_code(people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    for rank in (0, 1):
        answer(case.reference, code_of(case.pk, rank))


def test_an_unknown_reference_is_not_opened_by_the_code_it_is_compared_to(db: None) -> None:
    answer("DU-2222-2222", code_of(UUID(int=0), 1))


def test_five_wrong_codes_in_an_hour_and_the_right_one_waits(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    right = {"reference": case.reference, "code": stories.code_of(case)}
    for minute in range(4):
        answer(case.reference, WRONG, AT + timedelta(minutes=minute))
    assert open_case(**right, at=AT + timedelta(minutes=4)) == case.pk
    answer(case.reference, WRONG, AT + timedelta(minutes=5))
    for at in (AT + timedelta(minutes=6), AT + timedelta(minutes=59, seconds=59)):
        with pytest.raises(TooManyTrials, match="Attendez une heure"):
            open_case(**right, at=at)
    assert open_case(**right, at=AT + timedelta(hours=1)) == case.pk
    assert CodeTrial.objects.count() == 5, "what is refused by the throttle is not one more trial"


def test_ten_wrong_codes_in_a_day_and_the_right_one_waits(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    right = {"reference": case.reference, "code": stories.code_of(case)}
    for number in range(10):
        answer(case.reference, WRONG, AT + number * timedelta(hours=2))
    with pytest.raises(TooManyTrials):
        open_case(**right, at=AT + timedelta(hours=23, minutes=59))
    assert open_case(**right, at=AT + timedelta(hours=24)) == case.pk


def test_the_throttle_is_of_one_reference(people: stories.People) -> None:
    case, other = stories.case_in("invited", people), stories.case_in("invited", people)
    for _ in range(5):
        answer(case.reference, WRONG)
    assert open_case(reference=other.reference, code=stories.code_of(other), at=AT) == other.pk


def test_an_unknown_reference_is_throttled_too(db: None) -> None:
    for _ in range(5):
        answer("DU-2222-2222", WRONG)
    with pytest.raises(TooManyTrials):
        open_case(reference="du22222222", code=WRONG, at=AT)


def test_a_renewed_code_kills_the_former_one(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    former = stories.code_of(case)
    ordinary.renew_code(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT)
    renewed = stories.code_of(case)
    assert renewed != former
    answer(case.reference, former)
    assert open_case(reference=case.reference, code=renewed, at=AT) == case.pk
    assert Case.objects.get(pk=case.pk).last_day == case.last_day, "it starts no new month"
