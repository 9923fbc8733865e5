"""What a person may choose to be told, and what is never silent."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from dument.actions.notices import choose
from dument.records.accounts.models import NoticeChoice
from tests import stories


@pytest.mark.parametrize(
    ("notice", "how", "held"), [("title", "digest", True), ("title", "none", False), ("case", "none", True)]
)
def test_a_title_is_never_silent(people: stories.People, notice: str, how: str, held: bool) -> None:
    row = NoticeChoice(user=people.creditor_user, notice=notice, how=how)
    if held:
        choose(user_id=people.creditor_user.pk, chosen={notice: how})
        return
    with pytest.raises(ValueError, match="toujours annoncé"):
        choose(user_id=people.creditor_user.pk, chosen={notice: how})
    with pytest.raises(IntegrityError, match="notice_choice_is_allowed"), transaction.atomic():
        row.save()
