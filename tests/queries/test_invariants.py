"""Each invariant is broken by hand once, by somebody with the database's keys, and named; a sound case breaks none."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection, transaction

from dument.cli import invariants as command
from dument.ports.letters import Handover
from dument.queries.invariants import breaches
from dument.queries.snapshot import reading_only
from dument.records.cases.models import Case, Claim, Consent, Evidence, Outcome
from dument.records.copies import carrier_copy
from dument.records.desk.models import RegisterEntry
from dument.records.documents.models import Document
from dument.records.journal.models import Event, EventBody
from dument.records.money.models import Receipt
from dument.records.outbox.models import ExpiryTask, Message
from tests import fakes, stories
from tests.committed import at_once, emptied_after
from tests.tampering import tampering

AT = stories.instant("2026-10-26")
TODAY = date(2026, 10, 26)


def a_case(state: str, people: stories.People) -> Case:
    """Return a case in that state, whose messages have just become due."""
    case = stories.case_in(state, people)
    Message.objects.update(next_at=AT)
    return case


def found() -> set[str]:
    return {breach.invariant for breach in breaches(AT, TODAY)}


@pytest.mark.parametrize("state", stories.STATES)
def test_a_case_that_lived_by_the_table_breaks_nothing(people: stories.People, state: str) -> None:
    a_case(state, people)
    assert breaches(AT, TODAY) == []


def drop_last_line(case: Case) -> None:
    last = Event.objects.filter(case=case).latest("number")
    EventBody.objects.filter(event=last).delete()
    Event.objects.filter(pk=last.pk).delete()


def second_letter(case: Case) -> None:
    Message.objects.create(
        case=case, office_id=case.office_id, key="autre", effect="send_letter", next_at=AT, created_at=AT
    )


def no_letter(case: Case) -> None:
    Message.objects.filter(case=case, effect="send_letter").delete()


def letter_said_sent(case: Case) -> None:
    Message.objects.filter(case=case, effect="send_letter").update(state="done", proof={"number": "1A"})


def title_without_agreement(case: Case) -> None:
    Outcome.objects.filter(case=case).update(ending="R125-5 2°")


def consent_after_the_month(case: Case) -> None:
    Consent.objects.filter(case=case, party="debtor").update(on=date(2026, 11, 14))


def outcome_lost(case: Case) -> None:
    Outcome.objects.filter(case=case).delete()


def receipt_of_another_amount(case: Case) -> None:
    Receipt.objects.filter(case=case).update(amount_cents=41_421)


def receipt_nobody_told(case: Case) -> None:
    Receipt.objects.create(case=case, office_id=case.office_id, on=date(2026, 10, 25), amount_cents=1)


def line_edited(case: Case) -> None:
    Event.objects.filter(case=case, number=1).update(actor_id="un autre")


def task_before_the_end(case: Case) -> None:
    ExpiryTask.objects.create(case=case, office_id=case.office_id, on=date(2026, 11, 13))


def month_over_and_no_task(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(raw_last_day=date(2026, 10, 20), last_day=date(2026, 10, 20))


def last_day_of_one_day_more(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(last_day=date(2026, 11, 14))


def message_stuck(case: Case) -> None:
    Message.objects.filter(case=case).update(next_at=AT - timedelta(days=2))


def done_without_proof(case: Case) -> None:
    Message.objects.filter(case=case, effect="tell_office").update(state="done")


def state_moved_by_hand(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(state="refused")


def act_out_of_turn(case: Case) -> None:
    Event.objects.filter(case=case, number=2).update(type="note_agreement")


def paper_gone(case: Case) -> None:
    fakes.MemoryStore.papers.pop(Document.objects.filter(case=case, kind="invitation").get().sha256)


def evidence_altered(case: Case) -> None:
    Evidence.objects.create(
        case=case,
        office_id=case.office_id,
        rank=9,
        name="f.pdf",
        media_type="application/pdf",
        sha256="0" * 64,
        size=1,
    )


def paper_nobody_told(case: Case) -> None:
    digest = fakes.MemoryStore().put(b"un titre de plus")
    Document.objects.create(
        case=case, office_id=case.office_id, kind="proposal", rank=9, on=TODAY, sha256=digest, size=1
    )


def code_kept(case: Case) -> None:
    fakes.MemoryStore().hide(carrier_copy(case.pk), b"une lettre et son code")


def paid_before_the_outcome(case: Case) -> None:
    Receipt.objects.filter(case=case).update(on=date(2026, 10, 22))


def owed_twice(case: Case) -> None:
    Claim.objects.filter(pk=case.claim_id).update(debtors=2, whole_cents=case.principal_cents - 1)


def owed_less(case: Case) -> None:
    whole = case.principal_cents + 1
    Claim.objects.filter(pk=case.claim_id).update(debtors=2, whole_cents=whole, solidarity_basis="Bail")


def paid_by_two(case: Case) -> None:
    Claim.objects.filter(pk=case.claim_id).update(debtors=2, whole_cents=120_000, solidarity_basis="Bail")
    for _ in range(2):
        Receipt.objects.create(case=case, office_id=case.office_id, on="2026-11-20", amount_cents=60_711)


def waited_for_something_else(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(awaits="note_refusal")


def register_with_a_hole(case: Case) -> None:
    last = RegisterEntry.objects.filter(case=case).latest("number")
    RegisterEntry.objects.filter(pk=last.pk).update(number=last.number + 1)


PLANTED: list[tuple[str, str, Callable[[Case], None]]] = [
    ("I1", "prepared", drop_last_line),
    ("I2", "prepared", second_letter),
    ("I2", "prepared", no_letter),
    ("I2", "prepared", letter_said_sent),
    ("I3", "title_issued", title_without_agreement),
    ("I3", "title_issued", consent_after_the_month),
    ("I3", "refused", outcome_lost),
    ("I4", "paid", receipt_of_another_amount),
    ("I4", "title_issued", receipt_nobody_told),
    ("I5", "prepared", line_edited),
    ("I6", "invited", task_before_the_end),
    ("I6", "invited", month_over_and_no_task),
    ("I6", "invited", last_day_of_one_day_more),
    ("I7", "submitted", message_stuck),
    ("I7", "submitted", done_without_proof),
    ("I8", "invited", state_moved_by_hand),
    ("I8", "prepared", act_out_of_turn),
    ("I9", "prepared", paper_gone),
    ("I9", "submitted", evidence_altered),
    ("I9", "proposed", paper_nobody_told),
    ("I9", "invited", code_kept),
    ("I9", "withdrawn", code_kept),
    ("I10", "paid", paid_before_the_outcome),
    ("I11", "submitted", owed_twice),
    ("I11", "draft", owed_less),
    ("I11", "refused", paid_by_two),
    ("I12", "invited", waited_for_something_else),
    ("I13", "participating", register_with_a_hole),
]


@pytest.mark.parametrize(
    ("invariant", "state", "plant"), PLANTED, ids=lambda one: getattr(one, "__name__", None)
)
def test_a_planted_breach_is_found(
    people: stories.People, invariant: str, state: str, plant: Callable[[Case], None]
) -> None:
    case = a_case(state, people)
    with tampering():
        plant(case)
    named = [breach for breach in breaches(AT, TODAY) if breach.invariant == invariant]
    assert named, f"{plant.__name__} is not seen: {found()}"
    assert any(case.reference in breach.where for breach in named)


def test_each_invariant_has_its_plant() -> None:
    assert {invariant for invariant, _, _ in PLANTED} == {f"I{number}" for number in range(1, 14)}


def test_another_number_at_the_carrier_is_found(people: stories.People, settings: Any) -> None:
    a_case("prepared", people)
    Message.objects.filter(effect="send_letter").update(state="done", proof={"number": "1A"})
    settings.DUMENT_CARRIER = "tests.queries.test_invariants.OtherNumber"
    assert [breach.invariant for breach in breaches(AT, TODAY)] == ["I2"]


class OtherNumber(fakes.NoCarrier):
    """Knows every letter under a number of its own."""

    def seen(self, key: str) -> Handover | None:
        """Say so."""
        return Handover(number="9Z", taken_at=datetime(2026, 10, 12).astimezone(), already_seen=True)


def test_the_command_names_each_breach(people: stories.People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "dument.queries.snapshot.reading_only", nullcontext
    )  # opens no transaction in another
    case = a_case("prepared", people)
    assert CliRunner().invoke(command.command, []).exit_code == 0
    with tampering():
        state_moved_by_hand(case)
    told = CliRunner().invoke(command.command, [])
    assert told.exit_code == 1
    assert f"I8   {case.reference}" in told.output


@pytest.mark.postgres
def test_the_look_changes_nothing_and_sees_one_moment(django_db_setup: None, django_db_blocker: Any) -> None:
    with emptied_after(django_db_blocker):
        case = stories.case_in("submitted", stories.people())
        with pytest.raises(DatabaseError), reading_only():
            Case.objects.filter(pk=case.pk).update(version=9)
        with reading_only():
            before = Case.objects.get(pk=case.pk).version
            at_once(lambda: Case.objects.filter(pk=case.pk).update(version=before + 1))
            assert Case.objects.get(pk=case.pk).version == before


def test_the_look_changes_nothing_on_the_embedded_database(people: stories.People) -> None:
    if connection.vendor == "postgresql":
        return
    with reading_only(), pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.create()
    stories.case_in("draft", people)
