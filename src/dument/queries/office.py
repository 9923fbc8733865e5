"""What an office reads: its work queue, its counts, its cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from dument.procedure.states import CLOSED
from dument.queries.cases import CaseRead, NoSuchCase, read_case
from dument.queries.exchanges import unread_by
from dument.queries.lists import Listed, listed
from dument.queries.tasks import FOR_OFFICE, TASKS, with_tasks
from dument.queries.timeline import Journal, journal_of
from dument.queries.words import ACTORS
from dument.records.accounts.models import User
from dument.records.cases.models import Case
from dument.records.reading import legal_day

SCOPES = {"open": "En cours", "closed": "Clos", "all": "Tous"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many open cases wait for one thing; `urgent` is true when the office has to do it."""

    word: str
    label: str
    number: int
    urgent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalRead:
    """The journal of a case; `names` gives the office's people by identifier."""

    reference: str
    journal: Journal
    names: Mapping[str, str]


def queue(
    *, office_id: UUID, at: datetime, scope: str = "open", task: str = "", search: str = "", page: int = 1
) -> Listed:
    """Return a page of the office's cases: what it has to do first, by due day.

    `scope` is a word of SCOPES, `task` a word of TASKS, `search` a reference or a party's name.
    """
    cases = Case.objects.filter(office_id=office_id)
    states = [state.value for state in CLOSED]
    if scope == "open":
        cases = cases.exclude(state__in=states)
    elif scope == "closed":
        cases = cases.filter(state__in=states)
    if search:
        named = Q(parties__name__icontains=search) | Q(reference__icontains=search)
        cases = cases.filter(pk__in=Case.objects.filter(named, office_id=office_id).values("pk"))
    return listed(cases, at, page=page, who_first="office", task=task)


def waiting(*, office_id: UUID, at: datetime) -> tuple[Waiting, ...]:
    """Return what the office's open cases wait for, and how many of them, in the order of the procedure."""
    cases = Case.objects.filter(office_id=office_id).exclude(state__in=[state.value for state in CLOSED])
    counted = with_tasks(cases, legal_day(at)).values("task").annotate(number=Count("pk"))
    numbers = {row["task"]: row["number"] for row in counted}
    return tuple(
        Waiting(word=word, label=task.for_office, number=numbers[word], urgent=word in FOR_OFFICE)
        for word, task in TASKS.items()
        if word in numbers
    )


def office_case(*, office_id: UUID, reference: str, at: datetime) -> CaseRead:
    """Return one of the office's cases, whole. Raises NoSuchCase for any other."""
    theirs = Case.objects.filter(office_id=office_id).annotate(unread=unread_by("office"))
    return read_case(theirs, reference, at)


def office_journal(*, office_id: UUID, reference: str) -> JournalRead:
    """Return the journal of one of the office's cases, with who did what. Raises NoSuchCase for any other."""
    case = Case.objects.filter(office_id=office_id, reference=reference).first()
    if case is None:
        raise NoSuchCase(reference)
    journal = journal_of(case)
    people = sorted({one.actor_id for one in journal.entries if one.actor == ACTORS["officer"]})
    return JournalRead(reference=reference, journal=journal, names=names(people))


def names(user_ids: Sequence[str]) -> dict[str, str]:
    """Return the names of those users by identifier."""
    return {str(pk): name for pk, name in User.objects.filter(pk__in=user_ids).values_list("pk", "full_name")}
