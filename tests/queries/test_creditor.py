"""What a creditor reads of the debtor: what he gave himself, and nothing that was told to the office alone."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from dument.actions import readers
from dument.procedure.states import Actor
from dument.queries.creditor import my_case
from dument.queries.export import of_creditor
from dument.records.debtor_given import as_given
from tests import stories

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
