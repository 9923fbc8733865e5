"""A payment counts from the day it was received, told by who records it; the journal keeps the day of recording."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dument.actions import receipts
from dument.actions._move import Done
from dument.procedure.machine import Refused
from dument.procedure.states import Actor
from dument.queries.debtor import debtor_case
from dument.queries.invariants import breaches
from dument.records.cases.models import Case
from dument.records.money.models import Receipt
from tests import stories
from tests.actions.test_cancelled_payments import cancel

AGREED, TODAY = date(2026, 10, 23), date(2026, 10, 26)
AT = stories.instant("2026-10-26")


def pay(people: stories.People, case: Case, amount: str, received_on: date | None) -> Done:
    return receipts.record_payment(
        case_id=case.pk,
        by=people.by(Actor.OFFICER),
        at=AT,
        amount=Decimal(amount),
        received_on=received_on,
    )


@pytest.mark.parametrize("state", ["agreed", "title_issued"])
@pytest.mark.parametrize(
    ("day", "refused"),
    [
        (date(2026, 10, 22), "payment_locked"),
        (AGREED, ""),
        (TODAY, ""),
        (date(2026, 10, 27), "too_early"),
        (date(2026, 10, 1), "payment_locked"),
    ],
)
def test_between_the_recorded_outcome_and_today(
    people: stories.People, state: str, day: date, refused: str
) -> None:
    case = stories.case_in(state, people)
    if refused:
        with pytest.raises(Refused) as refusal:
            pay(people, case, "100", day)
        assert refusal.value.codes == (refused,)
        assert not Receipt.objects.filter(case=case).exists()
        return
    pay(people, case, "100", day)
    assert Receipt.objects.get(case=case).on == day
    entry = debtor_case(case_id=case.pk, at=AT).case.journal.entries[-1]
    assert (entry.on, f"Reçu le : {day:%d/%m/%Y}" in entry.more) == (TODAY, True)
    assert [one for one in breaches(AT, TODAY) if one.invariant == "I10"] == []


def test_the_day_of_recording_when_nobody_tells_another(people: stories.People) -> None:
    case = stories.case_in("agreed", people)
    pay(people, case, "100", None)
    assert Receipt.objects.get(case=case).on == TODAY


def test_what_was_received_first_is_imputed_first_whenever_it_is_recorded(people: stories.People) -> None:
    case = stories.case_in("agreed", people)
    pay(people, case, "800.00", TODAY)
    pay(people, case, "414.20", AGREED)
    first, second = debtor_case(case_id=case.pk, at=AT).receipts
    assert (first.on, first.covers) == (AGREED, ((date(2026, 12, 1), Decimal("414.20")),))
    assert (second.on, second.amount) == (TODAY, Decimal("800.00"))
    late = Receipt.objects.filter(case=case).latest("pk")
    cancel(people.by(Actor.OFFICER), case, late)
    assert debtor_case(case_id=case.pk, at=AT).left_to_pay == Decimal("414.20")
