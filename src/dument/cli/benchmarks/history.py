"""What keeping history costs a write: none, our chained line, django-simple-history, on the same row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from importlib.util import find_spec

from django.db import connection, transaction

from dument.cli.benchmarks.report import rates
from dument.cli.benchmarks.stage import draft, who
from dument.records.cases.models import Case
from dument.records.journal.chain import Line, append

WRITES = 200
AT = datetime(2026, 10, 13, 8, tzinfo=UTC)


def writes() -> dict[str, float]:
    """Return how many changes of a case are written a second: `plain`, `audited` by our journal, and by the `peer`.

    The peer is there when it is installed. Each locks the row, changes it, saves it, and commits.
    """
    case = Case.objects.get(pk=draft(who()))
    timed = {"plain": _plain(case), "audited": _audited(case)}
    if find_spec("simple_history"):
        _keep_history()
        timed["peer"] = _historised(case)
    return rates(WRITES, **timed)


def _change(case: Case, rank: int) -> Case:
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    locked.basis = f"changement {rank}"
    return locked


def _plain(case: Case) -> Callable[[int], None]:
    def write(rank: int) -> None:
        with transaction.atomic():
            changed = _change(case, rank)
            _without_peer(changed)
            changed.save()

    return write


def _audited(case: Case) -> Callable[[int], None]:
    def write(rank: int) -> None:
        with transaction.atomic():
            changed = _change(case, rank)
            line = Line(type="bench", on=AT.date(), at=AT, actor="system", actor_id="", body={"rank": rank})
            append(changed, line)
            _without_peer(changed)
            changed.save()

    return write


def _historised(case: Case) -> Callable[[int], None]:
    def write(rank: int) -> None:
        with transaction.atomic():
            _change(case, rank).save()

    return write


def _without_peer(case: Case) -> None:
    """Tell the peer, which watches every save of the model once it is told to, to leave this one."""
    case.skip_history_when_saving = True  # type: ignore[attr-defined]


def _keep_history() -> None:
    """Have the peer keep the history of cases in a table of its own, made here."""
    from simple_history import register
    from simple_history.utils import get_history_model_for_model

    register(Case)
    with connection.schema_editor() as editor:
        editor.create_model(get_history_model_for_model(Case))
