"""Rows read as the facts that the table looks at, and the days that count."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from dument.law import competence
from dument.law.money import from_cents
from dument.procedure.facts import Consent, Facts, InterestPlan, Month, Proposal
from dument.procedure.states import PAYMENTS_TOLD, Actor, State
from dument.records import payments, solidarity, speaking, walls, whole
from dument.records.cases.models import (
    Answer,
    Case,
    ClaimLine,
    Decision,
    InterestLine,
    Party,
)
from dument.records.cases.models import Consent as ConsentRow
from dument.records.cases.models import Proposal as ProposalRow
from dument.records.documents.models import Document
from dument.records.money.models import Receipt, ReceiptCancellation

PARIS = ZoneInfo("Europe/Paris")
# What the facts of a case and its papers are made of.
NEEDED = (
    Party,
    Decision,
    Answer,
    ProposalRow,
    ConsentRow,
    ClaimLine,
    InterestLine,
    Receipt,
    ReceiptCancellation,
    Document,
)
# A case given up claims nothing any more; it may have been taken up again in another draft of the same claim.
GIVEN_UP = ("declined", "withdrawn", "ended")


def read_case(case_id: UUID) -> Case:
    """Return the case of that identifier with all that its facts need, in one query.

    Raises Case.DoesNotExist, for a case that was erased too.
    """
    case = whole.read(case_id, NEEDED)
    if case.purged_on:
        raise Case.DoesNotExist
    return case


def read_case_of(office_id: UUID, reference: str, state: State) -> Case:
    """Return the office's case of that reference, in that state, with all that its facts need.

    Raises Case.DoesNotExist.
    """
    found = Case.objects.filter(office_id=office_id, reference=reference, state=state)
    return read_case(found.values_list("pk", flat=True).get())


def party(case: Case, role: str) -> Party:
    """Return the party of the case in that role ("creditor" or "debtor")."""
    return next(found for found in case.parties.all() if found.role == role)


def facts_of(case: Case) -> Facts:
    """Return the facts of the case as the table sees them."""
    debtor = party(case, "debtor")
    office = case.office or case.chosen_office
    said = speaking.counted(case) if case.dispatched_on else []
    answers = [row for row in said if isinstance(row, Answer)]
    proposals = list(case.proposals.all()) if case.acceptance_noted_on else []
    consents = standing_consents(case) if case.acceptance_noted_on else []
    last = speaking.last_on_taking_part(answers)
    last_answer = last.kind if last else ""
    latest = proposals[-1].version if proposals else None
    rest, running = _rest_of_claim(case)
    common = solidarity.common_debt(case)
    return Facts(
        state=State(case.state),
        creditor=party(case, "creditor").kind,
        debtor=debtor.kind,
        invoiced_between_merchants=case.invoiced_between_merchants,
        cause=case.cause,
        principal=from_cents(case.principal_cents),
        interest=from_cents(case.interest_cents) if case.interest_frozen else Decimal(0),
        interest_plan=_interest_plan(case),
        other=from_cents(case.other_cents),
        rest_of_claim=rest,
        rest_running=running,
        due_on=case.due_on,
        debtor_postcode=debtor.postcode,
        debtor_insee=debtor.insee or None,
        debtor_country=debtor.country,
        office_court=office.court if office else None,
        conflict=case.conflict,
        insolvency=case.insolvency,
        mandate_on=case.mandate_on,
        month=_month(case),
        prepared_on=case.prepared_on,
        acceptance_received=last_answer == "accept",
        refusal_received=last_answer == "refuse",
        terms_refusal_received=any(row.kind == "refuse_terms" and row.version == latest for row in answers),
        acceptance_noted_on=case.acceptance_noted_on,
        proposals=tuple(
            Proposal(version=row.version, amount=from_cents(row.amount_cents)) for row in proposals
        ),
        consents=tuple(Consent(party=Actor(row.party), version=row.version, on=row.on) for row in consents),
        decisions=frozenset(row.code for row in case.decisions.all()),
        protection=debtor.protection,
        answered_by=last.quality if last else "",
        agreed_by=_agreed_by(answers, consents, latest),
        common=common,
        payments=len(payments.standing(case)) if State(case.state) in PAYMENTS_TOLD else 0,
        certificate=payments.certificate_now(case, common),
    )


def _agreed_by(answers: list[Answer], consents: list[ConsentRow], latest: int | None) -> str:
    """Return the quality of whoever last consented, or refused the terms, for the debtor; empty for himself."""
    rows: list[ConsentRow | Answer] = [row for row in answers if row.kind == "refuse_terms"]
    rows += consents
    mine = [row for row in rows if (row.party, row.version) == ("debtor", latest)]
    return max(mine, key=lambda row: row.pk).quality if mine else ""


def standing_consents(case: Case) -> list[ConsentRow]:
    """Return the consents that stand, in the order given.

    Whoever refuses or counters a version takes back the consent he gave to it, unless the other party had
    already consented too: then the agreement is formed (C. civ. 1113, 1118).
    """
    standing: dict[tuple[int | None, str], ConsentRow] = {}
    for row in speaking.counted(case):
        key = (row.version, row.party)
        if isinstance(row, ConsentRow):
            standing[key] = row
        elif row.kind in {"refuse_terms", "counter_offer"}:
            formed = {(row.version, "creditor"), (row.version, "debtor")} <= standing.keys()
            if not formed:
                standing.pop(key, None)
    return list(standing.values())


def _interest_plan(case: Case) -> InterestPlan | None:
    if case.interest_frozen or case.interest_from is None:
        return None
    return InterestPlan(first_day=case.interest_from, rate=case.interest_rate)


def _month(case: Case) -> Month | None:
    if case.dispatched_on is None or case.raw_last_day is None or case.last_day is None:
        return None
    return Month(dispatched_on=case.dispatched_on, raw_last_day=case.raw_last_day, last_day=case.last_day)


def _rest_of_claim(case: Case) -> tuple[Decimal, Decimal]:
    """Return what the other debtors of a divided debt owe, and the part that bears interest still, in euros.

    The ceiling counts the whole claim; it is looked at no more once the letter is prepared.
    """
    if case.claim.debtors == 1 or case.claim.solidarity_basis or case.prepared_on:
        return Decimal(0), Decimal(0)
    others = case.claim.cases.exclude(pk=case.pk).exclude(state__in=GIVEN_UP)
    with walls.lowered():  # another debtor's case may be another office's
        rows = list(others.values_list("principal_cents", "interest_cents", "interest_frozen"))
    owed = sum(principal + interest for principal, interest, _ in rows)
    return from_cents(owed), from_cents(sum(principal for principal, _, frozen in rows if not frozen))


def legal_day(at: datetime) -> date:
    """Return the legal day of an instant: the day it is in Paris."""
    return at.astimezone(PARIS).date()


def place_day(case: Case, at: datetime) -> date:
    """Return the day it still is at the debtor's place or at the office's, whichever midnight comes later."""
    debtor = party(case, "debtor")
    zones = {"Europe/Paris"}
    if debtor.country in competence.IN_FRANCE:
        try:
            zones = {competence.court_of(postcode=debtor.postcode, insee=debtor.insee or None).timezone}
        except (competence.UnknownPlace, competence.AmbiguousPlace):
            zones = {"Europe/Paris"}  # submit refuses such a place; nothing runs from it
    if case.office:
        zones.add(competence.court(case.office.court).timezone)
    return min(at.astimezone(ZoneInfo(zone)).date() for zone in zones)


def territories(case: Case) -> tuple[str, ...]:
    """Return the territories whose holidays extend the month: the debtor's and the office's."""
    debtor = party(case, "debtor")
    found = [competence.court_of(postcode=debtor.postcode, insee=debtor.insee or None).territory]
    if case.office:
        found.append(case.office.departement)
    return tuple(dict.fromkeys(found))
