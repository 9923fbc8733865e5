"""What the officer's acts would sign, read before they are done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from dument.actions import _decided
from dument.actions._move import By, MakePapers, sketch
from dument.actions.outcomes import acceptance_papers, outcome_papers
from dument.actions.titles import title_papers
from dument.procedure.facts import Details
from dument.procedure.states import Act

# The papers that each act signs, in the order it makes them.
KINDS: Mapping[Act, tuple[str, ...]] = {
    Act.NOTE_ACCEPTANCE: ("acceptance_record",),
    Act.NOTE_REFUSAL: ("outcome_record",),
    Act.NOTE_TERMS_REFUSAL: ("outcome_record",),
    Act.NOTE_EXPIRY: ("outcome_record",),
    Act.NOTE_AGREEMENT: ("agreement", "outcome_record"),
    Act.ISSUE_TITLE: ("title", "debtor_copy"),
}
_MAKERS: Mapping[Act, MakePapers] = dict.fromkeys(KINDS, outcome_papers) | {
    Act.NOTE_ACCEPTANCE: acceptance_papers,
    Act.ISSUE_TITLE: title_papers,
}


class NoDraft(LookupError):
    """The act signs no paper of that kind."""


def preview(*, case_id: UUID, act: Act, kind: str, by: By, at: datetime) -> bytes:
    """Return the PDF of a paper that the act would sign now, marked a draft; nothing is kept or written.

    What the officer has still to decide is told as decided: without it there is no act. Raises NoDraft, Refused,
    MentionsMissing.
    """
    if kind not in KINDS.get(act, ()):
        raise NoDraft(kind)
    details = Details(decide=frozenset(_decided.SENTENCES))
    papers = sketch(case_id=case_id, act=act, by=by, at=at, details=details, papers=_MAKERS[act])
    return next(paper.content for paper in papers if paper.kind == kind)
