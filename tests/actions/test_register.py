"""The register of an office: a number an act, by year, without holes; corrections take their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dument.actions import filing, letters, ordinary, register
from dument.procedure.machine import Refused
from dument.procedure.states import Actor
from dument.queries import register as registers
from dument.records.cases.models import Case
from dument.records.desk.models import RegisterEntry
from tests import stories
from tests.committed import at_once, emptied_after

ROOT = Path(__file__).resolve().parents[2]


def numbers(office: Any) -> list[tuple[int, int, str]]:
    """Return the whole register of an office: year, number, act."""
    rows = RegisterEntry.objects.filter(office=office)
    return list(rows.order_by("year", "number").values_list("year", "number", "act"))


def test_each_signed_act_takes_the_next_number(people: stories.People) -> None:
    stories.case_in("title_issued", people)
    stories.case_in("prepared", people)
    acts = ["prepare", "note_acceptance", "propose", "note_agreement", "issue_title", "prepare"]
    assert numbers(people.office) == [(2026, rank, act) for rank, act in enumerate(acts, start=1)]


def test_what_makes_no_paper_has_no_number(people: stories.People) -> None:
    stories.case_in("declined", people)
    stories.case_in("withdrawn", people)
    assert [act for _, _, act in numbers(people.office)] == ["prepare"]


def test_each_office_and_each_year_begins_at_one(people: stories.People) -> None:
    others = stories.people("deux")
    stories.case_in("prepared", people)
    stories.case_in("prepared", others)
    late = stories.case_in("submitted", people)
    letters.prepare(case_id=late.pk, by=people.by(Actor.OFFICER), at=stories.instant("2027-01-04"))
    assert numbers(people.office) == [(2026, 1, "prepare"), (2027, 1, "prepare")]
    assert numbers(others.office) == [(2026, 1, "prepare")]


def test_the_year_is_that_of_paris(people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    at = stories.instant("2027-01-01", hour=0)  # still 2026 in UTC
    letters.prepare(case_id=case.pk, by=people.by(Actor.OFFICER), at=at)
    assert numbers(people.office) == [(2027, 1, "prepare")]


def test_a_refused_act_leaves_no_hole(people: stories.People) -> None:
    case = stories.case_in("prepared", people)
    with pytest.raises(Refused):
        letters.prepare(case_id=case.pk, by=people.by(Actor.OFFICER), at=stories.instant("2026-10-12"))
    stories.case_in("prepared", people)
    assert [number for _, number, _ in numbers(people.office)] == [1, 2]


def test_a_number_given_up_with_its_transaction_is_given_again(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, enter = stories.case_in("submitted", people), register.enter

    def then_fail(**given: Any) -> None:
        enter(**given)
        raise OSError("la machine tombe")

    monkeypatch.setattr(register, "enter", then_fail)
    with pytest.raises(OSError, match="tombe"):
        letters.prepare(case_id=case.pk, by=people.by(Actor.OFFICER), at=stories.instant("2026-10-12"))
    assert numbers(people.office) == []
    monkeypatch.undo()


@pytest.mark.parametrize(("corrected", "expected"), [(2, [1, 2]), (1, [1])])
def test_a_correction_takes_its_own_number_when_what_it_corrects_has_one(
    people: stories.People, corrected: int, expected: list[int]
) -> None:
    case = stories.case_in("prepared", people)  # line 1: filed, no number; line 2: the letter, number 1
    ordinary.correct(
        case_id=case.pk,
        by=people.by(Actor.OFFICER),
        at=stories.instant("2026-10-14"),
        number=corrected,
        words="La date est celle du mandat.",
    )
    rows = list(RegisterEntry.objects.filter(office=people.office).order_by("number"))
    assert [row.number for row in rows] == expected
    assert [row.corrects for row in rows[1:]] == rows[:1] * (len(rows) - 1)


def test_the_register_is_read_with_its_parties(people: stories.People) -> None:
    case = stories.case_in("prepared", people)
    read = registers.register(office_id=people.office.pk, year=2026)
    assert (read.years, read.total, read.pages) == ((2026,), 1, 1)
    (entry,) = read.entries
    assert (entry.number, entry.reference, entry.debtor) == ("2026-0001", case.reference, "Sacha Durand")
    assert entry.officer == people.officer.full_name
    assert registers.whole_year(office_id=people.office.pk, year=2025) == ()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[stories.People]:
    """People committed for every connection to see."""
    with emptied_after(django_db_blocker):
        yield stories.people()


@pytest.mark.postgres
def test_acts_of_one_office_at_once_take_successive_numbers(committed: stories.People) -> None:
    cases = [stories.case_in("submitted", committed) for _ in range(6)]
    by, at = committed.by(Actor.OFFICER), stories.instant("2026-10-12")

    def done(case: Case) -> Any:
        return lambda: letters.prepare(case_id=case.pk, by=by, at=at)

    def refused(case: Case) -> Any:
        return lambda: filing.decline(case_id=case.pk, by=by, at=at, reason="other")

    came = at_once(*[done(case) for case in cases[:5]], refused(cases[5]))
    assert not [one for one in came if isinstance(one, Exception)]
    assert [number for _, number, _ in numbers(committed.office)] == [1, 2, 3, 4, 5]


WRITER = """
import sys
from threading import Thread
import django
django.setup()
from django.db import close_old_connections
from dument.actions import letters
from dument.procedure.states import Actor
from dument.records.accounts.models import Office
from dument.records.desk.models import RegisterEntry
from tests import stories
people = stories.people()
cases = [stories.case_in("submitted", people) for _ in range(4)]
failed = []
def prepare(case):
    try:
        letters.prepare(case_id=case.pk, by=people.by(Actor.OFFICER), at=stories.instant("2026-10-12"))
    except Exception as why:
        failed.append(repr(why))
    finally:
        close_old_connections()
threads = [Thread(target=prepare, args=[case]) for case in cases]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(failed, list(RegisterEntry.objects.order_by("number").values_list("number", flat=True)))
"""


def test_the_embedded_database_also_numbers_without_holes(tmp_path: Path) -> None:
    """A file of its own: the tests' database lives in memory, where there is one writer only."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'dument.sqlite3'}",
        "DUMENT_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tests.actions.embedded",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    for command in (["-m", "django", "migrate", "--verbosity", "0"], ["-c", WRITER]):
        done = subprocess.run(
            [sys.executable, *command], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[] [1, 2, 3, 4]"
