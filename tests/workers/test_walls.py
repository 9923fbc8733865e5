"""Walls of PostgreSQL: what the application's role cannot change, and what an office cannot read, by raw queries."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from dument.cli.drills.platform import Platform
from tests.needs import program
from tests.postgres import Cluster

pytestmark = pytest.mark.postgres
ROOT = Path(__file__).resolve().parents[2]
ROLES = ROOT / "deploy" / "postgres" / "roles.sql"
Rows = list[tuple[object, ...]]


class Base:
    """A database with one life of a case, its roles applied."""

    def __init__(self, cluster: Cluster, name: str) -> None:
        self.cluster, self.name = cluster, name
        self.platform: Platform

    def run(self, role: str, *statements: str) -> Rows:
        """Run statements in one transaction as that role and return the last one's rows."""
        with psycopg.connect(self.cluster.url_of(self.name, role)) as opened:
            for statement in statements:
                done = opened.execute(statement)
            return list(done.fetchall()) if done.description else []


@pytest.fixture(scope="module")
def base(postgres_cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    name = f"p{uuid4().hex[:12]}"
    postgres_cluster.create_database(name)
    url = postgres_cluster.url_of(name)
    platform = Platform(var=tmp_path_factory.mktemp("var"), url=url, extra={"DUMENT_DAY": "2026-10-13"})
    platform.must(platform.dument("migrate"))
    for _ in range(2):  # as often as one likes
        done = subprocess.run(
            [program("psql"), "-v", "ON_ERROR_STOP=1", "-q", "-f", str(ROLES), url],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    platform.url = postgres_cluster.url_of(name, "dument_app")
    platform.must(platform.act("lives", "1"))
    platform.must(platform.act("drain"))
    platform.must(platform.act("seal"))
    assert platform.breaches() == []
    made = Base(postgres_cluster, name)
    made.platform = platform
    yield made
    platform.stop()


def protected() -> list[str]:
    text = ROLES.read_text()
    listed = text.split("REVOKE UPDATE, DELETE, TRUNCATE ON")[1].split("FROM")[0]
    return [table.strip() for table in listed.split(",")]


def test_the_roles_protect_what_the_triggers_do(base: Base) -> None:
    rows = base.run(
        "dument", "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%_no_update'"
    )
    assert set(protected()) == {str(row[0]) for row in rows}


@pytest.mark.parametrize("table", protected())
@pytest.mark.parametrize("act", ["DELETE FROM {}", "UPDATE {} SET id = id", "TRUNCATE {} CASCADE"])
def test_the_application_cannot_change_what_was_written(base: Base, table: str, act: str) -> None:
    column = "event_id" if table == "journal_eventbody" else "id"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        base.run("dument_app", act.format(table).replace("id = id", f"{column} = {column}"))


@pytest.mark.parametrize("act", ["UPDATE journal_event SET type = 'x'", "DELETE FROM journal_event"])
def test_even_the_owner_meets_the_triggers(base: Base, act: str) -> None:
    with pytest.raises(psycopg.errors.RaiseException, match="ne se modifie ni ne se supprime"):
        base.run("dument", act)


def test_retention_empties_bodies_and_nothing_else(base: Base) -> None:
    with pytest.raises(psycopg.errors.RaiseException):
        base.run("dument_retention", "UPDATE journal_eventbody SET content = 'autre'::bytea")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        base.run("dument_retention", "UPDATE journal_event SET type = 'x'")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        base.run("dument_retention", "DELETE FROM journal_eventbody")
    base.run(
        "dument_retention",
        "UPDATE journal_eventbody SET content = ''::bytea WHERE event_id IN (SELECT id FROM journal_event LIMIT 1)",
    )


def test_retention_runs_whole_under_its_own_role(base: Base) -> None:
    url, platform = base.cluster.url_of(base.name, "dument_retention"), base.platform
    draft = base.run("dument", "SELECT count(*) FROM cases_case WHERE state = 'draft'")
    plan = platform.dument("retention", "--dry-run", "--on", "2040-01-01", "--json")
    told = [json.loads(line) for line in plan.stdout.splitlines()]
    assert [(one["kind"], one["certainty"]) for one in told] == [("title", "unconfirmed")]
    assert base.run("dument", "SELECT count(*) FROM keeping_purge") == [(0,)]
    done = platform.dument("retention", "--database", url, "--json", DUMENT_DAY="2040-01-01")
    assert (done.returncode, json.loads(done.stdout)["erased"]) == (0, 1), done.stdout + done.stderr
    assert base.run("dument", "SELECT count(*) FROM journal_eventbody WHERE length(content) > 0") == [(0,)]
    assert base.run("dument", "SELECT count(*) FROM cases_case WHERE state = 'draft'") == draft
    assert platform.dument("journal", "verify").returncode == 0
    refused = platform.dument("retention", "--on", "2040-01-01")
    assert refused.returncode == 2
    asked = base.run("dument", "SELECT problem, last_run FROM outbox_reconcilerrun WHERE name = 'retention'")
    assert asked[0][0] == ""


def walled(base: Base) -> list[str]:
    rows = base.run("dument", "SELECT tablename FROM pg_policies WHERE policyname = 'office_wall'")
    return sorted(str(row[0]) for row in rows)


def test_every_table_with_an_office_stands_behind_the_wall(base: Base) -> None:
    rows = base.run(
        "dument",
        "SELECT table_name FROM information_schema.columns WHERE column_name = 'office_id' AND table_schema = 'public'",
    )
    owned = {str(row[0]) for row in rows} - {
        "accounts_officemember"
    }  # who sits where is not an office's secret
    assert owned - set(walled(base)) == set()


def test_an_office_reads_its_rows_and_no_other_s_even_by_a_raw_query(base: Base) -> None:
    [(mine,)] = base.run("dument", "SELECT DISTINCT office_id FROM cases_case")
    other = base.run("dument", f"SELECT id FROM accounts_office WHERE id <> '{mine}' LIMIT 1")[0][0]
    for table in walled(base):
        held = base.run("dument", f"SELECT count(*) FROM {table}")[0][0]
        own = base.run("dument_app", f"SET LOCAL app.office = '{mine}'", f"SELECT count(*) FROM {table}")
        foreign = base.run("dument_app", f"SET LOCAL app.office = '{other}'", f"SELECT count(*) FROM {table}")
        assert (own, foreign) == ([(held,)], [(0,)]), table
    changed = base.run(
        "dument_app", f"SET LOCAL app.office = '{other}'", "UPDATE cases_case SET basis = '' RETURNING id"
    )
    assert changed == []


def test_an_office_writes_no_row_for_another(base: Base) -> None:
    [(mine, case)] = base.run("dument", "SELECT office_id, id FROM cases_case LIMIT 1")
    other = base.run("dument", f"SELECT id FROM accounts_office WHERE id <> '{mine}' LIMIT 1")[0][0]
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        base.run(
            "dument_app",
            f"SET LOCAL app.office = '{other}'",
            'INSERT INTO outbox_expirytask (id, office_id, case_id, "on") '
            f"VALUES (gen_random_uuid(), '{mine}', '{case}', now())",
        )


def test_nobody_set_reads_all_and_the_setting_does_not_outlive_the_transaction(base: Base) -> None:
    with psycopg.connect(base.cluster.url_of(base.name, "dument_app")) as opened:
        [(other,)] = opened.execute("SELECT gen_random_uuid()").fetchall()
        opened.execute("SELECT set_config('app.office', %s, true)", [str(other)])
        assert opened.execute("SELECT count(*) FROM cases_case").fetchall() == [(0,)]
        opened.commit()
        assert opened.execute("SELECT count(*) FROM cases_case").fetchall() != [(0,)]
