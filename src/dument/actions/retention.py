"""Erase what has been kept long enough: words, journal bodies and files; numbers, days and hashes stay.

The chain of an erased case still verifies, since it is made of the hashes of its bodies, and so do its seals. What was
erased, when and why is written in `Purge`, which nothing changes afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.conf import settings
from django.db import models

from dument.actions.discarding import discard_files, discard_hidden, discard_letters
from dument.actions.letters import hidden
from dument.law.days import add_months
from dument.law.parameters import parameter
from dument.law.retention import PERIODS
from dument.ports.faults import reached
from dument.procedure.states import State
from dument.records import clocks
from dument.records.cases.models import Case, Claim
from dument.records.journal.models import EventBody
from dument.records.keeping.models import Purge, Reading
from dument.records.outbox.models import Message
from dument.records.personal import emptied_with_the_case
from dument.records.reading import PARIS, legal_day
from dument.records.time_over import Over, cases_over, files_of, owned


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """How many cases (drafts among them) and readings a run erased.

    `unconfirmed` counts the cases whose period no text confirms: production leaves them.
    """

    cases: int
    readings: int
    unconfirmed: int


def purge_what_is_over(at: datetime) -> Erased:
    """Erase every case whose time is over, then old readings; what providers hold of them is noted as discarded.

    Each case is a transaction of its own: a run cut short leaves whole cases, and the next one goes on.
    """
    over = list(cases_over(at))
    left = [one for one in over if _unconfirmed(one)]
    purged = sum(purge(case_id=one.case.pk, at=at) for one in over if one not in left)
    return Erased(
        cases=purged,
        readings=_forget_readings(at),
        unconfirmed=len(left),
    )


def _unconfirmed(one: Over) -> bool:
    return bool(settings.PRODUCTION) and one.kept.value.certainty == "unconfirmed"


def purge(*, case_id: UUID, at: datetime) -> bool:
    """Erase one case if its time is over, and tell whether it was.

    Looked at again under its lock: a case taken up, held or purged meanwhile is left alone.
    """
    with clocks.agreeing():
        Case.objects.select_for_update(of=("self",)).only("pk").get(pk=case_id)
        over = next(cases_over(at, case_id), None)
        if over is None:
            return False
        case = over.case
        files = files_of(case)
        discard_files(files)
        discard_letters(_letters(case))
        if case.office_id:  # a copy that an act's destruction missed; a draft never had one
            discard_hidden(hidden(case))
        bodies = EventBody.objects.filter(event__case=case).exclude(content=b"").count()
        rows = _delete(case) if case.state == State.DRAFT else _empty(case, at)
        Purge.objects.create(
            office_id=case.office_id,
            reference=case.reference,
            kind=over.kind,
            since=over.since,
            months=int(over.kept.value.amount),
            basis=str(over.kept.value.reference),
            certainty=over.kept.value.certainty,
            on=legal_day(at),
            at=at,
            bodies=bodies,
            rows=rows,
            files=len(files),
        )
        reached("purge.emptied")
    reached("purge.committed")
    return True


def _letters(case: Case) -> list[str]:
    return list(Message.objects.filter(case=case).exclude(proof={}).values_list("key", flat=True))


def _delete(case: Case) -> int:
    """Delete a draft, row by row, and its claim when no other case has it; return how many rows went."""
    gone = 0
    for model in owned():
        rows = model._default_manager.filter(case=case)
        gone += rows.delete()[0] if rows.exists() else 0  # its role may delete what drafts have, no more
    claim = case.claim_id
    gone += case.delete()[0]
    if not Case.objects.filter(claim=claim).exists():
        gone += Claim.objects.filter(pk=claim).delete()[0]
    return gone


def _empty(case: Case, at: datetime) -> int:
    """Empty every column of words of a closed case; return how many rows were touched."""
    touched = 0
    Case.objects.filter(pk=case.pk).update(purged_on=legal_day(at))
    for model, columns in emptied_with_the_case().items():
        touched += _rows(model, case).update(**columns)
    return touched


def _rows(model: type[models.Model], case: Case) -> models.QuerySet[models.Model]:
    """Return the rows of that model that tell about the case, and about no case still kept."""
    rows = model._default_manager
    if model is Case:
        return rows.filter(pk=case.pk)
    if model is Claim:
        return rows.filter(pk=case.claim_id).exclude(cases__purged_on__isnull=True)
    if model is EventBody:
        return rows.filter(event__case=case)
    return rows.filter(case=case)


def _forget_readings(at: datetime) -> int:
    """Forget the readings older than their period; return how many."""
    today = legal_day(at)
    first = add_months(today, -int(parameter(PERIODS, "reading").on(today).amount))
    since = datetime.combine(first, time(), PARIS)
    return Reading.objects.filter(at__lt=since).delete()[0]
