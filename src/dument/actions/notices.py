"""What a person chooses to be told by e-mail, and when."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from dument.records import clocks
from dument.records.accounts.models import NoticeChoice

Notice, How = NoticeChoice.Notice, NoticeChoice.How


def choose(*, user_id: UUID, chosen: Mapping[str, str]) -> None:
    """Keep how the person wants each of these notices; what waits for a digest already made stays in it.

    Raises ValueError for an unknown word, or for no e-mail at all of a title delivered.
    """
    for notice, how in chosen.items():
        if (Notice(notice), How(how)) == (Notice.TITLE, How.NONE):
            raise ValueError("Un titre délivré vous est toujours annoncé : choisissez quand.")
    with clocks.agreeing():
        for notice, how in sorted(chosen.items()):
            NoticeChoice.objects.update_or_create(user_id=user_id, notice=notice, defaults={"how": how})
