"""What another person says for the debtor: kept in his own name, and noted only on the officer's decision."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dument.actions import _recital, answers, negotiation, outcomes
from dument.actions.answers import Said
from dument.procedure.machine import Refused
from dument.procedure.states import Actor
from dument.records.cases.models import Case, Consent, Decision
from dument.records.reading import facts_of, read_case
from tests import stories

LOU = Said(said_by="Lou Martin", quality="mandatary", authority="mandat du 3 novembre")
AT = stories.instant("2026-10-23")


@pytest.mark.parametrize(
    ("story", "say", "note", "code", "state"),
    [
        ("invited", answers.accept, outcomes.note_acceptance, "authority_to_answer", "participating"),
        ("invited", answers.refuse, outcomes.note_refusal, "authority_to_answer", "refused"),
        (
            "proposed",
            answers.refuse_terms,
            outcomes.note_terms_refusal,
            "authority_to_agree",
            "terms_refused",
        ),
        ("proposed", negotiation.consent_debtor, outcomes.note_agreement, "authority_to_agree", "agreed"),
    ],
)
def test_the_officer_decides_on_the_power(
    people: stories.People,
    story: str,
    say: Callable[..., object],
    note: Callable[..., object],
    code: str,
    state: str,
) -> None:
    case = stories.case_in(story, people)
    say(case_id=case.pk, by=people.by(Actor.DEBTOR), at=AT, said=LOU)
    if state == "agreed":
        negotiation.consent_creditor(case_id=case.pk, by=people.by(Actor.CREDITOR), at=AT)
    with pytest.raises(Refused) as refused:
        note(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT)
    assert refused.value.codes == (code,)
    note(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT, decide={code: "Mandat écrit vu."})
    assert Case.objects.get(pk=case.pk).state == state
    assert Decision.objects.get(case=case).reason == "Mandat écrit vu."


def test_the_debtor_himself_may_speak_after_a_helper(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    for said in (LOU, Said(said_by="le destinataire")):
        answers.accept(case_id=case.pk, by=people.by(Actor.DEBTOR), at=AT, said=said)
    assert facts_of(read_case(case.pk)).answered_by == ""
    outcomes.note_acceptance(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (LOU, "par Lou Martin, mandataire (mandat du 3 novembre)"),
        (Said(said_by="Lou Martin", quality="relative"), "par Lou Martin, proche ou aidant"),
        (Said(said_by="le destinataire"), ""),
    ],
)
def test_papers_say_who_spoke_and_in_what_quality(people: stories.People, said: Said, told: str) -> None:
    case = stories.case_in("proposed", people)
    negotiation.consent_debtor(case_id=case.pk, by=people.by(Actor.DEBTOR), at=AT, said=said)
    means = _recital.how(case, Consent.objects.get(case=case), _recital.CHANNELS)
    assert means.removeprefix(_recital.CHANNELS["online"]).removeprefix(", ") == told
