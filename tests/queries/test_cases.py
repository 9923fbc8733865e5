"""A case read whole says what its rows say, in few queries, to its own people only."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from dument.actions import negotiation
from dument.law.schedules import acceleration_days
from dument.procedure.states import Actor
from dument.queries import office, timeline
from dument.queries.cases import NoSuchCase
from dument.queries.creditor import my_case
from dument.queries.rows import OWNED, read_whole
from dument.records.cases.models import Case
from dument.records.journal.models import Event, EventBody
from dument.records.reading import facts_of, read_case
from tests import stories

AT = stories.instant("2026-10-26")


@pytest.mark.parametrize("state", stories.STATES)
def test_the_facts_are_those_that_the_acts_see(people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    whole, _ = read_whole(Case.objects.filter(pk=case.pk))
    assert facts_of(whole) == facts_of(read_case(case.pk))


@pytest.mark.parametrize("model", OWNED)
def test_every_row_is_there_as_it_is(people: stories.People, model: type) -> None:
    for state in ("paid", "terms_refused", "expired"):
        case = stories.case_in(state, people)
        whole, _ = read_whole(Case.objects.filter(pk=case.pk))
        relation = model._meta.get_field("case").related_query_name()  # type: ignore[attr-defined]
        kept = list(getattr(Case.objects.get(pk=case.pk), relation).all())
        read = list(getattr(whole, relation).all())
        assert {row.pk for row in read} == {row.pk for row in kept}
        stored = {row.pk: row for row in kept}
        for row in read:
            for field in model._meta.concrete_fields:  # type: ignore[attr-defined]
                assert getattr(row, field.attname) == getattr(stored[row.pk], field.attname), field


def test_reading_costs_three_queries(
    people: stories.People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    submitted, titled = stories.case_in("submitted", people), stories.case_in("title_issued", people)
    for case in (submitted, titled):
        with django_assert_num_queries(3):
            office.office_case(office_id=people.office.pk, reference=case.reference, at=AT)


def test_a_case_is_its_people_s_alone(people: stories.People, strangers: stories.People) -> None:
    case = stories.case_in("proposed", people)
    mine = my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=AT)
    assert mine.debtor.name == "Sacha Durand"
    for creditors in ([strangers.creditor.pk], [uuid4()], []):
        with pytest.raises(NoSuchCase):
            my_case(creditor_ids=creditors, reference=case.reference, at=AT)
    with pytest.raises(NoSuchCase):
        office.office_case(office_id=strangers.office.pk, reference=case.reference, at=AT)


def test_terms_carry_their_consents(people: stories.People) -> None:
    case = stories.case_in("consented", people)
    latest = my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=AT).latest
    assert latest is not None
    assert (f"{latest.creditor_on}", f"{latest.debtor_on}") == ("2026-10-22", "2026-10-23")
    assert [f"{part.amount}" for part in latest.parts] == ["414.20", "400.00", "400.00"]
    proposed = stories.case_in("proposed", people)
    latest = my_case(creditor_ids=[people.creditor.pk], reference=proposed.reference, at=AT).latest
    assert latest is not None
    assert (latest.creditor_on, latest.debtor_on) == (None, None)


@pytest.mark.parametrize("written", [True, False])
def test_terms_tell_the_delay_of_their_clause(people: stories.People, written: bool) -> None:
    case = stories.case_in("proposed", people)
    by = people.by(Actor.OFFICER)
    negotiation.propose(case_id=case.pk, by=by, at=AT, amount=Decimal(1000), acceleration=written)
    read = my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=AT)
    assert read.proposals[-1].acceleration == (acceleration_days(AT.date()) if written else None)


def test_payments_add_up(people: stories.People) -> None:
    case = stories.case_in("paid", people)
    read = my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=AT)
    assert f"{read.paid}" == "414.20"
    assert f"{read.total}" == "1214.20"


def test_an_erased_body_leaves_a_sentence_and_a_chain(people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    for body in EventBody.objects.filter(event__case=case):
        EventBody.objects.filter(pk=body.pk).update(content=b"")
    journal = my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=AT).journal
    assert journal.broken == ""
    assert journal.entries[0].sentence == "Dossier confié à l'étude, mandat daté du"
    assert "{" not in " ".join(entry.sentence for entry in journal.entries)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"last_number": 9}, "La fin du journal manque"),
        ({"head": "0" * 64}, "La fin du journal manque"),
    ],
)
def test_a_cut_tail_shows(people: stories.People, change: dict[str, object], told: str) -> None:
    case = stories.case_in("invited", people)
    Case.objects.filter(pk=case.pk).update(**change)
    assert told in my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=AT).journal.broken


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_forged_line_shows(people: stories.People, number: int) -> None:
    """The database refuses the forgery itself: it is made in memory."""
    case = stories.case_in("invited", people)
    lines = list(Event.objects.filter(case=case).select_related("body").order_by("number"))
    assert timeline.broken_link(case, lines) == ""
    lines[number - 1].body.content = b'{"forged":true}'
    assert f"inscription n° {number}" in timeline.broken_link(case, lines)


def test_a_missing_line_shows(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    lines = list(Event.objects.filter(case=case).select_related("body").order_by("number"))
    assert "inscription n° 2" in timeline.broken_link(case, [lines[0], lines[2]])
