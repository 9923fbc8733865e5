"""What the library asks to read again, and that a fault in a table is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dument.law import upkeep
from dument.law.days import add_years
from dument.law.parameters import Value, day_in_french, parameter
from dument.law.references import cite
from dument.law.upkeep import KINDS, remarks, remarks_on

CEILING = parameter("claim_ceiling")
RATE = parameter("legal_rate_other")
DAY = date(2026, 11, 23)


def kinds(series: object, on: date = DAY) -> list[str]:
    return [remark.kind for remark in remarks_on(series, on)]  # type: ignore[arg-type]


def moved(value: Value, days: int) -> Value:
    return replace(value, since=value.since + timedelta(days=days))


def test_the_library_as_it_stands_has_neither_gap_nor_overlap() -> None:
    found = remarks(DAY)
    assert {remark.kind for remark in found} <= {"ending", "not_reread", "unconfirmed"}
    assert [KINDS.index(remark.kind) for remark in found] == sorted(KINDS.index(one.kind) for one in found)


def test_a_sound_series_says_nothing() -> None:
    assert kinds(CEILING) == []


@pytest.mark.parametrize(("days", "expected"), [(1, ["gap"]), (-1, ["overlap"])])
def test_a_day_missing_or_counted_twice_is_seen(days: int, expected: list[str]) -> None:
    first, second = CEILING.values
    assert kinds(replace(CEILING, values=(first, moved(second, days)))) == expected


def test_gaps_then_overlaps_are_told_first(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = CEILING.values
    wrong = [replace(CEILING, values=(first, moved(second, days))) for days in (-1, 1)]
    monkeypatch.setattr(upkeep, "every_parameter", lambda: wrong)
    assert [remark.kind for remark in remarks(DAY)][:2] == ["gap", "overlap"]


def test_an_open_value_before_another_overlaps() -> None:
    first, second = CEILING.values
    assert kinds(replace(CEILING, values=(replace(first, until=None), second))) == ["overlap"]


@pytest.mark.parametrize(
    ("on", "ending"),
    [
        (date(2026, 11, 15), False),
        (date(2026, 11, 16), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), True),
    ],
)
def test_an_end_is_announced_45_days_before(on: date, ending: bool) -> None:
    assert ("ending" in kinds(RATE, on)) is ending


def test_a_value_already_ended_is_said_so() -> None:
    before = [one.message for one in remarks_on(RATE, date(2026, 12, 31)) if one.kind == "ending"]
    after = [one.message for one in remarks_on(RATE, date(2027, 1, 1)) if one.kind == "ending"]
    assert "prend fin le 31 décembre 2026" in before[0]
    assert "a pris fin le 31 décembre 2026" in after[0]


@pytest.mark.parametrize(("on", "old"), [(date(2027, 11, 23), False), (date(2027, 11, 24), True)])
def test_a_reading_is_old_after_a_year(on: date, old: bool) -> None:
    assert ("not_reread" in kinds(CEILING, on)) is old


def test_old_and_unread_articles_are_named() -> None:
    names = {(one.kind, one.name) for one in remarks(date(2027, 3, 1))}
    assert ("not_reread", "C. civ., art. 2238") in names
    assert ("not_reread", "CPC, art. 642") not in names
    assert ("unconfirmed", "CSS, art. L244-3") in names


def test_what_is_not_confirmed_is_listed_with_its_key() -> None:
    found = [one for one in remarks(DAY) if one.kind == "unconfirmed"]
    assert any("legal_rate_other : 2,75\u00a0% depuis" in one.message for one in found)
    assert any(one.name == "vat_rate [977]" for one in found)


def test_each_remark_names_its_value_and_says_what_is_wrong() -> None:
    first, second = CEILING.values
    gap = remarks_on(replace(CEILING, values=(first, moved(second, 1))), DAY)
    overlap = remarks_on(replace(CEILING, values=(first, moved(second, -1))), DAY)
    old = remarks_on(CEILING, date(2027, 11, 24))
    end = remarks_on(RATE, date(2026, 12, 31))
    assert [(one.name, one.message) for one in (*gap, *overlap, *old, end[0])] == [
        ("claim_ceiling", "claim_ceiling : aucune valeur entre le 31 décembre 2019 et le 2 janvier 2020."),
        ("claim_ceiling", "claim_ceiling : deux valeurs valent ensemble à partir du 31 décembre 2019."),
        ("claim_ceiling", "claim_ceiling : relu le 23 novembre 2026, il y a plus d'un an."),
        (
            "legal_rate_other",
            "legal_rate_other : la dernière valeur connue prend fin le 31 décembre 2026 ; lire la suivante.",
        ),
    ]


def test_an_article_is_old_the_day_after_its_year() -> None:
    read_on = cite("C. civ. 2238").read_on
    name = str(cite("C. civ. 2238"))
    for on, old in ((add_years(read_on, 1), []), (add_years(read_on, 1) + timedelta(days=1), [name])):
        found = [one for one in remarks(on) if (one.kind, one.name) == ("not_reread", name)]
        assert [one.name for one in found] == old
    assert found[0].message == f"{name} : lu le {day_in_french(read_on)}, il y a plus d'un an."


def test_an_article_not_read_is_told_with_its_title() -> None:
    unread = cite("CSS L244-3")
    (told,) = [one for one in remarks(DAY) if one.name == str(unread) and one.kind == "unconfirmed"]
    assert told.message == f"{unread} ({unread.title}) : texte non lu."
