"""What the officer reads before he signs: the very papers of the act, marked drafts, and nothing written."""

from __future__ import annotations

from typing import Any

import pytest

from dument.actions import outcomes, previews, titles
from dument.actions.previews import NoDraft
from dument.procedure.machine import Refused
from dument.procedure.states import Act, Actor
from tests import fakes, stories
from tests.actions.recording import read
from tests.tables import snapshot

# The act, the state from which it is done, the day, what does it.
SIGNING: dict[Act, tuple[str, str, Any]] = {
    Act.NOTE_ACCEPTANCE: ("accepted", "2026-10-26", outcomes.note_acceptance),
    Act.NOTE_REFUSAL: ("refusal_received", "2026-10-26", outcomes.note_refusal),
    Act.NOTE_TERMS_REFUSAL: ("terms_refusal_received", "2026-10-26", outcomes.note_terms_refusal),
    Act.NOTE_EXPIRY: ("invited", "2026-11-16", outcomes.note_expiry),
    Act.NOTE_AGREEMENT: ("consented", "2026-10-26", outcomes.note_agreement),
    Act.ISSUE_TITLE: ("agreed", "2026-10-26", titles.issue_title),
}


@pytest.mark.parametrize("act", previews.KINDS)
def test_a_draft_says_what_the_act_will_sign(people: stories.People, act: Act) -> None:
    state, day, do = SIGNING[act]
    case, by, at = stories.case_in(state, people), people.by(Actor.OFFICER), stories.instant(day)
    before, kept = snapshot(), dict(fakes.MemoryStore.papers)
    drafts = {
        kind: read(previews.preview(case_id=case.pk, act=act, kind=kind, by=by, at=at))
        for kind in previews.KINDS[act]
    }
    assert (snapshot(), fakes.MemoryStore.papers) == (before, kept)
    done = do(case_id=case.pk, by=by, at=at)
    signed = {paper.kind: read(fakes.MemoryStore.papers[paper.sha256]) for paper in done.documents}
    assert drafts == {kind: told | {"draft": True} for kind, told in signed.items()}


def test_an_act_that_is_closed_says_why(people: stories.People) -> None:
    case, by = stories.case_in("invited", people), people.by(Actor.OFFICER)
    with pytest.raises(Refused):
        previews.preview(
            case_id=case.pk,
            act=Act.NOTE_EXPIRY,
            kind="outcome_record",
            by=by,
            at=stories.instant("2026-10-26"),
        )


@pytest.mark.parametrize(("act", "kind"), [(Act.PROPOSE, "proposal"), (Act.NOTE_REFUSAL, "agreement")])
def test_other_papers_have_no_draft(people: stories.People, act: Act, kind: str) -> None:
    case, by = stories.case_in("refusal_received", people), people.by(Actor.OFFICER)
    with pytest.raises(NoDraft):
        previews.preview(case_id=case.pk, act=act, kind=kind, by=by, at=stories.instant("2026-10-26"))
