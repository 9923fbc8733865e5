"""A recorded-delivery number proves one deposit: no other letter of the office bears it, and a slip is put right."""

from __future__ import annotations

import json
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from dument.actions import letter_numbers, letters, ordinary
from dument.actions._move import How
from dument.procedure.machine import Refused
from dument.procedure.states import Actor
from dument.records.cases.models import Case, LetterNumber
from dument.records.journal.models import Event
from dument.records.reading import read_case
from tests import stories
from tests.tables import snapshot

AT, LATER = stories.instant("2026-10-13"), stories.instant("2026-10-20")
TAKEN, FREE = "1A 001 002 0034 5", "1A 001 002 0035 2"


def dispatch(people: stories.People, case: Case, proof: str) -> Case:
    letters.record_dispatch(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT, proof=proof)
    return read_case(case.pk)


def put_right(people: stories.People, case: Case, proof: str, line: int = 3) -> Case:
    ordinary.correct(
        case_id=case.pk,
        by=people.by(Actor.OFFICER),
        at=LATER,
        number=line,
        words="Mal lu.",
        letter_number=proof,
    )
    return read_case(case.pk)


@pytest.mark.parametrize("again", [TAKEN, "1a001002-00345", " 1A 0010020034.5 "])
def test_a_number_that_another_letter_bears_is_refused(people: stories.People, again: str) -> None:
    stories.case_in("invited", people)
    other = stories.case_in("prepared", people)
    before = snapshot()
    with pytest.raises(Refused, match="déjà celui d'une autre lettre") as refusal:
        dispatch(people, other, again)
    assert refusal.value.codes == ("letter_number_borne",)
    assert snapshot() == before
    assert dispatch(people, other, FREE).dispatch_proof == FREE


def test_another_office_is_not_stopped_by_it(people: stories.People) -> None:
    stories.case_in("invited", people)
    elsewhere = stories.people("Étude voisine")
    assert dispatch(elsewhere, stories.case_in("prepared", elsewhere), TAKEN).state == "invited"


def test_the_database_itself_lets_one_letter_have_a_number(people: stories.People) -> None:
    sent, other = stories.case_in("invited", people), stories.case_in("prepared", people)
    number = LetterNumber.objects.get(case=sent).number
    assert number == "1A00100200345"
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterNumber.objects.create(case=other, office=people.office, number=number)


def test_two_at_once_give_it_to_one(people: stories.People, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other case took the number after the table was asked: nothing is written, and the reason is told."""
    stories.case_in("invited", people)
    other = stories.case_in("prepared", people)
    monkeypatch.setattr(letter_numbers, "looking_at", lambda _number: How().enrich)
    before = snapshot()
    with pytest.raises(Refused) as refusal:
        dispatch(people, other, TAKEN)
    assert refusal.value.codes == ("letter_number_borne",)
    assert snapshot() == before


def test_a_number_told_wrongly_is_put_right_and_free_again(people: stories.People) -> None:
    sent, other = stories.case_in("invited", people), stories.case_in("prepared", people)
    corrected = put_right(people, sent, FREE)
    assert (corrected.dispatch_proof, corrected.dispatched_on) == (FREE, date(2026, 10, 13))
    told = json.loads(bytes(Event.objects.filter(case=sent).latest("number").body.content))
    assert (told["corrects"], told["before"], told["proof"]) == (3, TAKEN, FREE)
    assert dispatch(people, other, TAKEN).state == "invited"
    with pytest.raises(Refused, match="déjà celui d'une autre lettre"):
        put_right(people, sent, TAKEN)
    assert put_right(people, sent, FREE).dispatch_proof == FREE, "its own number is not another's"


@pytest.mark.parametrize(
    ("proof", "line", "why"), [(FREE, 2, "inscription de l'envoi"), ("--", 3, "ni chiffre")]
)
def test_only_the_line_of_the_dispatch_has_a_number(
    people: stories.People, proof: str, line: int, why: str
) -> None:
    case = stories.case_in("invited", people)
    before = snapshot()
    with pytest.raises(ValueError, match=why):
        put_right(people, case, proof, line)
    assert snapshot() == before


def test_numbers_told_before_the_table_was_made_are_taken_in(people: stories.People) -> None:
    """Two cases told the same one: the first sent keeps it, the other has none and nothing stops."""
    first, second = stories.case_in("invited", people), stories.case_in("invited", people)
    LetterNumber.objects.all().delete()
    Case.objects.filter(pk=second.pk).update(dispatch_proof=TAKEN, dispatched_on=date(2026, 10, 14))
    import_module("dument.records.cases.migrations.0014_letter_numbers").take_in(apps, None)
    assert list(LetterNumber.objects.values_list("case", "office", "number")) == [
        (first.pk, people.office.pk, "1A00100200345")
    ]


def test_the_numbers_are_taken_in_once_no_two_may_be_alike() -> None:
    """A constraint made with the table waits for the end: two numbers alike would then stop the whole upgrade."""
    migration = import_module("dument.records.cases.migrations.0014_letter_numbers").Migration
    kinds = [type(one).__name__ for one in migration.operations]
    assert kinds.index("AddConstraint") < kinds.index("RunPython")
    made = migration.operations[kinds.index("AddConstraint")]
    assert made.constraint.name == "one_letter_a_number"
