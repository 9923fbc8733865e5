"""All that was agreed is paid before the title: it is told as paid, and the title stays the officer's to issue."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dument.actions import filing, titles
from dument.procedure.states import Actor
from dument.queries.creditor import my_case, my_cases
from dument.queries.debtor import debtor_case
from dument.records.cases.models import Case
from tests import stories
from tests.actions.test_cancelled_payments import cancel, pay

AT = stories.instant("2026-10-26")


def task(people: stories.People, case: Case) -> str:
    return my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=AT).task.word


def told(people: stories.People, case: Case, *, closed: bool) -> tuple[bool, bool, bool]:
    """Return whether the debtor's page, the creditor's and his list say that all is paid."""
    [row] = my_cases(creditor_ids=[people.creditor.pk], at=AT, closed=closed).rows
    read = my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=AT)
    return debtor_case(case_id=case.pk, at=AT).case.settled, read.settled, row.paid_off


@pytest.mark.parametrize(("amount", "all_paid"), [("1214.20", True), ("1214.19", False)])
def test_the_last_cent_changes_what_is_awaited(people: stories.People, amount: str, all_paid: bool) -> None:
    case = stories.case_in("agreed", people)
    receipt = pay(people, case, amount)
    assert told(people, case, closed=False) == (all_paid,) * 3
    assert task(people, case) == ("settle" if all_paid else "issue_title")
    cancel(people.by(Actor.OFFICER), case, receipt)
    assert told(people, case, closed=False) == (False,) * 3
    assert task(people, case) == "issue_title"


def test_a_second_certificate_after_a_withdrawn_one_counts(people: stories.People) -> None:
    case = stories.case_in("agreed", people)
    cancel(people.by(Actor.OFFICER), case, pay(people, case, "1214.20"))
    pay(people, case, "1214.20")
    assert (told(people, case, closed=False), task(people, case)) == ((True,) * 3, "settle")


def test_the_officer_still_issues_the_title_or_ends_the_case(people: stories.People) -> None:
    by = people.by(Actor.OFFICER)
    case = stories.case_in("agreed", people)
    pay(people, case, "1214.20")
    titles.issue_title(case_id=case.pk, by=by, at=AT)
    assert (told(people, case, closed=True), task(people, case)) == ((True,) * 3, "appoint")


def test_ended_as_paid_stays_paid_until_a_payment_is_cancelled(people: stories.People) -> None:
    by = people.by(Actor.OFFICER)
    case = stories.case_in("agreed", people)
    receipt = pay(people, case, "1214.20")
    filing.end(case_id=case.pk, by=by, at=AT, reason="paid")
    assert told(people, case, closed=True) == (True,) * 3
    cancel(by, case, receipt)
    assert told(people, case, closed=True) == (False,) * 3


def test_paid_though_not_attested_is_told_as_paid_by_its_page(people: stories.People) -> None:
    case = stories.case_in("paid_by_hand", people)
    read = debtor_case(case_id=case.pk, at=AT)
    assert (read.left_to_pay, read.case.settled, read.discharged) == (Decimal(0), True, False)
