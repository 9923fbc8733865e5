"""How a person is told by e-mail what is new, and whether his mailbox takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from dument.records.accounts.models import NoticeChoice

Notice, How = NoticeChoice.Notice, NoticeChoice.How
# Each notice with its label and the ways it may be told; the first is what holds while nothing is chosen.
OFFERED: Sequence[tuple[str, str, Sequence[tuple[str, str]]]] = tuple(
    (
        notice.value,
        str(notice.label),
        tuple((how.value, str(how.label)) for how in How if not (notice == Notice.TITLE and how == How.NONE)),
    )
    for notice in Notice
)


def chosen(user_id: UUID) -> Mapping[str, str]:
    """Return how the person wants each notice, by the words of OFFERED."""
    kept = dict(NoticeChoice.objects.filter(user_id=user_id).values_list("notice", "how"))
    return {notice: kept.get(notice, How.AT_ONCE.value) for notice, _, _ in OFFERED}
