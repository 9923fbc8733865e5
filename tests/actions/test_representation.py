"""What another person says for the debtor: kept in his own name, and noted only on the officer's decision."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dument.actions import _recital, answers, negotiation, outcomes
from dument.actions.answers import Said
from dument.procedure.machine import Refused
from dument.procedure.states import Actor
from dument.queries.tasks import with_tasks
from dument.records.cases.models import Case, Consent, Decision, Party
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


HIMSELF = Said(said_by="le destinataire")
OFFICE = Said(channel="office", said_by="Lou Martin, mandat vu")
GUARDIAN = Said(said_by="Noé Blanc", quality="guardian", authority="jugement du 12 mai")


@pytest.mark.parametrize(
    ("said", "protection", "counts"),
    [
        (((answers.accept, HIMSELF), (answers.refuse, LOU)), "", ("accept", "")),
        (((answers.refuse, LOU), (answers.accept, HIMSELF)), "", ("accept", "")),
        (((answers.refuse, LOU), (answers.accept, HIMSELF), (answers.refuse, HIMSELF)), "", ("refuse", "")),
        (((answers.accept, HIMSELF), (answers.refuse, OFFICE)), "", ("refuse", "")),
        (((answers.accept, LOU), (answers.refuse, LOU)), "", ("refuse", "mandatary")),
        (((answers.refuse, HIMSELF), (answers.refuse, GUARDIAN)), "curatorship", ("refuse", "")),
        (((answers.refuse, HIMSELF), (answers.accept, GUARDIAN)), "guardianship", ("accept", "guardian")),
    ],
)
def test_his_own_answer_is_not_displaced_by_a_helper_s(
    people: stories.People,
    said: tuple[tuple[Callable[..., object], Said], ...],
    protection: str,
    counts: tuple[str, str],
) -> None:
    case = stories.case_in("invited", people)
    if protection:
        protected(case, protection)
    for say, how in said:
        actor = Actor.OFFICER if how is OFFICE else Actor.DEBTOR
        say(case_id=case.pk, by=people.by(actor), at=AT, said=how)
    facts = facts_of(read_case(case.pk))
    assert (facts.acceptance_received, facts.refusal_received) == (
        counts[0] == "accept",
        counts[0] == "refuse",
    )
    assert facts.answered_by == counts[1]
    task = with_tasks(Case.objects.filter(pk=case.pk), AT.date()).get().task
    assert task == {"accept": "note_acceptance", "refuse": "note_refusal"}[counts[0]]


def protected(case: Case, protection: str) -> None:
    Party.objects.filter(case=case, role="debtor").update(kind="protected_adult", protection=protection)


CONSENT, REFUSE = negotiation.consent_debtor, answers.refuse_terms


@pytest.mark.parametrize(
    ("said", "task"),
    [
        (((CONSENT, HIMSELF), (REFUSE, LOU)), "note_agreement"),
        (((CONSENT, HIMSELF), (CONSENT, LOU)), "note_agreement"),
        (((REFUSE, LOU), (CONSENT, HIMSELF)), "note_agreement"),
        (((CONSENT, LOU), (CONSENT, HIMSELF)), "note_agreement"),
        (((REFUSE, HIMSELF), (CONSENT, LOU)), "note_terms_refusal"),
        (((CONSENT, LOU), (REFUSE, HIMSELF)), "note_terms_refusal"),
    ],
)
def test_his_own_word_on_the_terms_is_not_displaced_by_a_helper_s(
    people: stories.People, said: tuple[tuple[Callable[..., object], Said], ...], task: str
) -> None:
    case = stories.case_in("proposed", people)
    negotiation.consent_creditor(case_id=case.pk, by=people.by(Actor.CREDITOR), at=AT)
    for say, how in said:
        say(case_id=case.pk, by=people.by(Actor.DEBTOR), at=AT, said=how)
    assert facts_of(read_case(case.pk)).agreed_by == ""
    assert with_tasks(Case.objects.filter(pk=case.pk), AT.date()).get().task == task
    note = {"note_agreement": outcomes.note_agreement, "note_terms_refusal": outcomes.note_terms_refusal}[
        task
    ]
    note(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT)
    assert not Decision.objects.filter(case=case, code="authority_to_agree").exists()
