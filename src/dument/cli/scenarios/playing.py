"""Plays a scenario through the real actions, its dates as the clock, the local providers as the world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from dument.actions import (
    answers,
    claims,
    filing,
    letters,
    negotiation,
    ordinary,
    outcomes,
    receipts,
    roles,
    titles,
)
from dument.actions._move import By
from dument.cli.scenarios.reading import Happening, Scenario
from dument.jobs.outbox import drain
from dument.law import competence
from dument.law.money import cents, euros, from_cents
from dument.procedure.facts import Instalment
from dument.procedure.machine import Refused
from dument.procedure.packs import pack
from dument.procedure.states import Act, Actor
from dument.records.accounts.models import Creditor, Office, User
from dument.records.cases.models import Case
from dument.records.reading import PARIS

OFFICER = "Maître Camille Essai"


@dataclass(slots=True)
class Stage:
    """A case being played: its identifier, its people, its facts, and what went wrong."""

    scenario: Scenario
    facts: dict[str, Any]
    creditor_id: UUID
    office_id: UUID
    officer_id: str
    case_id: UUID = field(init=False)
    failures: list[str] = field(default_factory=list)
    last_day: date | None = None

    def by(self, actor: Actor) -> By:
        """Return who acts."""
        names = {
            Actor.OFFICER: (self.officer_id, OFFICER),
            Actor.CREDITOR: (str(self.creditor_id), "Créancier"),
        }
        identifier, name = names.get(actor, (actor.value, actor.value))
        role = roles.OFFICER if actor is Actor.OFFICER else ""
        return By(actor=actor, id=identifier, name=name, role=role)


def noon(day: date) -> datetime:
    """Return the instant at which what is dated that day is done."""
    return datetime.combine(day, time(12), PARIS)


def play(scenario: Scenario) -> Stage:
    """Play every act and fact in order; return the stage with a sentence for each act that came out otherwise."""
    stage = _set(scenario)
    for happening in scenario.happenings:
        if happening.kind == "fact":
            _learn(stage, happening)
        else:
            stage.last_day = happening.on
            _try(stage, happening)
        drain(noon(happening.on))
    return stage


def _set(scenario: Scenario) -> Stage:
    facts = dict(scenario.case)
    court = competence.court(facts["office_court"])
    office = Office.objects.create(
        name="Étude Essai", address="1 rue du Palais", postcode="00000", city=court.seat_commune,
        departement=court.seat_departement, court=court.name, phone="01 99 00 00 00", email="etude@etude.example",
    )  # fmt: skip
    creditor = Creditor.objects.create(
        name="Créancier d'essai",
        kind=facts["creditor"],
        address="2 rue du Port",
        postcode="00000",
        city="Ville",
    )
    officer = User.objects.create(email=f"officier-{office.pk}@etude.example", full_name=OFFICER)
    stage = Stage(
        scenario=scenario,
        facts=facts,
        creditor_id=creditor.pk,
        office_id=office.pk,
        officer_id=str(officer.pk),
    )
    _save_draft(stage)
    return stage


def _save_draft(stage: Stage) -> None:
    facts = stage.facts
    automatic = facts.get("interest") == "auto"
    lines = [
        claims.LineGiven(label="Facture impayée", amount=euros(facts["principal"]), due_on=facts["due_on"])
    ]
    other = euros(facts.get("other", "0.00"))
    if other:
        lines.append(claims.LineGiven(label="Clause pénale et indemnité", amount=other, kind="penalty"))
    given = claims.DraftGiven(
        creditor=claims.PartyGiven(
            name="Créancier d'essai", kind=facts["creditor"], address="2 rue du Port", city="Ville"
        ),
        debtor=claims.PartyGiven(
            name="Débiteur d'essai",
            kind=facts["debtor"],
            address="3 rue du Quai",
            postcode=facts["debtor_postcode"],
            city="Ville",
            insee=facts.get("debtor_insee", ""),
            country=facts.get("debtor_country", "FR"),
        ),
        lines=lines,
        cause=facts["cause"],
        basis="Contrat du 1er mars 2026",
        due_on=facts["due_on"],
        interest=Decimal(0) if automatic else euros(facts.get("interest", "0.00")),
        interest_from=facts["interest_from"] if automatic else None,
        interest_rate=facts.get("interest_rate", "legal") if automatic else "",
        invoiced_between_merchants=_merchants(facts.get("invoiced_between_merchants", False)),
        mandate_on=facts.get("mandate_on"),
        office_id=stage.office_id,
        insolvency=facts.get("insolvency", "none"),
    )
    case = claims.save(creditor_id=stage.creditor_id, given=given, case_id=getattr(stage, "case_id", None))
    stage.case_id = case.pk
    # Whether there is a conflict is the officer's to declare; before the filing, nobody has said it yet.
    Case.objects.filter(pk=case.pk).update(conflict=facts.get("conflict", "none"), pack=stage.scenario.pack)


def _merchants(value: object) -> bool | None:
    return None if value == "unknown" else bool(value)


# Which reported fact carries a change of each key, and under which field.
CHANGES: Mapping[str, tuple[str, str]] = {
    "insolvency": ("insolvency", "insolvency"),
    "conflict": ("conflict", "conflict"),
    "invoiced_between_merchants": ("merchants", "invoiced_between_merchants"),
    "debtor_postcode": ("address", "postcode"),
    "debtor_insee": ("address", "insee"),
    "debtor_country": ("address", "country"),
    "debtor": ("capacity", "kind"),
    "principal": ("payment", "principal_cents"),
    "interest": ("payment", "interest_cents"),
    "other": ("payment", "other_cents"),
}


def _learn(stage: Stage, fact: Happening) -> None:
    changed = {key: value for key, value in fact.keys.items() if key != "on"}
    stage.facts |= changed
    case = Case.objects.get(pk=stage.case_id)
    if case.state == "draft":
        _save_draft(stage)
        return
    for key, value in changed.items():
        if key == "office_court":
            Office.objects.filter(pk=stage.office_id).update(court=competence.court(value).name)
        elif key not in CHANGES:
            stage.failures.append(
                f"fait n° {fact.step} : « {key} » ne change plus une fois le dossier confié"
            )
        else:
            kind, name = CHANGES[key]
            ordinary.report_fact(
                case_id=case.pk,
                by=stage.by(Actor.OFFICER),
                at=noon(fact.on),
                kind=kind,
                changes={name: _value(key, value)},
                said_by="scénario",
            )


def _value(key: str, value: Any) -> object:
    if key in {"principal", "interest", "other"}:
        return cents(euros(value))
    return _merchants(value) if key == "invoiced_between_merchants" else value


def _try(stage: Stage, happening: Happening) -> None:
    keys = happening.keys
    act = Act(keys["act"])
    default = Actor.OFFICER if act is Act.RECORD_DISPATCH else _default_actor(stage.scenario.pack, act)
    by = stage.by(Actor(keys.get("by", default)))
    codes: tuple[str, ...] = ()
    outcome, said = "done", ""
    try:
        DOING[act](stage.case_id, by, noon(happening.on), keys)
    except Refused as refused:
        outcome, codes, said = "refused", refused.codes, str(refused)
    except (ValueError, IntegrityError) as wrong:
        outcome, said = "refused", str(wrong)
    where = f"acte n° {happening.step} ({act} le {happening.on})"
    if outcome != keys.get("expect", "done"):
        told = f" [{', '.join(codes)}] {said}" if said else ""
        stage.failures.append(f"{where} : attendu {keys.get('expect', 'done')}, obtenu {outcome}{told}")
        return
    missing = [code for code in keys.get("because", []) if code not in codes]
    if missing:
        stage.failures.append(
            f"{where} : motif attendu {', '.join(missing)}, obtenu {', '.join(codes) or 'aucun'}"
        )


def _default_actor(name: str, act: Act) -> Actor:
    actors = pack(name)[act].actors
    return next(actor for actor in (Actor.DEBTOR, Actor.CREDITOR, Actor.OFFICER) if actor in actors)


Doing = Callable[[UUID, By, datetime, Mapping[str, Any]], object]


def _said(keys: Mapping[str, Any]) -> answers.Said:
    return answers.Said(
        channel=keys.get("channel", "post" if "by_post_sent_on" in keys else "online"),
        posted_on=keys.get("by_post_sent_on"),
        assisted=keys.get("assisted", False),
    )


def _decided(keys: Mapping[str, Any]) -> dict[str, str]:
    return dict.fromkeys(keys.get("decide", []), "Décision du scénario.")


def _amount(case_id: UUID, keys: Mapping[str, Any]) -> Decimal:
    """Return the amount of the act, or everything claimed."""
    case = Case.objects.get(pk=case_id)
    claimed = from_cents(case.claimed_cents)
    return euros(keys["amount"]) if "amount" in keys else claimed


def _propose(case_id: UUID, by: By, at: datetime, keys: Mapping[str, Any]) -> object:
    return negotiation.propose(
        case_id=case_id,
        by=by,
        at=at,
        amount=_amount(case_id, keys),
        instalments=[
            Instalment(on=part["on"], amount=euros(part["amount"])) for part in keys.get("instalments", [])
        ],
    )


DOING: Mapping[Act, Doing] = {
    Act.SUBMIT: lambda c, by, at, k: filing.submit(case_id=c, by=by, at=at),
    Act.DECLINE: lambda c, by, at, k: filing.decline(
        case_id=c, by=by, at=at, reason=k.get("reason", "other")
    ),
    Act.PREPARE: lambda c, by, at, k: letters.prepare(case_id=c, by=by, at=at, decide=_decided(k)),
    Act.RECORD_DISPATCH: lambda c, by, at, k: letters.record_dispatch(
        case_id=c, by=by, at=at, proof=f"1A {c}"
    ),
    Act.ANSWER_ACCEPT: lambda c, by, at, k: answers.accept(case_id=c, by=by, at=at, said=_said(k)),
    Act.ANSWER_REFUSE: lambda c, by, at, k: answers.refuse(case_id=c, by=by, at=at, said=_said(k)),
    Act.NOTE_ACCEPTANCE: lambda c, by, at, k: outcomes.note_acceptance(case_id=c, by=by, at=at),
    Act.NOTE_REFUSAL: lambda c, by, at, k: outcomes.note_refusal(case_id=c, by=by, at=at),
    Act.PROPOSE: _propose,
    Act.COUNTER_OFFER: lambda c, by, at, k: answers.counter_offer(case_id=c, by=by, at=at, said=_said(k)),
    Act.CONSENT_CREDITOR: lambda c, by, at, k: negotiation.consent_creditor(
        case_id=c, by=by, at=at, version=k.get("version")
    ),
    Act.CONSENT_DEBTOR: lambda c, by, at, k: negotiation.consent_debtor(
        case_id=c, by=by, at=at, version=k.get("version"), said=_said(k)
    ),
    Act.NOTE_AGREEMENT: lambda c, by, at, k: outcomes.note_agreement(
        case_id=c, by=by, at=at, decide=_decided(k)
    ),
    Act.REFUSE_TERMS: lambda c, by, at, k: answers.refuse_terms(case_id=c, by=by, at=at, said=_said(k)),
    Act.NOTE_TERMS_REFUSAL: lambda c, by, at, k: outcomes.note_terms_refusal(case_id=c, by=by, at=at),
    Act.NOTE_EXPIRY: lambda c, by, at, k: outcomes.note_expiry(case_id=c, by=by, at=at, decide=_decided(k)),
    Act.ISSUE_TITLE: lambda c, by, at, k: titles.issue_title(case_id=c, by=by, at=at, decide=_decided(k)),
    Act.RECORD_PAYMENT: lambda c, by, at, k: receipts.record_payment(
        case_id=c, by=by, at=at, amount=_amount(c, k), recipient=k.get("recipient", "officer")
    ),
    Act.APPOINT_ENFORCER: lambda c, by, at, k: titles.appoint_enforcer(
        case_id=c, by=by, at=at, named="Étude désignée", same_office=k.get("office") == "same"
    ),
    Act.WITHDRAW: lambda c, by, at, k: filing.withdraw(case_id=c, by=by, at=at),
    Act.END: lambda c, by, at, k: filing.end(case_id=c, by=by, at=at, reason=k.get("reason", "other")),
    Act.CORRECT: lambda c, by, at, k: ordinary.correct(
        case_id=c, by=by, at=at, number=1, words="Correction du scénario."
    ),
}
