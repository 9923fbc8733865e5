"""Messages: kept as written, told once to the other side, refused when they can serve nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from dument.actions import exchanges
from dument.actions.claims import BadEvidence
from dument.actions.exchanges import BadExchange, mark_read, write
from dument.procedure.states import Actor
from dument.queries.creditor import my_case
from dument.queries.exchanges import thread
from dument.queries.office import office_case
from dument.records.cases.models import Case
from dument.records.exchanges.models import Exchange
from dument.records.journal.models import Event
from dument.records.outbox.models import Message
from tests import stories
from tests.tables import added, snapshot

AT = stories.instant("2026-10-26")
PNG = b"\x89PNG\r\n\x1a\n rest"


def say(people: stories.People, case: Case, actor: Actor = Actor.CREDITOR, **more: object) -> int:
    return write(case_id=case.pk, by=people.by(actor), at=AT, **({"text": "Bonjour"} | more))  # type: ignore[arg-type]


def test_a_message_is_one_row_told_once_to_the_other_side(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    for actor, effect in ((Actor.CREDITOR, "tell_office"), (Actor.OFFICER, "tell_creditor")):
        before = snapshot()
        rank = say(people, case, actor, text="  Pièce jointe  ", file=("a.png", PNG))
        assert added(before, snapshot()) == {"exchanges.Exchange": 1, "outbox.Message": 1}
        row = Exchange.objects.get(case=case, rank=rank)
        assert (row.text, row.office_id, row.media_type, row.size) == (
            "Pièce jointe", case.office_id, "image/png", len(PNG),
        )  # fmt: skip
        assert Message.objects.latest("id").key == f"{case.reference}/echange-{rank}/{effect}"
    assert Case.objects.get(pk=case.pk).version == case.version
    assert not Event.objects.filter(case=case, type="echange").exists()


def test_a_double_click_is_one_message_and_a_repeat_later_is_two(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    assert say(people, case) == say(people, case) == 1
    later = AT + timedelta(minutes=10)
    assert write(case_id=case.pk, by=people.by(Actor.CREDITOR), at=later, text="Bonjour") == 2


def test_a_question_waits_until_the_other_side_answers_it(people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    asked = say(people, case, Actor.OFFICER, text="Le devis ?", question=True)
    assert [one.waits for one in thread(case.pk)] == [True]
    with pytest.raises(BadExchange, match="n'existe pas"):
        say(people, case, Actor.OFFICER, text="Moi-même", answers=asked)
    with pytest.raises(BadExchange, match="n'existe pas"):
        say(people, case, answers=7)
    say(people, case, text="Le voici", answers=asked)
    assert [(one.waits, one.answers) for one in thread(case.pk)] == [(False, None), (False, asked)]


def test_each_side_counts_what_it_has_not_read(people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    for rank in range(2):
        say(people, case, Actor.OFFICER, text=f"Mot {rank}")
    say(people, case)

    def counts() -> tuple[int, int]:
        mine = my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=AT)
        theirs = office_case(office_id=people.office.pk, reference=case.reference, at=AT)
        return mine.unread, theirs.unread

    assert counts() == (2, 1)
    assert mark_read(case_id=case.pk, actor=Actor.CREDITOR, at=AT) == 2
    assert counts() == (0, 1)
    assert mark_read(case_id=case.pk, actor=Actor.OFFICER, at=AT) == 1
    assert mark_read(case_id=case.pk, actor=Actor.OFFICER, at=AT) == 0
    assert counts() == (0, 0)


@pytest.mark.parametrize(
    ("text", "taken"), [("", False), ("  ", False), ("a" * 4000, True), ("a" * 4001, False)]
)
def test_a_message_says_something_and_not_too_much(people: stories.People, text: str, taken: bool) -> None:
    case = stories.case_in("submitted", people)
    if taken:
        assert say(people, case, text=text) == 1
        return
    with pytest.raises(BadExchange, match="4000 caractères"):
        say(people, case, text=text)
    assert not Exchange.objects.exists()


def test_a_draft_has_nobody_to_write_to(people: stories.People) -> None:
    case = stories.case_in("draft", people)
    with pytest.raises(BadExchange, match="aucune étude"):
        say(people, case)


@pytest.mark.parametrize("content", [b"", b"MZ\x90", b"%PDF-" + b"0" * (10 * 1024 * 1024)])
def test_a_file_that_evidence_would_refuse_is_refused(people: stories.People, content: bytes) -> None:
    case = stories.case_in("submitted", people)
    with pytest.raises(BadEvidence):
        say(people, case, file=("x.pdf", content))
    assert not Exchange.objects.exists()


def test_files_are_bounded(people: stories.People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchanges, "MOST_FILES", 1)
    case = stories.case_in("submitted", people)
    say(people, case, file=("", PNG))
    with pytest.raises(BadExchange, match="maximum"):
        say(people, case, text="encore", file=("b.png", PNG))
    assert say(people, case, text="sans fichier") == 2


@pytest.mark.parametrize("wrong", [{"side": "debtor"}, {"office": None}, {"sha256": "a" * 64, "size": 0}])
def test_the_database_refuses_what_must_never_be(people: stories.People, wrong: dict[str, object]) -> None:
    say(people, stories.case_in("submitted", people))
    with pytest.raises(IntegrityError, match="exchange_"), transaction.atomic():
        Exchange.objects.update(**wrong)
