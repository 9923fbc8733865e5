"""What a creditor reads: his cases, his drafts, himself, and the offices he may choose."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import datetime
from uuid import UUID

from dument.procedure.states import CLOSED, OPEN
from dument.queries.cases import CaseRead, read_case
from dument.queries.exchanges import unread_by
from dument.queries.lists import Listed, listed
from dument.queries.parts import OfficeRead, PartyRead, office_read
from dument.records.accounts.models import Creditor, Office
from dument.records.cases.models import Case

# What the debtor tells the office: his means, how he wishes to be reached, what he could pay.
TO_THE_OFFICE = frozenset({"budget", "contact", "offer"})
# Addressed to the debtor: kept from the creditor when the office found where he lives before it was sealed.
TO_THE_DEBTOR = frozenset({"invitation", "acceptance_form", "refusal_form"})
SHOWN = frozenset(one.name for one in fields(PartyRead))


@dataclass(frozen=True, slots=True, kw_only=True)
class Myself:
    """A creditor as he is known."""

    id: UUID
    name: str
    kind: str
    siren: str
    address: str
    postcode: str
    city: str
    email: str


def my_cases(
    *, creditor_ids: Collection[UUID], at: datetime, closed: bool = False, waits_for: str = "", page: int = 1
) -> Listed:
    """Return a page of the creditors' cases, open or closed: what waits for the creditor, the office, the debtor.

    `waits_for` ("creditor", "office", "debtor") keeps what waits for one of them.
    """
    mine = Case.objects.filter(claim__creditor_id__in=creditor_ids)
    mine = mine.filter(state__in=[state.value for state in (CLOSED if closed else OPEN)])
    return listed(mine, at, page=page, who_first="creditor", waits_for=waits_for)


def my_case(*, creditor_ids: Collection[UUID], reference: str, at: datetime) -> CaseRead:
    """Return one of the creditors' cases, whole. Raises NoSuchCase for any other."""
    mine = Case.objects.filter(claim__creditor_id__in=creditor_ids).annotate(unread=unread_by("creditor"))
    return as_creditor(read_case(mine, reference, at, reader="creditor"))


def as_creditor(read: CaseRead) -> CaseRead:
    """Return the case as its creditor may read it: the debtor as he gave him, without what he told the office alone."""
    debtor = replace(
        read.debtor, **{name: read.journal.given[name] for name in SHOWN & set(read.journal.given)}
    )
    entries = tuple(entry for entry in read.journal.entries if entry.kind not in TO_THE_OFFICE)
    told = tuple(fact for fact in read.told if fact.kind not in TO_THE_OFFICE)
    kept_from_him = TO_THE_DEBTOR if read.journal.letter_elsewhere else frozenset()
    papers = tuple(paper for paper in read.papers if paper.kind not in kept_from_him)
    return replace(
        read, debtor=debtor, told=told, papers=papers, journal=replace(read.journal, entries=entries)
    )


def myself(creditor_id: UUID) -> Myself:
    """Return the creditor of that identifier; raise Creditor.DoesNotExist."""
    row = Creditor.objects.get(pk=creditor_id)
    return Myself(
        id=row.pk,
        name=row.name,
        kind=row.kind,
        siren=row.siren,
        address=row.address,
        postcode=row.postcode,
        city=row.city,
        email=row.email,
    )


def owner_of(case_id: UUID) -> UUID:
    """Return the identifier of the creditor of a case; raise Case.DoesNotExist."""
    return Case.objects.values_list("claim__creditor_id", flat=True).get(pk=case_id)


def offices_of(court: str) -> tuple[OfficeRead, ...]:
    """Return the offices whose seat lies in that court of appeal, by town."""
    return tuple(office_read(row) for row in Office.objects.filter(court=court).order_by("city", "name"))
