"""What reconcilers look for: each is idempotent and returns how many it found."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command

from dument.actions import discarding, seals
from dument.actions.retention import purge_what_is_over
from dument.jobs.expiry import RUNNING, make_tasks
from dument.law.deadlines import one_month
from dument.ports.errors import NeverAgain
from dument.ports.storage import Missing, store
from dument.ports.verification import verifier
from dument.queries import journal, readings
from dument.records import awaiting
from dument.records.accounts.models import Memory
from dument.records.cases.models import Case, CodeTrial
from dument.records.documents.models import Document
from dument.records.outbox.models import Message
from dument.records.reading import legal_day, territories

TRIALS_KEPT = timedelta(days=2)
NEWS_WITHIN = timedelta(days=1)


def expiries(at: datetime) -> int:
    """Make the tasks of the months that are over; while the clocks disagree none is made, and all are caught up."""
    return make_tasks(legal_day(at))


def last_days(at: datetime) -> int:
    """Count the running months whose stored last day is not the one that the law tells from the dispatch."""
    running = Case.objects.filter(state__in=RUNNING).select_related("office").prefetch_related("parties")
    return sum(
        case.last_day
        != one_month(dispatched_on=case.dispatched_on, territories=territories(case)).extended_local
        for case in running.iterator(chunk_size=500)
        if case.dispatched_on
    )


def awaited(at: datetime) -> int:  # as every reconciler
    """Put right what cases are said to wait for, where a former version of the code moved them; return how many."""
    return awaiting.mend()


def seal(at: datetime) -> int:
    """Seal what moved; return 1 when something did."""
    return 1 if seals.seal(at) else 0


def chains(at: datetime) -> int:
    """Verify every chain and every seal; return how many links are broken."""
    return len(journal.verify().broken)


def titles(at: datetime) -> int:
    """Verify every title and its free copy again, byte for byte and by its signature; return how many fail."""
    papers = Document.objects.filter(kind__in=("title", "debtor_copy")).values_list("sha256", flat=True)
    return sum(not _holds(sha256) for sha256 in papers.iterator())


def _holds(sha256: str) -> bool:
    try:
        content = store().get(sha256)
    except Missing:
        return False
    try:
        return verifier().verify(content).valid
    except NeverAgain:  # the verifier's: a store that refuses says nothing of the title
        return False


def letters_without_news(at: datetime) -> int:
    """Count the letters handed to the carrier more than a day ago whose deposit nobody proved yet."""
    return Message.objects.filter(
        effect="send_letter", state="done", case__state="prepared", created_at__lt=at - NEWS_WITHIN
    ).count()


def old_traces(at: datetime) -> int:
    """Forget sessions that ended, sign-ins counted and old wrong codes; return how many of the latter."""
    call_command("clearsessions")
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    Memory.objects.filter(expires__lt=at).delete()
    forgotten, _ = CodeTrial.objects.filter(at__lt=at - TRIALS_KEPT).delete()
    return forgotten


def discarded(at: datetime) -> int:
    """Have the store and the carrier erase what no case wants any more; return how many things went."""
    return discarding.erase_discarded()


def retention(at: datetime) -> int:
    """Erase the cases kept long enough; return how many wait because no text confirms their period."""
    return purge_what_is_over(at).unconfirmed


def unusual_readings(at: datetime) -> int:
    """Count the people who read more cases than work asks for, or a case that nobody has a reason to open."""
    return len(readings.unusual(at))
