"""What is taken for granted of a case, and of an attempt, when nothing is said."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from datetime import date
from decimal import Decimal

from dument.procedure.facts import Attempt, Consent, Details, Facts, Proposal
from dument.procedure.machine import Row
from dument.procedure.states import Act, Actor, State

UNSAID = Facts(
    creditor="artisan",
    debtor="consumer",
    cause="service",
    principal=Decimal(1000),
    due_on=date(2026, 5, 31),
    debtor_postcode="13001",
)


def test_a_case_of_which_little_is_known_is_a_draft_without_any_event() -> None:
    said = {part.name for part in fields(Facts) if part.default is MISSING}
    assert {name: getattr(UNSAID, name) for name in (f.name for f in fields(Facts)) if name not in said} == {
        "state": State.DRAFT,
        "invoiced_between_merchants": False,
        "interest": Decimal(0),
        "interest_plan": None,
        "other": Decimal(0),
        "rest_of_claim": Decimal(0),
        "rest_running": Decimal(0),
        "debtor_insee": None,
        "debtor_country": "FR",
        "office_court": None,
        "conflict": "none",
        "insolvency": "none",
        "mandate_on": None,
        "prepared_on": None,
        "month": None,
        "acceptance_received": False,
        "refusal_received": False,
        "terms_refusal_received": False,
        "acceptance_noted_on": None,
        "proposals": (),
        "consents": (),
        "decisions": frozenset(),
        "missing_mentions": (),
        "number_borne": False,
        "protection": "",
        "answered_by": "",
        "agreed_by": "",
        "common": None,
        "payments": 0,
        "outcome_on": None,
        "certificate": "",
    }
    assert UNSAID.acceptance_received is UNSAID.refusal_received is UNSAID.terms_refusal_received is False
    assert UNSAID.invoiced_between_merchants is False
    assert UNSAID.claimed == Decimal(1000)
    assert UNSAID.latest_version is None
    assert UNSAID.agreed_on() is None


def test_an_act_brings_nothing_unless_it_says_so() -> None:
    tried = Attempt(act=Act.PROPOSE, actor=Actor.OFFICER, on=date(2026, 10, 5), place_day=date(2026, 10, 5))
    assert not tried.asking
    assert {part.name: getattr(tried.given, part.name) for part in fields(Details)} == {
        "amount": None,
        "instalments": (),
        "posted_on": None,
        "channel": None,
        "version": None,
        "recipient": None,
        "office": None,
        "reason": None,
        "assisted": False,
        "quality": "",
        "deposited_on": None,
        "received_on": None,
        "decide": frozenset(),
    }
    assert tried.given.assisted is False


def test_everything_claimed_is_principal_interest_and_the_rest() -> None:
    assert replace(UNSAID, interest=Decimal(20), other=Decimal(3)).claimed == Decimal(1023)


def test_the_day_of_an_agreement_is_that_of_the_last_consent_to_the_latest_version() -> None:
    def agreed(*consents: tuple[Actor, int, int]) -> date | None:
        return replace(
            UNSAID,
            proposals=tuple(Proposal(version=n, amount=Decimal(900)) for n in (1, 2)),
            consents=tuple(
                Consent(party=party, version=version, on=date(2026, 10, day))
                for party, version, day in consents
            ),
        ).agreed_on()

    both = (Actor.CREDITOR, 2, 22), (Actor.DEBTOR, 2, 20)
    assert agreed(*both) == date(2026, 10, 22)
    assert agreed((Actor.DEBTOR, 1, 28), *both) == date(2026, 10, 22), "an older version counts no more"
    assert agreed((Actor.CREDITOR, 2, 22), (Actor.DEBTOR, 1, 20)) is None


def test_an_act_of_the_table_is_strict_silent_and_of_the_procedure_unless_it_says_so() -> None:
    row = Row(
        act=Act.DECLINE,
        label="Décliner",
        actors=frozenset({Actor.OFFICER}),
        sources=frozenset({State.SUBMITTED}),
        target=State.DECLINED,
        article="ord. 2016-728 art. 8",
    )
    assert (row.guards, row.effects, row.documents) == ((), (), ())
    assert row.tolerant is row.ordinary is False
