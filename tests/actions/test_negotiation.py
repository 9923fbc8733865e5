"""Answers, terms and consents: what is kept as evidence, and what the papers recite of it."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dument.actions import answers, letters, negotiation, ordinary, outcomes, titles
from dument.procedure.facts import Instalment
from dument.procedure.machine import Refused
from dument.procedure.states import Actor
from dument.records.cases.models import Answer, Case, Consent, Outcome, Proposal
from dument.records.cases.models import Instalment as InstalmentRow
from dument.records.journal.models import Event
from tests import stories
from tests.actions.recording import paper
from tests.tables import snapshot

OFFICER, CREDITOR, DEBTOR = Actor.OFFICER, Actor.CREDITOR, Actor.DEBTOR


def body(case: Case) -> dict[str, Any]:
    """Return the body of the case's last journal line."""
    told: dict[str, Any] = json.loads(bytes(Event.objects.filter(case=case).latest("number").body.content))
    return told


def propose(people: stories.People, case: Case, day: str = "2026-10-21", **terms: Any) -> Proposal:
    negotiation.propose(
        case_id=case.pk, by=people.by(OFFICER), at=stories.instant(day), **({"amount": Decimal(1000)} | terms)
    )
    return Proposal.objects.filter(case=case).latest("version")


def test_an_answer_is_kept_as_it_came(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    said = answers.Said(
        channel="post", posted_on=date(2026, 10, 17), assisted=True, said_by="Sacha Durand", text="D'accord."
    )
    answers.accept(case_id=case.pk, by=people.by(OFFICER), at=stories.instant("2026-10-19"), said=said)
    kept = Answer.objects.get(case=case)
    assert (kept.kind, kept.channel, kept.posted_on, kept.assisted) == (
        "accept",
        "post",
        date(2026, 10, 17),
        True,
    )
    assert (kept.said_by, kept.text, kept.on) == ("Sacha Durand", "D'accord.", date(2026, 10, 19))
    told = body(case)
    assert (told["posted_on"], told["channel"], told["assisted"]) == ("2026-10-17", "post", True)
    assert (told["said_by"], told["text"]) == ("Sacha Durand", "D'accord.")


def test_a_bare_answer_says_nothing_more(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    answers.refuse(case_id=case.pk, by=people.by(DEBTOR), at=stories.instant("2026-10-19"))
    assert not {"said_by", "text", "assisted", "posted_on"} & set(body(case))


@pytest.mark.parametrize(
    ("said", "on", "channel"),
    [
        (answers.Said(), "2026-10-19", "en ligne"),
        (answers.Said(channel="post", posted_on=date(2026, 10, 16)), "2026-10-16", "envoyé par courrier"),
        (answers.Said(channel="office", said_by="Sacha Durand"), "2026-10-19", "à l'étude"),
    ],
)
def test_the_record_of_acceptance_recites_how_it_came(
    people: stories.People, said: answers.Said, on: str, channel: str
) -> None:
    case = stories.case_in("invited", people)
    by = people.by(DEBTOR if said.channel == "online" else OFFICER)
    answers.accept(case_id=case.pk, by=by, at=stories.instant("2026-10-19"), said=said)
    outcomes.note_acceptance(case_id=case.pk, by=people.by(OFFICER), at=stories.instant("2026-10-20"))
    told = paper(case, "acceptance_record")["acceptance"]
    assert told["on"] == on
    assert channel in told["channel"]


def test_the_last_acceptance_is_recited_whatever_the_order_of_the_rows(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    for day in ("2026-10-20", "2026-10-19"):
        answers.accept(case_id=case.pk, by=people.by(DEBTOR), at=stories.instant(day))
    outcomes.note_acceptance(case_id=case.pk, by=people.by(OFFICER), at=stories.instant("2026-10-21"))
    assert paper(case, "acceptance_record")["acceptance"]["on"] == "2026-10-20"


@pytest.mark.parametrize(("cause", "suspended"), [("service", True), ("consumer_credit", False)])
def test_a_noted_acceptance_suspends_a_limitation_only(
    people: stories.People, cause: str, suspended: bool
) -> None:
    case = stories.case_in("participating", people, cause=cause)
    assert case.acceptance_noted_on == date(2026, 10, 20)
    assert body(case)["limitation_suspended"] is suspended
    assert paper(case, "acceptance_record")["forclusion"] is not suspended


def test_proposals_are_numbered_and_keep_their_schedule(people: stories.People) -> None:
    case = stories.case_in("participating", people)
    parts = [
        Instalment(on=date(2026, 12, 1), amount=Decimal("400.5")),
        Instalment(on=date(2027, 1, 4), amount=Decimal("599.50")),
    ]
    first = propose(people, case, instalments=parts)
    second = propose(people, case, "2026-10-22", amount=Decimal("900"), acceleration=True)
    assert (first.version, first.amount_cents, first.acceleration) == (1, 100_000, False)
    assert (second.version, second.amount_cents, second.acceleration) == (2, 90_000, True)
    rows = InstalmentRow.objects.filter(proposal=first)
    assert [(row.rank, row.on, row.amount_cents) for row in rows] == [
        (1, date(2026, 12, 1), 40_050),
        (2, date(2027, 1, 4), 59_950),
    ]
    told = paper(case, "proposal")
    assert (told["version"], told["terms"]["amount"]) == (2, "900.00")
    assert told["terms"]["acceleration_days"] > 0
    assert (told["last_day"], body(case)["acceleration"]) == ("2026-11-13", True)


def test_terms_without_a_schedule_are_one_payment_after_the_month(people: stories.People) -> None:
    case = stories.case_in("participating", people)
    proposal = propose(people, case, amount=Decimal("1214.20"))
    assert [(row.on, row.amount_cents) for row in proposal.instalments.all()] == [
        (date(2026, 11, 16), 121_420)  # the month ends on Friday 13: Monday is the first working day after it
    ]
    told = paper(case, "proposal")["terms"]
    assert told["instalments"] == [{"on": "2026-11-16", "amount": "1214.20"}]
    assert "acceleration_days" not in told


@pytest.mark.parametrize(
    ("amount", "part"), [("0", None), ("-1", None), ("100", "0"), ("100", "-100"), ("10.001", None)]
)
def test_an_amount_is_positive_and_in_cents(people: stories.People, amount: str, part: str | None) -> None:
    case = stories.case_in("participating", people)
    parts = [Instalment(on=date(2026, 12, 1), amount=Decimal(part))] if part else []
    before = snapshot()
    with pytest.raises(ValueError, match=r"positif|centimes"):
        propose(people, case, amount=Decimal(amount), instalments=parts)
    assert snapshot() == before


def consent(people: stories.People, case: Case, who: Actor, day: str, version: int | None = None) -> None:
    give = negotiation.consent_creditor if who is CREDITOR else negotiation.consent_debtor
    give(case_id=case.pk, by=people.by(who), at=stories.instant(day), version=version)


def test_a_consent_goes_to_the_latest_version_unless_told(people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    propose(people, case, "2026-10-22")
    consent(people, case, CREDITOR, "2026-10-23")
    consent(people, case, DEBTOR, "2026-10-23", version=1)
    assert sorted(Consent.objects.filter(case=case).values_list("party", "version")) == [
        ("creditor", 2),
        ("debtor", 1),
    ]
    with pytest.raises(Refused) as refusal:
        outcomes.note_agreement(case_id=case.pk, by=people.by(OFFICER), at=stories.instant("2026-10-24"))
    assert refusal.value.codes == ("consent_missing", "consents_differ")


def test_a_consent_given_again_keeps_its_first_day(people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    consent(people, case, DEBTOR, "2026-10-22")
    consent(people, case, DEBTOR, "2026-10-26")
    assert Consent.objects.get(case=case).on == date(2026, 10, 22)


def test_the_agreement_recites_the_consents_to_its_own_version(people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    propose(people, case, "2026-10-22", amount=Decimal("900"))
    consent(people, case, CREDITOR, "2026-10-23", version=2)
    consent(people, case, DEBTOR, "2026-10-24", version=2)
    consent(people, case, DEBTOR, "2026-10-26", version=1)
    outcomes.note_agreement(case_id=case.pk, by=people.by(OFFICER), at=stories.instant("2026-10-27"))
    told = paper(case, "agreement")
    assert (told["version"], told["terms"]["amount"]) == (2, "900.00")
    assert (told["creditor_consent"]["on"], told["debtor_consent"]["on"]) == ("2026-10-23", "2026-10-24")
    assert body(case)["agreed_on"] == "2026-10-24"


def test_the_sum_in_the_debtors_own_words_is_printed(people: stories.People) -> None:
    case = stories.case_in("agreed", people)
    told = paper(case, "agreement")
    assert told["debtor_consent"]["written_amount"].startswith("1214,20 : mille deux cent")
    assert "written_amount" not in told["creditor_consent"]


ENDINGS = {"refused": "1°", "expired": "2°", "terms_refused": "3°", "agreed": "4°"}


@pytest.mark.parametrize("state", ENDINGS)
def test_each_ending_is_one_of_four(people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    ending = f"R125-5 {ENDINGS[state]}"
    assert Outcome.objects.get(case=case).ending == ending
    told = paper(case, "outcome_record")
    assert told["ending"] == ending == body(case)["ending"]
    assert told["noted_facts"]
    assert ("terms" in told) == (state == "agreed")
    assert [step["on"] for step in told["steps"][:3]] == ["2026-10-05", "2026-10-12", "2026-10-13"]


def test_the_title_recites_the_steps_taken(people: stories.People) -> None:
    case = stories.case_in("title_issued", people)
    told = paper(case, "title")
    assert told["number"] == case.reference
    assert told["agreed_on"] == "2026-10-23"
    assert told["dispatch"]["proof"] == "1A 001 002 0034 5"
    assert [step["on"] for step in told["steps"]] == sorted(step["on"] for step in told["steps"])
    sentences = [step["what"] for step in told["steps"]]
    assert "Proposition d'accord n° 1, pour 1\u202f214,20\u00a0€" in sentences
    assert "Consentement du débiteur à la proposition n° 1" in sentences
    assert sentences[-1] == "Accord constaté"
    assert all(step["article"] for step in told["steps"])
    assert paper(case, "debtor_copy")["terms"] == told["terms"]


def test_what_happened_beside_the_procedure_is_not_recited(people: stories.People) -> None:
    case = stories.case_in("refusal_received", people)
    ordinary.renew_code(case_id=case.pk, by=people.by(OFFICER), at=stories.instant("2026-10-20"))
    outcomes.note_refusal(case_id=case.pk, by=people.by(OFFICER), at=stories.instant("2026-10-21"))
    steps = paper(case, "outcome_record")["steps"]
    assert [step["on"] for step in steps] == ["2026-10-05", "2026-10-12", "2026-10-13", "2026-10-19"]


def test_the_dispatch_is_recited_on_the_day_of_its_proof(people: stories.People) -> None:
    case = stories.case_in("prepared", people)
    letters.record_dispatch(
        case_id=case.pk,
        by=people.by(OFFICER),
        at=stories.instant("2026-10-16"),
        deposited_on=date(2026, 10, 13),
        proof="1A 000",
    )
    outcomes.note_expiry(case_id=case.pk, by=people.by(OFFICER), at=stories.instant("2026-11-16"))
    steps = paper(case, "outcome_record")["steps"]
    assert [step["on"] for step in steps if "envoyée" in step["what"]] == ["2026-10-13"]


@pytest.mark.parametrize(("day", "refused"), [("2026-11-13", True), ("2026-11-14", False)])
def test_expiry_is_noted_the_day_after(people: stories.People, day: str, refused: bool) -> None:
    case = stories.case_in("invited", people)
    noted: dict[str, Any] = {"case_id": case.pk, "by": people.by(OFFICER), "at": stories.instant(day, 23)}
    if refused:
        before = snapshot()
        with pytest.raises(Refused) as refusal:
            outcomes.note_expiry(**noted)
        assert refusal.value.codes == ("too_early",)
        assert snapshot() == before
    else:
        assert outcomes.note_expiry(**noted).case.state == "expired"


def test_a_decided_agreement_and_its_title_keep_the_reason(people: stories.People) -> None:
    case = stories.case_in("prepared", people)
    by = people.by(OFFICER)
    letters.record_dispatch(case_id=case.pk, by=by, at=stories.instant("2026-10-15"), proof="1A 000")
    answers.accept(case_id=case.pk, by=people.by(DEBTOR), at=stories.instant("2026-10-20"))
    outcomes.note_acceptance(case_id=case.pk, by=by, at=stories.instant("2026-10-21"))
    propose(people, case, "2026-10-22")
    consent(people, case, CREDITOR, "2026-10-23")
    consent(people, case, DEBTOR, "2026-11-16")
    with pytest.raises(Refused) as refusal:
        outcomes.note_agreement(case_id=case.pk, by=by, at=stories.instant("2026-11-17"))
    assert refusal.value.codes == ("relies_on_extension",)
    outcomes.note_agreement(
        case_id=case.pk,
        by=by,
        at=stories.instant("2026-11-17"),
        decide={"relies_on_extension": "Le 15 est un dimanche."},
    )
    titles.issue_title(case_id=case.pk, by=by, at=stories.instant("2026-11-18"))
    decided = {"code": "relies_on_extension", "reason": "Le 15 est un dimanche."}
    assert body(case)["decided"] == [decided]


def test_an_enforcer_is_named(people: stories.People) -> None:
    case = stories.case_in("title_issued", people)
    at = stories.instant("2026-11-20")
    before = snapshot()
    with pytest.raises(Refused) as refusal:
        titles.appoint_enforcer(
            case_id=case.pk, by=people.by(CREDITOR), at=at, named="La même", same_office=True
        )
    assert refusal.value.codes == ("same_office_enforcement",)
    assert snapshot() == before
    titles.appoint_enforcer(
        case_id=case.pk, by=people.by(CREDITOR), at=at, named="Étude Voisine", same_office=False
    )
    assert body(case)["named"] == "Étude Voisine"
