"""The database writes, character for character, what the plain hash of a line covers."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import product

from dument.records.cases.models import Case
from dument.records.journal.chain import event_hash
from dument.records.journal.models import Event
from dument.records.journal.told import Told
from tests import stories

# Instants without microseconds, with leading and trailing zeros; days and years that need filling; words of others.
INSTANTS = [datetime(2026, 3, 1, 4, 5, 6, part, tzinfo=UTC) for part in (0, 1, 100, 120_000, 999_999)]
DAYS = (date(2026, 1, 2), date(1970, 12, 31), date(2400, 2, 29))
WORDS = ("", "élodie", "two\nlines", "back\\slash\t'quote'", "日本 😀", " spaced ")


def _lines(case: Case) -> list[Event]:
    chance = random.Random(2026)  # noqa: S311 - draws examples, guards nothing
    lines = []
    for rank, (at, on, word) in enumerate(product(INSTANTS, DAYS, WORDS), start=100):
        line = Event(
            case=case, office=chance.choice((None, case.office)), number=rank, schema_version=chance.randint(0, 99),
            type=chance.choice(("", "préparé", "end")), on=on, at=at + timedelta(days=chance.randint(-9999, 9999)),
            actor=chance.choice(("officer", "")), actor_id=word, previous=chance.randbytes(32).hex(),
            body_sha256=chance.randbytes(32).hex(),
        )  # fmt: skip
        line.hash = event_hash(line)
        lines.append(line)
    return lines


def test_the_database_and_plain_python_hash_the_same_text(people: stories.People) -> None:
    case = stories.case_in("prepared", people)
    written = Event.objects.bulk_create(_lines(case))
    assert {line.office_id for line in written} == {None, case.office_id}
    told = list(Event.objects.order_by("number").values_list(Told(), "hash", "number"))
    assert len(told) == len(written) + case.last_number
    assert [number for text, kept, number in told if sha256(text.encode()).hexdigest() != kept] == []
