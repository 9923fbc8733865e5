"""People change their minds: the last answer counts, a consent is taken back until the agreement is formed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from dument.actions import answers, letters, negotiation, outcomes
from dument.actions.claims import PartyGiven
from dument.procedure.facts import Instalment
from dument.procedure.machine import Refused
from dument.procedure.states import Actor
from dument.records.cases.models import Case, Consent
from tests import stories

OFFICER, CREDITOR, DEBTOR = Actor.OFFICER, Actor.CREDITOR, Actor.DEBTOR
Doing = Callable[..., object]


def do(
    doing: Doing, people: stories.People, case: Case, actor: Actor, day: str = "2026-10-23", **more: object
) -> None:
    doing(case_id=case.pk, by=people.by(actor), at=stories.instant(day), **more)


def refused(doing: Doing, people: stories.People, case: Case, day: str = "2026-10-24") -> tuple[str, ...]:
    with pytest.raises(Refused) as found:
        do(doing, people, case, OFFICER, day)
    return found.value.codes


def test_whoever_accepts_then_refuses_takes_no_part(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    do(answers.accept, people, case, DEBTOR, "2026-10-19")
    do(answers.refuse, people, case, DEBTOR, "2026-10-20")
    assert refused(outcomes.note_acceptance, people, case) == ("not_accepted",)
    do(outcomes.note_refusal, people, case, OFFICER, "2026-10-24")


def test_whoever_refuses_then_accepts_takes_part(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    do(answers.refuse, people, case, DEBTOR, "2026-10-19")
    do(answers.accept, people, case, DEBTOR, "2026-10-20")
    assert refused(outcomes.note_refusal, people, case) == ("wrong_state",)
    do(outcomes.note_acceptance, people, case, OFFICER, "2026-10-24")


@pytest.mark.parametrize("taking_back", [answers.refuse_terms, answers.counter_offer])
def test_a_consent_taken_back_before_the_other_makes_no_agreement(
    people: stories.People, taking_back: Doing
) -> None:
    case = stories.case_in("proposed", people)
    do(negotiation.consent_debtor, people, case, DEBTOR)
    do(taking_back, people, case, DEBTOR, said=answers.Said(text="Non, finalement."))
    do(negotiation.consent_creditor, people, case, CREDITOR)
    assert "consent_missing" in refused(outcomes.note_agreement, people, case)
    do(negotiation.consent_debtor, people, case, DEBTOR)
    do(outcomes.note_agreement, people, case, OFFICER, "2026-10-24")
    assert [row.rank for row in Consent.objects.filter(case=case, party="debtor")] == [1, 2]


def test_a_consent_of_both_is_an_agreement_that_nobody_takes_back(people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    do(negotiation.consent_debtor, people, case, DEBTOR)
    do(negotiation.consent_creditor, people, case, CREDITOR)
    do(answers.refuse_terms, people, case, DEBTOR)
    assert refused(outcomes.note_terms_refusal, people, case) == ("agreement_pending",)
    do(outcomes.note_agreement, people, case, OFFICER, "2026-10-24")


def test_the_other_party_s_counter_offer_leaves_a_consent(people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    do(negotiation.consent_debtor, people, case, DEBTOR)
    do(answers.counter_offer, people, case, CREDITOR, said=answers.Said(text="Plutôt en deux fois."))
    do(negotiation.consent_creditor, people, case, CREDITOR)
    do(outcomes.note_agreement, people, case, OFFICER, "2026-10-24")


def test_a_consent_said_twice_is_one(people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    do(negotiation.consent_debtor, people, case, DEBTOR)
    do(negotiation.consent_debtor, people, case, DEBTOR)
    assert Consent.objects.filter(case=case).count() == 1


def test_the_refusal_of_an_old_proposal_ends_nothing(people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    do(answers.refuse_terms, people, case, DEBTOR)
    do(negotiation.propose, people, case, OFFICER, amount=Decimal(900))
    assert refused(outcomes.note_terms_refusal, people, case) == ("wrong_state",)


@pytest.mark.parametrize(
    "days",
    [
        (date(2026, 10, 23),),
        (date(2024, 1, 2),),
        (date(2027, 1, 4), date(2026, 12, 1)),
        (date(2026, 12, 1),) * 2,
    ],
)
def test_payments_follow_the_proposal_and_one_another(people: stories.People, days: tuple[date, ...]) -> None:
    case = stories.case_in("participating", people)
    parts = [Instalment(on=day, amount=Decimal(100)) for day in days]
    with pytest.raises(ValueError, match="Les échéances se suivent"):
        do(negotiation.propose, people, case, OFFICER, amount=Decimal(100 * len(days)), instalments=parts)


def test_a_letter_is_not_deposited_before_it_is_made(people: stories.People) -> None:
    case = stories.case_in("prepared", people)
    assert case.prepared_on
    early = date.fromordinal(case.prepared_on.toordinal() - 1)
    with pytest.raises(Refused) as found:
        do(letters.record_dispatch, people, case, OFFICER, deposited_on=early, proof="1A 1")
    assert found.value.codes == ("too_early",)


def test_days_are_those_of_the_place(people: stories.People) -> None:
    """At eleven in the evening in Martinique it is already tomorrow in Paris: the consent is of that day there."""
    there = stories.people("outre-mer", court="Fort-de-France", city="Fort-de-France", departement="972")
    debtor = PartyGiven(
        name="Sacha Durand", kind="consumer", address="1 rue du Fort", postcode="97200", city="Fort-de-France"
    )
    case = stories.case_in("proposed", there, debtor=debtor)
    negotiation.consent_debtor(case_id=case.pk, by=there.by(DEBTOR), at=stories.instant("2026-10-24", hour=2))
    assert Consent.objects.get(case=case).on == date(2026, 10, 23)
