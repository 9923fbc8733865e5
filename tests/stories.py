"""Cases in any state, made through the real actions; people who may sign in; the code of a letter.

    people = stories.people()
    case = stories.case_in("proposed", people)
    client.force_login(people.officer)

Days: filed on 5 October 2026, letter posted on the 13th, so the month ends on 13 November; the tests' frozen
day is 26 October (`tests.fakes.SETTINGS`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from dument.actions import (
    answers,
    claims,
    codes,
    filing,
    letters,
    negotiation,
    ordinary,
    outcomes,
    receipts,
    sign_in,
    titles,
)
from dument.actions._move import By
from dument.procedure.facts import Instalment
from dument.procedure.states import Actor
from dument.records.accounts.models import Creditor, CreditorMember, Office, OfficeMember, User
from dument.records.cases.models import Case, LetterNumber
from dument.records.money.models import Receipt
from dument.records.reading import PARIS

PASSWORD = "un mot de passe assez long"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
INVOICE = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """An office with an officer, a clerk and an accountant; a creditor and who acts for it."""

    office: Office
    officer: User
    clerk: User
    accountant: User
    creditor: Creditor
    creditor_user: User

    def by(self, actor: Actor) -> By:
        """Return who acts in that capacity."""
        if actor is Actor.OFFICER:
            return By(actor=actor, id=str(self.officer.pk), name=self.officer.full_name, role="officer")
        if actor is Actor.CREDITOR:
            return By(actor=actor, id=str(self.creditor_user.pk), name=self.creditor_user.full_name, role="")
        return By(actor=actor, id=actor.value, name="", role="")


def instant(day: str, hour: int = 10) -> datetime:
    """Return that hour in Paris on that day (ISO)."""
    return datetime.combine(date.fromisoformat(day), time(hour), PARIS)


def user(email: str, full_name: str, *, second_factor: bool = False) -> User:
    """Return a user who may sign in with PASSWORD, and with TOTP_SECRET when asked."""
    made = User.objects.create_user(email, PASSWORD, full_name=full_name)
    sign_in.confirm_address(user=made)
    if second_factor:
        sign_in.set_second_factor(user=made, secret=TOTP_SECRET)
    return made


def people(name: str = "un", court: str = "Paris", city: str = "Paris", departement: str = "75") -> People:
    """Return an office and a creditor with their people; another `name` gives others, strangers to the first."""
    office = Office.objects.create(
        name=f"Étude Lavigne {name}",
        address="12 rue des Petits-Champs",
        postcode=f"{departement}001"[:5],
        city=city,
        departement=departement,
        court=court,
        phone="01 99 00 12 12",
        email=f"etude-{name}@etude.example",
    )
    members = {
        role: user(f"{role}-{name}@etude.example", full_name, second_factor=True)
        for role, full_name in (
            ("officer", "Maître Camille Lavigne"),
            ("clerk", "Dominique Roy"),
            ("accountant", "Claude Petit"),
        )
    }
    for role, member in members.items():
        OfficeMember.objects.create(office=office, user=member, role=role)
    creditor = Creditor.objects.create(
        name=f"Menuiserie Aubépine {name}",
        kind="artisan",
        siren="732829320",
        address="4 rue du Rabot",
        postcode="93100",
        city="Montreuil",
        email=f"contact-{name}@aubepine.example",
    )
    creditor_user = user(f"creancier-{name}@aubepine.example", "Alix Aubépine")
    CreditorMember.objects.create(creditor=creditor, user=creditor_user)
    return People(office=office, creditor=creditor, creditor_user=creditor_user, **members)


def draft_given(people: People, **changes: Any) -> claims.DraftGiven:
    """Return a draft that may be filed: 1 200 € of works and 14,20 € of interest owed by a consumer in Paris."""
    given: dict[str, Any] = {
        "creditor": claims.PartyGiven(
            name=people.creditor.name,
            kind="artisan",
            siren="732829320",
            address="4 rue du Rabot",
            postcode="93100",
            city="Montreuil",
        ),
        "debtor": claims.PartyGiven(
            name="Sacha Durand",
            kind="consumer",
            address="7 passage du Jeu-de-Boules",
            postcode="75011",
            city="Paris",
        ),
        "lines": [
            claims.LineGiven(
                label="Facture n° 2026-41, pose de deux fenêtres",
                amount=Decimal("1200.00"),
                due_on=date(2026, 3, 31),
            )
        ],
        "cause": "service",
        "basis": "Contrat (devis accepté) du 2 février 2026",
        "due_on": date(2026, 3, 31),
        "interest": Decimal("14.20"),
        "mandate_on": date(2026, 10, 5),
        "office_id": people.office.pk,
    }
    return claims.DraftGiven(**(given | changes))


def code_of(case: Case) -> str:
    """Return the code printed in the case's last letter, in three groups."""
    fresh = Case.objects.get(pk=case.pk)
    return codes.grouped(codes.code_of(fresh.pk, fresh.code_rank))


Step = Callable[[People, Case], object]


def remark_last(*, case_id: UUID, **more: Any) -> object:
    """Write a remark on the last line of the case's journal."""
    last = Case.objects.get(pk=case_id).last_number
    return ordinary.correct(case_id=case_id, number=last, words="Virement, et non chèque.", **more)


def cancel_last(*, case_id: UUID, **more: Any) -> object:
    """Cancel the last payment recorded in the case."""
    last = Receipt.objects.filter(case=case_id).latest("pk").pk
    return receipts.cancel_payment(case_id=case_id, receipt_id=last, **more)


def _act(do: Callable[..., object], actor: Actor, day: str, **more: Any) -> Step:
    def step(people: People, case: Case) -> object:
        return do(case_id=case.pk, by=people.by(actor), at=instant(day), **more)

    return step


