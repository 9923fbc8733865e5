"""The offices that a creditor may choose, and what is told of each."""

from __future__ import annotations

from datetime import date

from dument.queries.choosing import offices_to_choose
from dument.records.cases.models import Case
from tests import stories


def test_load_and_delay_are_those_of_real_cases(people: stories.People) -> None:
    other = stories.people("deux", city="Créteil", departement="94")
    for state in ("invited", "invited", "submitted", "refused"):
        stories.case_in(state, people)

    def choose(on: date = date(2026, 11, 1)) -> list[tuple[str, int, int, int | None, bool]]:
        found = offices_to_choose(court="Paris", departement="75", city="PARIS", on=on)
        return [(one.office.name, one.near, one.load, one.delay, one.next) for one in found]

    assert choose() == [(people.office.name, 0, 3, 8, False), (other.office.name, 2, 0, None, True)]
    assert choose(date(2027, 10, 14))[0][3] is None  # letters older than a year tell nothing
    Case.objects.filter(state="refused").update(dispatched_on=None, last_day=None, raw_last_day=None)
    assert choose()[0][3] is None  # two letters are not a habit
    assert offices_to_choose(court="Nancy", departement="54", city="Nancy", on=date(2026, 11, 1)) == ()
