"""Wrong codes: counted by reference and network, by network, and for the whole site; a lock is told to the office.

Whoever guesses is stopped wherever he comes from, and whoever only wants to keep the debtor out locks himself
out: a reference tried from one network stays open to the others, until far too many networks have tried it. Only
wrong codes count, and a slip of the keyboard is caught before (codes.mistyped): an honest hand spends very few.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from dument.records import awaiting, clocks
from dument.records.cases.models import Case, CodeLock, CodeTrial

log = logging.getLogger(__name__)
HOUR, DAY, TOGETHER = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
# Of one reference, from one network; then of one reference, from everywhere.
TRIES_AN_HOUR, TRIES_A_DAY = 5, 10
FROM_EVERYWHERE_A_DAY = 30
# Of one network, whatever the references; many people may share one (a carrier, a town hall).
OF_A_NETWORK_AN_HOUR, OF_A_NETWORK_A_DAY = 20, 60
# Above so many in an hour, the site is under attack: a network then has two trials an hour, the first still free.
OF_THE_SITE_AN_HOUR, UNDER_GUARD_AN_HOUR = 500, 2


class TooManyTrials(Exception):
    """Too many wrong codes: one must wait, or ask the office."""


def count(*, reference: str, network: str, at: datetime) -> CodeTrial:
    """Count a trial before its code is looked at, so that trials made at once count one another; return its row.

    The right code takes it back. Raises TooManyTrials, which is not one more trial; RuntimeError inside a
    transaction, where the trials of others, not yet committed, would not count.
    """
    with clocks.agreeing(durable=True):
        trial = CodeTrial.objects.create(reference=reference, network=network, at=at)
    # Those of other processes may bear an instant a little later than this one's.
    others = CodeTrial.objects.filter(at__gt=at - DAY, at__lt=at + TOGETHER).exclude(pk=trial.pk)
    locked = _reference_spent(others, reference, network, at)
    if locked or _network_spent(others, network, at):
        trial.delete()
        if locked:
            _tell_the_office(reference, at)
        raise TooManyTrials(
            "Trop d'essais pour cette référence. Attendez une heure, ou appelez l'étude : elle peut vous donner "
            "un nouveau code, et noter votre refus par téléphone."
            if locked
            else "Trop d'essais depuis votre connexion. Attendez une heure, utilisez une autre connexion, ou appelez "
            "l'étude : elle peut noter votre réponse par téléphone."
        )
    return trial


def _reference_spent(others: QuerySet[CodeTrial], reference: str, network: str, at: datetime) -> bool:
    here = Q(network=network)
    spent = others.filter(reference=reference).aggregate(
        hour=Count("pk", filter=here & Q(at__gt=at - HOUR)),
        day=Count("pk", filter=here),
        everywhere=Count("pk"),
    )
    return bool(
        spent["hour"] >= TRIES_AN_HOUR
        or spent["day"] >= TRIES_A_DAY
        or spent["everywhere"] >= FROM_EVERYWHERE_A_DAY
    )


def _network_spent(others: QuerySet[CodeTrial], network: str, at: datetime) -> bool:
    """Tell whether that network tried too much; one that is not known is not counted (commands, tests)."""
    if not network:
        return False
    lately = Q(at__gt=at - HOUR)
    spent = others.filter(network=network).aggregate(hour=Count("pk", filter=lately), day=Count("pk"))
    under_guard = others.filter(lately).count() >= OF_THE_SITE_AN_HOUR
    if under_guard:
        log.error("codes_under_attack")
    hourly = UNDER_GUARD_AN_HOUR if under_guard else OF_A_NETWORK_AN_HOUR
    return bool(spent["hour"] >= hourly or spent["day"] >= OF_A_NETWORK_A_DAY)


def _tell_the_office(reference: str, at: datetime) -> None:
    """Give the office the task of reaching the debtor, once, until the code is renewed or opens the case."""
    with _held(reference) as case:
        if case:
            CodeLock.objects.get_or_create(case=case, defaults={"office_id": case.office_id, "at": at})


def take_back(trial: CodeTrial) -> None:
    """Take back the trial that was right; the lock of its reference, if any, has no object any more."""
    trial.delete()
    if CodeLock.objects.filter(case__reference=trial.reference).exists():
        _unlock(trial.reference)


def forget(reference: str) -> None:
    """Forget the wrong codes tried against a reference: its code was renewed, and the new one opens at once.

    Else whoever knows the reference could keep the debtor out for as long as he likes, and silence is a refusal.
    """
    CodeTrial.objects.filter(reference=reference).delete()
    _unlock(reference)


def _unlock(reference: str) -> None:
    with _held(reference) as case:
        CodeLock.objects.filter(case=case).delete()


@contextmanager
def _held(reference: str) -> Iterator[Case | None]:
    """Hold the case of that reference, if it was sent, and keep what it waits for once its lock has changed."""
    with clocks.agreeing():
        sent = Case.objects.select_for_update(of=("self",)).filter(reference=reference, code_rank__gt=0)
        case = sent.first()
        yield case
        if case:
            Case.objects.filter(pk=case.pk).update(awaits=awaiting.word(case))
