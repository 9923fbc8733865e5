"""Verifying the journal: a million lines of a hundred thousand chains, as `dument journal verify` does."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from statistics import median
from uuid import UUID

from django.db import connection, transaction

from dument.cli.benchmarks.copies import copy
from dument.cli.benchmarks.history import writes
from dument.cli.benchmarks.report import ROUNDS, Report, peak_memory
from dument.cli.benchmarks.stage import draft, who
from dument.ports import merkle
from dument.queries.journal import verify
from dument.records.cases.models import Case
from dument.records.ids import new_id
from dument.records.journal.chain import GENESIS, event_hash, exact_bytes
from dument.records.journal.models import Event

CHAINS, LINES, PROVED = 100_000, 10, 1_000
AT = datetime(2026, 10, 13, 8, tzinfo=UTC)
BODY = exact_bytes({"from": "submitted", "to": "prepared", "article": "CPCE R125-2", "rank": 1})
CASES = {
    "id": "made.id",
    "office_id": "model.chosen_office_id",
    "reference": "'B' || made.rank",
    "state": "'refused'",
    "last_number": "%(lines)s",
    "head": "made.head",
}
EVENTS = (
    'COPY journal_event (id, case_id, office_id, number, schema_version, type, "on", at, actor, actor_id, previous, '
    "body_sha256, hash) FROM STDIN"
)


def run(size: int | None = None) -> Report:
    """Measure on that many lines, a million by default, and return the report."""
    chains = (size or CHAINS * LINES) // LINES
    _fill(chains)
    seconds, broken = [], 0
    for _ in range(ROUNDS):
        started = time.perf_counter()
        found = verify()
        seconds.append(time.perf_counter() - started)
        broken += len(found.broken)
    events = chains * LINES
    report = Report(name="audit")
    report.add(
        "lignes vérifiées par seconde et par cœur", events / median(seconds), "lignes/s", at_least=200_000
    )
    report.add("maillons dits rompus sur un journal intact", broken, "", at_most=0)
    report.add("retouches plantées et non trouvées", _missed(), "", at_most=0)
    leaves = [sha256(str(rank).encode()).digest() for rank in range(100_000)]
    started = time.perf_counter()
    merkle.root(leaves)
    report.add("feuilles de Merkle par seconde", len(leaves) / (time.perf_counter() - started), "feuilles/s")
    proved, believed = _proofs()
    report.add("preuves d'inclusion vérifiées par seconde", proved, "preuves/s")
    report.add("preuves faussées et crues", believed, "", at_most=0)
    written = writes()
    report.add("changements écrits par seconde, sans journal", written["plain"], "changements/s")
    report.add("les mêmes, journal chaîné", written["audited"], "changements/s")
    report.add("rapport à l'absence de journal", written["audited"] / written["plain"], "×", at_least=0.7)
    if "peer" in written:
        report.add("les mêmes, django-simple-history", written["peer"], "changements/s")
        report.add("rapport à django-simple-history", written["audited"] / written["peer"], "×", at_least=1.2)
    report.add("mémoire au plus haut", peak_memory(), "Mo")
    return report


def _fill(chains: int) -> None:
    """Write the chains by COPY, each line hashed by the product's own function."""
    model = Case.objects.get(pk=draft(who()))
    office_id = model.chosen_office_id
    digest = sha256(BODY).hexdigest()
    # One transaction: a line may come before its case, whose head is known once its lines are.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE made (rank int, id uuid, head text)")
        heads, bodies = [], []
        with cursor.copy(EVENTS) as rows:
            for rank in range(chains):
                case_id, previous = new_id(), GENESIS
                for number in range(1, LINES + 1):
                    event = _event(case_id, office_id, number, previous, digest)
                    rows.write_row(_row(event))
                    bodies.append(event.pk)
                    previous = event.hash
                heads.append((rank, case_id, previous))
        with cursor.copy("COPY journal_eventbody (event_id, content) FROM STDIN") as rows:
            for pk in bodies:
                rows.write_row((pk, BODY))
        with cursor.copy("COPY made FROM STDIN") as rows:
            for head in heads:
                rows.write_row(head)
        copy(Case, model.pk, CASES, source="made", lines=LINES)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _event(case_id: UUID, office_id: UUID | None, number: int, previous: str, digest: str) -> Event:
    event = Event(
        case_id=case_id, office_id=office_id, number=number, type="prepare", on=date(2026, 10, 13),
        at=AT + timedelta(seconds=number), actor="officer", actor_id="banc", previous=previous, body_sha256=digest,
    )  # fmt: skip
    event.hash = event_hash(event)
    return event


def _row(event: Event) -> tuple[object, ...]:
    return (
        event.pk, event.case_id, event.office_id, event.number, event.schema_version, event.type, event.on, event.at,
        event.actor, event.actor_id, event.previous, event.body_sha256, event.hash,
    )  # fmt: skip


def _proofs() -> tuple[float, int]:
    """Return how many inclusion proofs are verified a second, and how many bent ones were believed."""
    leaves = [sha256(str(rank).encode()).digest() for rank in range(PROVED)]
    top = merkle.root(leaves)
    paths = [merkle.inclusion_path(leaves, rank) for rank in range(PROVED)]
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        held = sum(
            merkle.verify_inclusion(leaf, rank, PROVED, path, top)
            for rank, (leaf, path) in enumerate(zip(leaves, paths, strict=True))
        )
        seconds.append(time.perf_counter() - started)
    if held != PROVED:
        raise RuntimeError("une preuve juste n'a pas été reconnue")
    bent = sum(
        merkle.verify_inclusion(sha256(leaf).digest(), rank, PROVED, path, top)
        for rank, (leaf, path) in enumerate(zip(leaves, paths, strict=True))
    )
    return PROVED / median(seconds), bent


EDITS = {
    "une ligne changée": "UPDATE journal_event SET actor_id = 'x' WHERE id = %s",
    "un contenu changé": "UPDATE journal_eventbody SET content = 'x'::bytea WHERE event_id = %s",
    "une ligne ôtée": "DELETE FROM journal_event WHERE id = %s",
}


def _missed() -> int:
    """Plant each kind of edit, as an administrator who lifts the triggers could; count those not found."""
    missed = 0
    victims = list(Event.objects.filter(number=5).values_list("pk", "case__reference")[: len(EDITS)])
    with connection.cursor() as cursor:
        for table in ("journal_event", "journal_eventbody"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        for statement, (pk, _) in zip(EDITS.values(), victims, strict=True):
            cursor.execute(statement, [pk])
    named = {broken.where for broken in verify().broken}
    for _, reference in victims:
        missed += reference not in named
    return missed
