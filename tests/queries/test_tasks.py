"""What each case waits for, and the order in which the office reads it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dument.actions import answers, negotiation
from dument.procedure.states import Actor
from dument.queries import creditor, lists, office
from dument.queries.tasks import TASKS, task_of, with_tasks
from dument.records.cases.models import Case
from tests import stories

AWAITED = {
    "draft": "complete",
    "submitted": "check",
    "prepared": "dispatch",
    "invited": "answer",
    "accepted": "note_acceptance",
    "refusal_received": "note_refusal",
    "participating": "propose",
    "proposed": "consent",
    "terms_refusal_received": "note_terms_refusal",
    "consented": "note_agreement",
    "agreed": "issue_title",
    "title_issued": "appoint",
    "paid": "appoint",
    "paid_by_hand": "appoint",
    "cancelled": "appoint",
    "declined": "closed",
    "refused": "closed",
    "expired": "closed",
    "terms_refused": "closed",
    "withdrawn": "closed",
    "ended": "closed",
}
ON_LAST_DAY, AFTER = stories.instant("2026-11-13"), stories.instant("2026-11-14")


@pytest.mark.parametrize("state", stories.STATES)
def test_each_state_waits_for_one_thing(people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    read = creditor.my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=ON_LAST_DAY)
    assert read.task.word == AWAITED[state]


@pytest.mark.parametrize(
    ("state", "after"),
    [
        ("invited", "note_expiry"),
        ("accepted", "note_acceptance"),
        ("participating", "note_expiry"),
        ("proposed", "note_expiry"),
        ("consented", "note_agreement"),
        ("refusal_received", "note_refusal"),
        ("terms_refusal_received", "note_terms_refusal"),
        ("agreed", "issue_title"),
        ("prepared", "dispatch"),
    ],
)
def test_once_the_month_is_over(people: stories.People, state: str, after: str) -> None:
    case = stories.case_in(state, people)
    read = creditor.my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=AFTER)
    assert read.task.word == after


def test_the_office_s_tasks_come_first_a_month_that_ends_before_all(people: stories.People) -> None:
    waiting = stories.case_in("invited", people)
    accepted = stories.case_in("accepted", people)
    new = stories.case_in("submitted", people)
    rows = office.queue(office_id=people.office.pk, at=ON_LAST_DAY).rows
    assert [row.reference for row in rows] == [accepted.reference, new.reference, waiting.reference]
    assert [row.left for row in rows] == [0, None, 0]
    assert [row.who for row in rows] == ["office", "office", "debtor"]


def test_pages_are_cut_and_counted(people: stories.People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 2)
    references = {stories.case_in("submitted", people).reference for _ in range(5)}
    pages = [office.queue(office_id=people.office.pk, at=AFTER, page=number) for number in (1, 2, 3, 99)]
    assert [len(page.rows) for page in pages] == [2, 2, 1, 1]
    assert {row.reference for page in pages[:3] for row in page.rows} == references
    assert (pages[0].total, pages[0].pages, pages[3].page) == (5, 3, 3)
    empty = office.queue(office_id=people.office.pk, at=AFTER, asked=office.Asked(scope="closed"))
    assert (empty.rows, empty.pages, empty.page) == ((), 1, 1)


def test_counts_are_the_office_s_own(people: stories.People, strangers: stories.People) -> None:
    for state in ("submitted", "submitted", "invited", "refused"):
        stories.case_in(state, people)
    stories.case_in("prepared", strangers)
    counted = office.waiting(office_id=people.office.pk, at=ON_LAST_DAY).tasks
    assert [(one.word, one.number, one.urgent) for one in counted] == [
        ("check", 2, True),
        ("answer", 1, False),
    ]


@pytest.mark.parametrize("at", [ON_LAST_DAY, AFTER])
def test_a_queue_says_what_the_page_of_each_case_says(people: stories.People, at: datetime) -> None:
    cases = [stories.case_in(state, people) for state in AWAITED]
    seen = {case.pk: case.task for case in with_tasks(Case.objects.all(), at.date())}
    assert seen == {case.pk: task_of(Case.objects.get(pk=case.pk), at.date()).word for case in cases}


def test_a_reference_finds_its_case_a_part_of_it_or_of_a_name_too(people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    stories.case_in("submitted", people)

    def found(search: str) -> list[str]:
        asked = office.Asked(search=search)
        return [row.reference for row in office.queue(office_id=people.office.pk, at=AFTER, asked=asked).rows]

    parts = (case.reference, case.reference.lower(), case.reference[3:], case.reference[4:9])
    assert [found(part) for part in parts] == [[case.reference]] * 4
    assert case.reference in found(case.reference[8:])
    assert found("DU-0000-0000") == []
    assert len(found("sacha dur")) == len(found("")) == 2


def test_every_task_is_told_to_both() -> None:
    assert all(task.for_office and task.for_creditor for task in TASKS.values())
    assert {task.who for task in TASKS.values()} == {"office", "creditor", "debtor", ""}


def test_the_creditor_sees_his_turn_first(people: stories.People) -> None:
    invited = stories.case_in("invited", people)
    proposed = stories.case_in("proposed", people)
    rows = creditor.my_cases(creditor_ids=[people.creditor.pk], at=ON_LAST_DAY).rows
    assert [row.reference for row in rows] == [proposed.reference, invited.reference]
    assert creditor.my_cases(creditor_ids=[], at=ON_LAST_DAY).total == 0


def test_who_counters_takes_his_consent_back(people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    by = people.by(Actor.CREDITOR)
    negotiation.consent_creditor(case_id=case.pk, by=by, at=stories.instant("2026-10-22"))
    assert _task(people, case) == "debtor_consent"
    said = answers.Said(text="1 000 € en deux fois")
    answers.counter_offer(case_id=case.pk, by=by, at=stories.instant("2026-10-23"), said=said)
    assert _task(people, case) == "consent"
    negotiation.consent_creditor(case_id=case.pk, by=by, at=stories.instant("2026-10-24"))
    assert _task(people, case) == "debtor_consent"


def test_an_agreement_once_formed_stands(people: stories.People) -> None:
    case = stories.case_in("consented", people)
    answers.refuse_terms(case_id=case.pk, by=people.by(Actor.DEBTOR), at=stories.instant("2026-10-26"))
    assert _task(people, case) == "note_agreement"


def test_of_two_answers_the_last_counts(people: stories.People) -> None:
    case = stories.case_in("accepted", people)
    debtor = people.by(Actor.DEBTOR)
    answers.refuse(case_id=case.pk, by=debtor, at=stories.instant("2026-10-20"))
    assert _task(people, case) == "note_refusal"
    answers.accept(case_id=case.pk, by=debtor, at=stories.instant("2026-10-21"))
    assert _task(people, case) == "note_acceptance"
    for posted_on, awaited in ((date(2026, 10, 20), "note_acceptance"), (date(2026, 10, 22), "note_refusal")):
        said = answers.Said(channel="post", posted_on=posted_on)
        answers.refuse(
            case_id=case.pk, by=people.by(Actor.OFFICER), at=stories.instant("2026-10-23"), said=said
        )
        assert _task(people, case) == awaited, "a form counts from its posting"


def _task(people: stories.People, case: Case) -> str:
    return creditor.my_case(
        creditor_ids=[people.creditor.pk], reference=case.reference, at=ON_LAST_DAY
    ).task.word
