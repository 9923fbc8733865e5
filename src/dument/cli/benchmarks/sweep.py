"""The morning's sweep over a million cases: what it finds, how fast tasks are made, beside one raw statement."""

from __future__ import annotations

import time
from datetime import date
from statistics import median

from django.db import connection

from dument.cli.benchmarks.report import ROUNDS, Report
from dument.cli.benchmarks.stage import draft, who
from dument.jobs.expiry import lapsed, make_tasks
from dument.records.cases.models import Case
from dument.records.outbox.models import ExpiryTask

CASES, DUE = 1_000_000, 20_000
TODAY = date(2026, 11, 16)

# Cases copied from a real one: two fifths have their month running, two hundredths of these are over.
COPY = """
INSERT INTO cases_case (
    id, claim_id, office_id, reference, pack, state, version, last_number, head, cause, basis,
    invoiced_between_merchants, principal_cents, interest_cents, other_cents, interest_rate, interest_frozen, due_on,
    conflict, insolvency, dispatched_on, dispatch_proof, raw_last_day, last_day, code_rank, created_at)
SELECT gen_random_uuid(), model.claim_id, model.chosen_office_id, 'B' || rank, model.pack,
    CASE WHEN rank <= %(due)s OR rank %% 5 < 2 THEN 'invited' ELSE 'refused' END, 0, 0, '', model.cause, '',
    false, 120000, 0, 0, '', true, model.due_on, 'none', 'none', DATE '2026-10-13', '1A',
    CASE WHEN rank <= %(due)s THEN %(today)s::date - 1 - rank %% 7 ELSE %(today)s::date + rank %% 30 END,
    CASE WHEN rank <= %(due)s THEN %(today)s::date - 1 - rank %% 7 ELSE %(today)s::date + rank %% 30 END, 1, now()
FROM generate_series(1, %(cases)s) AS rank, cases_case AS model
WHERE model.id = %(model)s
"""
RAW = """
INSERT INTO outbox_expirytask (id, case_id, office_id, "on")
SELECT gen_random_uuid(), id, office_id, %s FROM cases_case
WHERE state IN ('invited', 'participating', 'proposed') AND last_day < %s
"""


def run() -> Report:
    """Measure and return the report."""
    model = draft(who())
    with connection.cursor() as cursor:
        cursor.execute(COPY, {"cases": CASES, "due": DUE, "today": TODAY, "model": model})
        cursor.execute("ANALYZE cases_case")
    finding, making, raw = [], [], []
    missed = early = 0
    for _ in range(ROUNDS):
        finding.append(_timed(lambda: list(lapsed(TODAY)[:500])))
        making.append(DUE / _timed(lambda: make_tasks(TODAY)))
        missed = max(missed, DUE - ExpiryTask.objects.count())
        early = max(early, ExpiryTask.objects.filter(case__last_day__gte=TODAY).count())
        _empty()
        raw.append(DUE / _timed(_raw))
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
