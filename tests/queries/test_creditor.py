"""What a creditor reads of the debtor: what he gave himself, and nothing that was told to the office alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from dument.actions import letters, ordinary, readers, titles
from dument.procedure.states import Actor
from dument.queries.creditor import my_case
from dument.queries.documents import content
from dument.queries.export import OFFICERS_OWN, of_creditor
from dument.records.cases.models import Case, Party
from dument.records.debtor_given import as_given
from dument.records.documents.models import Document
from tests import stories
from tests.fakes import FastTypesetter

AT = stories.instant("2026-10-26")


def changed(actor: str, **columns: str) -> tuple[str, Mapping[str, Any]]:
    """Return a line that changes those columns, each "former>new"; without a former value when there is no ">"."""
    before = {name: told.split(">")[0] for name, told in columns.items() if ">" in told}
    return actor, {"changes": {name: told.split(">")[-1] for name, told in columns.items()}, "before": before}


@pytest.mark.parametrize(
    ("lines", "given"),
    [
        ([], {}),
        ([("officer", {}), changed("officer", kind="consumer>company")], {}),
        ([changed("officer", city="a>b")], {"city": "a"}),
        ([changed("officer", city="b")], {"city": ""}),
        ([changed("debtor", email=">x@y"), changed("officer", email="x@y>z@y")], {"email": ""}),
        ([changed("officer", city="a>b"), changed("officer", city="b>c")], {"city": "a"}),
        ([changed("officer", city="a>b"), changed("creditor", city="b>c")], {}),
        ([changed("creditor", city="a>b"), changed("officer", city="b>c")], {"city": "b"}),
        (
            [changed("officer", city="a>b"), changed("creditor", city="b>c"), changed("officer", city="c>d")],
            {"city": "c"},
        ),
    ],
)  # fmt: skip
def test_the_debtor_is_as_the_creditor_last_knew_him(
    lines: list[tuple[str, Mapping[str, Any]]], given: Mapping[str, str]
) -> None:
    assert as_given(lines) == given


def test_what_the_debtor_tells_the_office_is_not_the_creditors(people: stories.People) -> None:
    case, by = stories.case_in("invited", people), people.by(Actor.DEBTOR)
    before = my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=AT)
    readers.share_budget(case_id=case.pk, by=by, at=AT, text="Reste 80 € par mois.")
    readers.offer(case_id=case.pk, by=by, at=AT, amount=Decimal(600), count=3)
    readers.give_contact(case_id=case.pk, by=by, at=AT, email="sacha@durand.example", phone="")
    readers.declare(case_id=case.pk, by=by, at=AT, what="moved")
    after = my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=AT)
    assert [one.kind for one in after.journal.entries[len(before.journal.entries) :]] == ["moved"]
    assert [fact.kind for fact in after.told] == ["moved"]
    assert after.debtor == before.debtor
    [told] = of_creditor(creditor_ids=[people.creditor.pk], at=AT).cases
    assert len(told["etapes"]) == len(after.journal.entries)  # type: ignore[arg-type]
    assert after.journal.broken == ""


FOUND = {"address": "9 rue du Refuge", "postcode": "75011", "city": "Paris"}


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers that bear the debtor's address in clear."""
    blank = FastTypesetter.render

    def render(self: FastTypesetter, kind: str, data: Mapping[str, Any]) -> bytes:
        return blank(self, kind, data) + f"%{data['debtor']['address']}\n".encode()

    monkeypatch.setattr(FastTypesetter, "render", render)


def read_by_the_creditor(case: Case, people: stories.People) -> Mapping[str, str]:
    """Return the bytes, as text, of each paper that the creditor reads."""
    read = my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=AT)
    return {
        one.kind: content(one.sha256).decode("latin-1") for one in read.papers if one.kind not in OFFICERS_OWN
    }


def learn(case: Case, people: stories.People, at: datetime) -> None:
    """Let the office find where the debtor lives."""
    ordinary.report_fact(case_id=case.pk, by=people.by(Actor.OFFICER), at=at, kind="address", changes=FOUND)


@pytest.mark.usefixtures("printed")
def test_a_letter_sent_where_the_office_found_the_debtor_is_kept_from_the_creditor(
    people: stories.People,
) -> None:
    case = stories.case_in("submitted", people)
    learn(case, people, AT)
    letters.prepare(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT)
    sealed = Document.objects.get(case=case, kind="invitation")
    assert FOUND["address"] in content(sealed.sha256).decode("latin-1")
    assert not read_by_the_creditor(case, people)


@pytest.mark.usefixtures("printed")
def test_papers_made_after_the_office_found_the_debtor_bear_the_address_that_the_creditor_gave(
    people: stories.People,
) -> None:
    case = stories.case_in("agreed", people)
    given = Party.objects.get(case=case, role="debtor").address
    learn(case, people, AT)
    titles.issue_title(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT)
    told = read_by_the_creditor(case, people)
    assert {"invitation", "proposal", "agreement", "outcome_record", "title"} <= set(told)
    assert given in told["title"]
    assert not [kind for kind, text in told.items() if FOUND["address"] in text]
