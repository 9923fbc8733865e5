"""Interest of a million claims through the law's own function, beside numpy and beside PostgreSQL's numeric."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from datetime import date

from dument.cli.benchmarks.report import ROUNDS, Report
from dument.law.interest import accrue
from dument.law.interest_table import RateTable, rate_table
from dument.law.money import cents, from_cents

CLAIMS, CHECKED = 1_000_000, 2_000
SEED = 20_261_123
Claim = tuple[int, int, int]


def run(size: int | None = None) -> Report:
    """Measure on that many claims, a million by default, and return the report.

    PostgreSQL is measured when `DUMENT_BENCH_POSTGRES` gives its address.
    """
    table = rate_table("legal", "company")
    claims = _claims(table, size or CLAIMS)
    timed: dict[str, Callable[[], list[int]]] = {
        "law": lambda: table.cents(claims),
        "numpy": _numpy(table, claims),
    }
    address = os.environ.get("DUMENT_BENCH_POSTGRES", "")
    if address:
        timed["postgres"] = _postgres(address, table, claims)
    seconds, results = _interleaved(timed)
    report = Report(name="interest")
    report.add("un million de créances, fonction de la loi", seconds["law"], "s", at_most=2)
    report.add("numpy int64, mêmes tables", seconds["numpy"], "s")
    differ = sum(ours != theirs for ours, theirs in zip(results["law"], results["numpy"], strict=True))
    report.add("centimes différents de numpy", differ, "", at_most=0)
    if address:
        report.add("PostgreSQL numeric, mêmes tables", seconds["postgres"], "s")
        differ = sum(ours != theirs for ours, theirs in zip(results["law"], results["postgres"], strict=True))
        report.add("centimes différents de PostgreSQL", differ, "", at_most=0)
    report.add(
        "centimes différents du calcul expliqué (2 000 tirées)",
        _against_plain(claims, results["law"]),
        "",
        at_most=0,
    )
    return report


def _claims(table: RateTable, count: int) -> list[Claim]:
    draw = random.Random(SEED)  # noqa: S311 - the same claims each time, nothing secret
    claims = []
    for _ in range(count):
        first = draw.randint(table.first, table.last)
        claims.append((draw.randint(100, 500_000), first, draw.randint(first, table.last)))
    return claims


def _interleaved(timed: dict[str, Callable[[], list[int]]]) -> tuple[dict[str, float], dict[str, list[int]]]:
    seen: dict[str, list[float]] = {name: [] for name in timed}
    results: dict[str, list[int]] = {}
    for _ in range(ROUNDS):
        for name, do in timed.items():
            started = time.perf_counter()
            results[name] = do()
            seen[name].append(time.perf_counter() - started)
    return {name: sorted(values)[ROUNDS // 2] for name, values in seen.items()}, results


def _numpy(table: RateTable, claims: list[Claim]) -> Callable[[], list[int]]:
    import numpy

    earned = numpy.array(table.earned, dtype=numpy.int64)
    principal, first, last = (numpy.array(column, dtype=numpy.int64) for column in zip(*claims, strict=True))

    def compute() -> list[int]:
        spent = earned[last - table.first + 1] - earned[first - table.first]
        answer: list[int] = ((principal * spent + table.divisor // 2) // table.divisor).tolist()
        return answer

    return compute


def _postgres(address: str, table: RateTable, claims: list[Claim]) -> Callable[[], list[int]]:
    import psycopg

    connection = psycopg.connect(address, autocommit=True)
    connection.execute("CREATE TEMP TABLE earned (day int PRIMARY KEY, total numeric)")
    connection.execute("CREATE TEMP TABLE claim (rank int, principal numeric, first int, last int)")
    with connection.cursor() as cursor:
        with cursor.copy("COPY earned FROM STDIN") as copy:
            for day, total in enumerate(table.earned):
                copy.write_row((day, total))
        with cursor.copy("COPY claim FROM STDIN") as copy:
            for rank, (principal, first, last) in enumerate(claims):
                copy.write_row((rank, principal, first - table.first, last - table.first + 1))
    connection.execute("ANALYZE")

    def compute() -> list[int]:
        rows = connection.execute(
            "SELECT round(principal * (after.total - before.total) / %s) FROM claim "
            "JOIN earned before ON before.day = first JOIN earned after ON after.day = last ORDER BY rank",
            (table.divisor,),
        )
        return [int(row[0]) for row in rows]

    return compute


def _against_plain(claims: list[Claim], results: list[int]) -> int:
    """Return how many of the drawn claims differ from the function that explains itself."""
    draw = random.Random(SEED + 1)  # noqa: S311 - the same claims each time
    differ = 0
    for rank in draw.sample(range(len(claims)), min(CHECKED, len(claims))):
        principal, first, last = claims[rank]
        plain = accrue(
            principal=from_cents(principal),
            first_day=date.fromordinal(first),
            last_day=date.fromordinal(last),
            rate="legal",
            creditor="company",
        )
        differ += cents(plain.amount) != results[rank]
    return differ
