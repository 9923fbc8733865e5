"""The machine's clock and the database's must agree: while they do not, no act is done, whoever asks for it.

The database tells the legal day, everywhere. Another clock beyond a minute from it means that one of the two lies, and
nobody knows which: an act would bear a day that is not sure, and its day has legal effects.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from time import monotonic

from django.db import connection, transaction

from dument.ports.errors import TryAgain

log = logging.getLogger(__name__)
MOST = timedelta(seconds=60)
SURE = 1.0
"""For that many seconds a process trusts what it was told: an act asks several times, and a person does several."""
ASK = {"postgresql": "SELECT clock_timestamp()", "sqlite": "SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')"}


class ClocksDisagree(TryAgain):
    """Nobody knows for sure what time it is: nothing was done, and the same request may be made again later."""


class _Agreed:
    """When this process last saw the clocks agree, in seconds of a clock that nobody sets."""

    at = float("-inf")


def told() -> datetime:
    """Return the instant that the database tells, in UTC; the embedded one reads the machine's own clock."""
    with connection.cursor() as cursor:
        cursor.execute(ASK[connection.vendor])
        answer = cursor.fetchone()[0]
    if isinstance(answer, str):
        return datetime.fromisoformat(answer).replace(tzinfo=UTC)
    instant: datetime = answer
    return instant.astimezone(UTC)


def apart() -> timedelta:
    """Return how far this machine's clock is ahead of the database's."""
    by_database = told()
    return datetime.now(UTC) - by_database


def require() -> None:
    """Raise ClocksDisagree when the two clocks are more than a minute apart, whichever is ahead."""
    began = monotonic()
    if began - _Agreed.at < SURE:
        return
    found = apart()
    if abs(found) <= MOST:
        _Agreed.at = began
        return
    log.error("clocks_disagree")
    raise ClocksDisagree(
        f"Rien ne peut être écrit pour l'instant : l'horloge de cette machine et celle de la base diffèrent de "
        f"{abs(found).total_seconds():.0f} s, et la date d'un acte ne serait pas sûre. "
        "Réessayez quand elles auront été remises à l'heure."
    )


@contextmanager
def agreeing(*, durable: bool = False) -> Iterator[None]:
    """Open the transaction of a write, once sure of the time. Raises ClocksDisagree; see `atomic` for `durable`."""
    with transaction.atomic(durable=durable):
        require()
        yield
