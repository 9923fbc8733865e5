"""What an office reads: its work queue, its counts, its cases."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, UUIDField

from dument.procedure.states import CLOSED, MONTH_RUNNING, OPEN
from dument.queries import running
from dument.queries.cases import CaseRead, NoSuchCase, read_case
from dument.queries.exchanges import unread_by
from dument.queries.lists import Listed, listed
from dument.queries.tasks import FOR_OFFICE, TASKS, with_tasks
from dument.queries.timeline import Journal, journal_of
from dument.queries.words import ACTORS
from dument.records.accounts.models import User
from dument.records.cases.models import Case, Party
from dument.records.desk.models import Assignment
from dument.records.reading import legal_day

SCOPES = {"open": "En cours", "closed": "Clos", "all": "Tous"}
DUE = {"passe": "Délai passé", "semaine": "Dans les sept jours"}
NOBODY = "personne"
REFERENCE, GROUP = re.compile(r"DU-[0-9A-Z]{4}-[0-9A-Z]{4}"), 4
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many open cases wait for one thing; `urgent` is true when the office has to do it."""

    word: str
    label: str
    number: int
    urgent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """What the office has before it: what its open cases wait for, and how many messages failed for good."""

    tasks: tuple[Waiting, ...]
    failures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalRead:
    """The journal of a case; `names` gives the office's people by identifier."""

    reference: str
    journal: Journal
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What part of the queue is asked for.

    `scope` is a word of SCOPES, `task` a word of TASKS, `due` a word of DUE, `search` a reference or a party's name;
    `of` are the members whose cases are wanted, empty for everybody's; `nobody_s` those of nobody in particular.
    """

    scope: str = "open"
    task: str = ""
    due: str = ""
    search: str = ""
    of: frozenset[UUID] = frozenset()
    nobody_s: bool = False


def queue(*, office_id: UUID, at: datetime, asked: Asked = Asked(), page: int = 1) -> Listed:
    """Return a page of the office's cases: what it has to do first, by due day."""
    scope, search = asked.scope, asked.search
    cases = _due(_assigned(Case.objects.filter(office_id=office_id), asked), asked.due, legal_day(at))
    if scope != "all":
        cases = cases.filter(state__in=[state.value for state in (OPEN if scope == "open" else CLOSED)])
    if search:
        cases = _searched(cases, office_id, search)
    return listed(cases, at, page=page, who_first="office", task=asked.task)


def _searched(cases: QuerySet[Case], office_id: UUID, search: str) -> QuerySet[Case]:
    """Return the case of that reference; or else the cases of whose reference or of whose party's name it is a part."""
    if REFERENCE.fullmatch(search.upper()):
        return cases.filter(reference=search.upper())
    named = Party.objects.filter(office_id=office_id, name__icontains=search).values("case")
    # What has no hyphen and is longer than a group of a reference is no part of one.
    if len(search) > GROUP and "-" not in search:
        return cases.filter(pk__in=named)
    return cases.filter(Q(pk__in=named) | Q(reference__icontains=search))


def _assigned(cases: QuerySet[Case], asked: Asked) -> QuerySet[Case]:
    theirs = Assignment.objects.filter(case=OuterRef("pk"))
    if asked.nobody_s:
        return cases.filter(~Exists(theirs))
    return cases.filter(Exists(theirs.filter(user__in=asked.of))) if asked.of else cases


def _due(cases: QuerySet[Case], due: str, on: date) -> QuerySet[Case]:
    """Return the cases whose month runs out as asked, or all of them."""
    if due not in DUE:
        return cases
    running = cases.filter(state__in=[state.value for state in MONTH_RUNNING])
    return (
        running.filter(last_day__lt=on) if due == "passe" else running.filter(last_day__range=(on, on + WEEK))
    )


def waiting(*, office_id: UUID, at: datetime) -> Waited:
    """Return what the office's open cases wait for, in the order of the procedure, and how many messages failed."""
    cases = Case.objects.filter(
        office_id=office_id, state__in=[state.value for state in OPEN], purged_on=None
    )
    counted = with_tasks(cases, legal_day(at)).order_by().values("task").annotate(number=Count("pk"))
    both = counted.values_list("task", "number").union(running.failures(office_id), all=True)
    numbers = dict(both)
    tasks = tuple(
        Waiting(word=word, label=task.for_office, number=numbers[word], urgent=word in FOR_OFFICE)
        for word, task in TASKS.items()
        if word in numbers
    )
    return Waited(tasks=tasks, failures=numbers.get(running.FAILED, 0))


def office_case(*, office_id: UUID, reference: str, at: datetime, journal: bool = True) -> CaseRead:
    """Return one of the office's cases, whole, with its journal or not. Raises NoSuchCase for any other."""
    follows = Assignment.objects.filter(case=OuterRef("pk"))
    mine = Case.objects.filter(office_id=office_id).annotate(
        unread=unread_by("office"),
        assignee_id=Subquery(follows.values("user")[:1], output_field=UUIDField()),
        assignee=Subquery(follows.values("user__full_name")[:1]),
    )
    return read_case(mine, reference, at, journal=journal, reader="office")


def has_case(*, office_id: UUID, reference: str) -> bool:
    """Tell whether that reference is one of the office's cases."""
    return Case.objects.filter(office_id=office_id, reference=reference).exists()


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


def case_id(*, office_id: UUID, reference: str) -> UUID:
    """Return the identifier of one of the office's cases. Raises NoSuchCase for any other, or one erased."""
    found = Case.objects.filter(office_id=office_id, reference=reference, purged_on=None)
    pk = found.values_list("pk", flat=True).first()
    if pk is None:
        raise NoSuchCase(f"Aucun dossier « {reference} » n'est à votre disposition.")
    return pk
