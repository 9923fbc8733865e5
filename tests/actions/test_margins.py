"""The margin: kept as it was set, sealed from the debtor, fixed once both agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from dument.actions import ordinary
from dument.actions.margins import MarginFixed, set_margin
from dument.procedure.margin import BadMargin, Margin
from dument.procedure.states import Actor
from dument.queries.margins import margin_for_office, margin_of_creditor, would_fit
from dument.records.cases.models import Case
from dument.records.cases.models import Margin as MarginRow
from dument.records.journal.models import Event
from tests import stories
from tests.tables import added, snapshot

AT = stories.instant("2026-10-26")
MARGIN = Margin(instalments=3, months=4, rebate=Decimal("100.05"), floor=Decimal("1150"))


def put(people: stories.People, case: Case, margin: Margin = MARGIN) -> None:
    set_margin(case_id=case.pk, by=people.by(Actor.CREDITOR), at=AT, margin=margin)


@pytest.mark.parametrize("state", ["draft", "submitted", "invited", "proposed"])
def test_it_is_kept_until_an_agreement_and_the_last_one_counts(people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    put(people, case)
    before = snapshot()
    put(people, case)
    assert snapshot() == before  # said twice, kept once
    put(people, case, replace(MARGIN, months=6))
    assert added(before, snapshot()) == {"cases.Margin": 1}
    row = MarginRow.objects.filter(case=case).last()
    assert row is not None
    assert (row.rank, row.rebate_cents, row.floor_cents, row.office_id) == (
        2,
        10_005,
        115_000,
        case.office_id,
    )
    assert row.by_id == str(people.creditor_user.pk)


@pytest.mark.parametrize("state", ["agreed", "title_issued", "refused", "withdrawn"])
def test_nothing_is_left_to_negotiate_after_the_outcome(people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    with pytest.raises(MarginFixed, match="ne change plus"):
        put(people, case)
    assert not MarginRow.objects.exists()


def test_an_erased_case_takes_no_margin(people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    Case.objects.filter(pk=case.pk).update(purged_on=AT.date())
    with pytest.raises(Case.DoesNotExist):
        put(people, case)


def test_bounds_that_the_claim_cannot_bear_are_refused(people: stories.People) -> None:
    case = stories.case_in("draft", people)
    with pytest.raises(BadMargin):
        put(people, case, replace(MARGIN, rebate=Decimal("1214.20")))
    assert not MarginRow.objects.exists()


WRONG = ("instalments=0", "instalments=361", "months=0", "months=361", "rebate_cents=-1", "floor_cents=-1")


@pytest.mark.parametrize("wrong", WRONG)
def test_the_database_refuses_them_too(people: stories.People, wrong: str) -> None:
    put(people, stories.case_in("draft", people))
    name, value = wrong.split("=")
    with pytest.raises(IntegrityError, match="margin_"), transaction.atomic():
        MarginRow.objects.update(**{name: int(value)})


def test_the_creditor_and_his_officer_read_it_once_filed_and_nobody_else(
    people: stories.People,
) -> None:
    strangers = stories.people("deux")
    draft, case = stories.case_in("draft", people), stories.case_in("invited", people)
    for one in (draft, case):
        put(people, one)
        mine = margin_of_creditor(creditor_ids=[people.creditor.pk], reference=one.reference)
        assert mine is not None
        assert (mine.margin, mine.rank, mine.at) == (MARGIN, 1, AT)
        assert margin_of_creditor(creditor_ids=[strangers.creditor.pk], reference=one.reference) is None
        assert margin_for_office(office_id=strangers.office.pk, reference=one.reference) is None
    office = margin_for_office(office_id=people.office.pk, reference=case.reference)
    assert office is not None
    assert office.margin == MARGIN
    assert margin_for_office(office_id=people.office.pk, reference=draft.reference) is None


def test_a_draft_s_margin_follows_it_to_the_office_and_into_its_copy(people: stories.People) -> None:
    case = stories.case_in("draft", people)
    put(people, case)
    for step in stories.STATES["withdrawn"]:
        step(people, case)
    assert MarginRow.objects.get(case=case).office_id == people.office.pk
    copy = ordinary.copy_to_draft(case_id=case.pk, by=people.by(Actor.CREDITOR), at=AT)
    row = MarginRow.objects.get(case=copy)
    assert (row.office_id, row.rebate_cents) == (None, 10_005)


def test_terms_are_told_to_fit_or_not_and_no_more(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    days = [date(2026, 12, 1), date(2027, 3, 13)]  # the month ends on 13 November
    assert would_fit(case_id=case.pk, amount=Decimal("1214.20"), days=days, at=AT) is None
    put(people, case)
    assert would_fit(case_id=case.pk, amount=Decimal("1214.20"), days=days, at=AT) is True
    late = [*days, date(2027, 3, 14)]
    assert would_fit(case_id=case.pk, amount=Decimal("1214.20"), days=late, at=AT) is False
    draft = stories.case_in("draft", people)
    put(people, draft)  # before the letter, the months count from the day of the asking
    assert would_fit(case_id=draft.pk, amount=Decimal("1150"), days=[date(2027, 2, 26)], at=AT) is True
    assert would_fit(case_id=draft.pk, amount=Decimal("1150"), days=[date(2027, 2, 27)], at=AT) is False


def test_it_is_in_no_journal_and_moves_no_version(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    lines = Event.objects.filter(case=case).count()
    put(people, case)
    assert Event.objects.filter(case=case).count() == lines
    assert Case.objects.get(pk=case.pk).version == case.version
