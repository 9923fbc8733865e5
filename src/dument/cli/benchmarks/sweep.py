"""The morning's sweep over a million cases: what it finds, how fast tasks are made, beside one raw statement."""

from __future__ import annotations

import time
from datetime import date
from statistics import median

from django.db import connection

from dument.cli.benchmarks.copies import copy
from dument.cli.benchmarks.report import ROUNDS, Report
from dument.cli.benchmarks.stage import draft, who
from dument.jobs.expiry import found, make_tasks
from dument.records.cases.models import Case
from dument.records.outbox.models import ExpiryTask

CASES, DUE_SHARE = 1_000_000, 50
TODAY = date(2026, 11, 16)

# Cases copied from a real one: two fifths have their month running, two hundredths of these are over.
LAST_DAY = (
    "CASE WHEN rank <= %(due)s THEN %(today)s::date - 1 - rank %% 7 ELSE %(today)s::date + rank %% 30 END"
)
CHANGED = {
    "id": "gen_random_uuid()",
    "office_id": "model.chosen_office_id",
    "reference": "'B' || rank",
    "state": "CASE WHEN rank <= %(due)s OR rank %% 5 < 2 THEN 'invited' ELSE 'refused' END",
    "dispatched_on": "DATE '2026-10-13'",
    "raw_last_day": LAST_DAY,
    "last_day": LAST_DAY,
}
RAW = """
INSERT INTO outbox_expirytask (id, case_id, office_id, "on")
SELECT gen_random_uuid(), id, office_id, %s FROM cases_case
WHERE state IN ('invited', 'participating', 'proposed') AND last_day < %s
"""


def run(size: int | None = None) -> Report:
    """Measure on that many cases, a million by default, and return the report."""
    cases = size or CASES
    due = cases // DUE_SHARE
    model = draft(who())
    copy(
        Case,
        model,
        CHANGED,
        source="generate_series(1, %(cases)s::int) AS rank",
        cases=cases,
        due=due,
        today=TODAY,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_case")
    finding, making, raw = [], [], []
    missed = early = 0
    for _ in range(ROUNDS):
        finding.append(_timed(lambda: found(TODAY, 500)))
        making.append(due / _timed(lambda: make_tasks(TODAY)))
        missed = max(missed, due - ExpiryTask.objects.count())
        early = max(early, ExpiryTask.objects.filter(case__last_day__gte=TODAY).count())
        _empty()
        raw.append(due / _timed(_raw))
        _empty()
    report = Report(name="sweep")
    report.add(f"trouver 500 échus parmi {Case.objects.count():,}", median(finding) * 1000, "ms", at_most=10)
    report.add("tâches faites par seconde", median(making), "tâches/s", at_least=3000)
    report.add("une seule instruction SQL, même passage", median(raw), "tâches/s")
    report.add("rapport à l'instruction seule", median(making) / median(raw), "", at_least=0.25)
    report.add("manquées", missed, "", at_most=0)
    report.add("en avance", early, "", at_most=0)
    return report


def _timed(do: object) -> float:
    started = time.perf_counter()
    do()  # type: ignore[operator]
    return time.perf_counter() - started


def _raw() -> None:
    with connection.cursor() as cursor:
        cursor.execute(RAW, [TODAY, TODAY])


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE outbox_expirytask")