_SAYS = answers.Said(said_by="le destinataire")
_TERMS = {
    "amount": Decimal("1214.20"),
    "instalments": (
        Instalment(on=date(2026, 12, 1), amount=Decimal("414.20")),
        Instalment(on=date(2027, 1, 4), amount=Decimal("400.00")),
        Instalment(on=date(2027, 2, 1), amount=Decimal("400.00")),
    ),
}
_SUBMIT = _act(filing.submit, Actor.CREDITOR, "2026-10-05")
_PREPARE = _act(letters.prepare, Actor.OFFICER, "2026-10-12")
NUMBER = "1A 001 002 0034 5"


def _dispatch(people: People, case: Case) -> None:
    """Record the dispatch; the first letter has a number that tests know, the others one of their own."""
    letters.record_dispatch(
        case_id=case.pk,
        by=people.by(Actor.OFFICER),
        at=instant("2026-10-13"),
        deposited_on=date(2026, 10, 13),
        proof=f"1A {case.reference}" if LetterNumber.objects.exists() else NUMBER,
    )


_ACCEPT = _act(answers.accept, Actor.DEBTOR, "2026-10-19", said=_SAYS)
_NOTE_ACCEPTANCE = _act(outcomes.note_acceptance, Actor.OFFICER, "2026-10-20")
_PROPOSE = _act(negotiation.propose, Actor.OFFICER, "2026-10-21", **_TERMS)
_CONSENT_CREDITOR = _act(negotiation.consent_creditor, Actor.CREDITOR, "2026-10-22")
_CONSENT_DEBTOR = _act(
    negotiation.consent_debtor,
    Actor.DEBTOR,
    "2026-10-23",
    said=_SAYS,
    written="1214,20 : mille deux cent quatorze euros et vingt centimes",
)
_NOTE_AGREEMENT = _act(outcomes.note_agreement, Actor.OFFICER, "2026-10-23")
_TITLE = _act(titles.issue_title, Actor.OFFICER, "2026-10-24")
_REFUSE = _act(answers.refuse, Actor.DEBTOR, "2026-10-19")
_REFUSE_TERMS = _act(answers.refuse_terms, Actor.DEBTOR, "2026-10-22")

_INVITED = (_SUBMIT, _PREPARE, _dispatch)
_PARTICIPATING = (*_INVITED, _ACCEPT, _NOTE_ACCEPTANCE)
_PROPOSED = (*_PARTICIPATING, _PROPOSE)
_CONSENTED = (*_PROPOSED, _CONSENT_CREDITOR, _CONSENT_DEBTOR)
_AGREED = (*_CONSENTED, _NOTE_AGREEMENT)
_TITLED = (*_AGREED, _TITLE)

STATES: dict[str, tuple[Step, ...]] = {
    "draft": (),
    "submitted": (_SUBMIT,),
    "declined": (_SUBMIT, _act(filing.decline, Actor.OFFICER, "2026-10-06", reason="insolvency")),
    "prepared": (_SUBMIT, _PREPARE),
    "invited": _INVITED,
    "accepted": (*_INVITED, _ACCEPT),
    "refusal_received": (*_INVITED, _REFUSE),
    "participating": _PARTICIPATING,
    "proposed": _PROPOSED,
    "terms_refusal_received": (*_PROPOSED, _REFUSE_TERMS),
    "consented": _CONSENTED,
    "agreed": _AGREED,
    "title_issued": _TITLED,
    "paid": (
        *_TITLED,
        _act(receipts.record_payment, Actor.OFFICER, "2026-10-25", amount=Decimal("414.20")),
    ),
    "paid_by_hand": (
        *_TITLED,
        _act(receipts.record_payment, Actor.OFFICER, "2026-10-25", amount=Decimal("1000.00")),
        _act(remark_last, Actor.OFFICER, "2026-10-25"),
        _act(receipts.record_payment, Actor.OFFICER, "2026-10-25", amount=Decimal("214.20")),
    ),
    "cancelled": (
        *_TITLED,
        _act(receipts.record_payment, Actor.OFFICER, "2026-10-25", amount=Decimal("414.20")),
        _act(receipts.record_payment, Actor.OFFICER, "2026-10-25", amount=Decimal("400.00")),
        _act(cancel_last, Actor.OFFICER, "2026-10-26", because="unpaid", words="Chèque n° 12."),
    ),
    "refused": (*_INVITED, _REFUSE, _act(outcomes.note_refusal, Actor.OFFICER, "2026-10-20")),
    "expired": (*_INVITED, _act(outcomes.note_expiry, Actor.OFFICER, "2026-11-16")),
    "terms_refused": (
        *_PROPOSED,
        _REFUSE_TERMS,
        _act(outcomes.note_terms_refusal, Actor.OFFICER, "2026-10-23"),
    ),
    "withdrawn": (*_INVITED, _act(filing.withdraw, Actor.CREDITOR, "2026-10-20")),
    "ended": (*_INVITED, _act(filing.end, Actor.OFFICER, "2026-10-20", reason="paid")),
}
"""Every state a page may meet: the fourteen of the table, and what lies between two of them (an answer that
came and is not noted yet, consents not noted yet, a payment)."""


def case_in(state: str, people: People, **changes: Any) -> Case:
    """Return a case of those people brought to that state (a key of STATES); `changes` go to the draft."""
    case = claims.save(creditor_id=people.creditor.pk, given=draft_given(people, **changes))
    claims.add_evidence(case_id=case.pk, name="facture-2026-41.pdf", content=INVOICE)
    for step in STATES[state]:
        step(people, case)
    return Case.objects.get(pk=case.pk)
