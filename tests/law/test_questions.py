"""A question put in JSON words, read whole or refused; a value told back as it was written."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dument.law.questions import UnreadableQuestion, read_object, shown


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("été", "« été »"),
        ("", "«  »"),
        (1200, "1200"),
        (Decimal("12.50"), '"12.50"'),
        (None, "null"),
        (True, "true"),
        (["é", {"à": Decimal("0.1")}], '["é", {"à": "0.1"}]'),
        ("\ud800", "« ? »"),
        (["\ud800"], '["?"]'),
    ],
)
def test_a_value_is_told_as_it_was_written(value: Any, told: str) -> None:
    assert shown(value) == told


def test_numbers_with_a_point_are_made_as_asked() -> None:
    assert read_object('{"a": 1.50, "b": [2.5], "c": 3}', parse_float=str) == {
        "a": "1.50",
        "b": ["2.5"],
        "c": 3,
    }


UNREADABLE = "Ce n'est pas du JSON lisible"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"a": 1,\n "b" 2}', f"{UNREADABLE}, à partir de la ligne 2, caractère 6."),
        ("[" * 100_000, f"{UNREADABLE} : trop d'imbrications, ou un nombre trop long."),
        ('{"a": ' + "9" * 5_000 + "}", f"{UNREADABLE} : trop d'imbrications, ou un nombre trop long."),
        ("[1]", "Un objet JSON est attendu : des champs entre accolades."),
        ('{"a": 1, "b": 2, "a": 1}', "« a » est écrit deux fois : ne garder qu'une des deux valeurs."),
        ('{"b": {"a": 1, "a": 2}}', "« a » est écrit deux fois : ne garder qu'une des deux valeurs."),
    ],
)
def test_what_is_not_one_object_is_refused(text: str, told: str) -> None:
    with pytest.raises(UnreadableQuestion) as refused:
        read_object(text, parse_float=Decimal)
    assert str(refused.value) == told
