"""Behind pgbouncer in transaction mode, over two server sessions: acts, workers' locks, and the wall of an office."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from dument.cli.drills.platform import Platform, until
from dument.records.walls import SET_LOCAL
from tests.needs import program
from tests.postgres import Cluster, free_port

pytestmark = pytest.mark.postgres
SETTINGS = """[databases]
* = user=dument host=127.0.0.1 port={server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
max_client_conn = 100
"""
OFFICE = "01a209ee-b235-7731-b8a3-3c5a7b56feea"
SHOWN = "SELECT coalesce(current_setting('app.office', true), '')"


@pytest.fixture
def pooled(platform: Platform, postgres_cluster: Cluster) -> Iterator[Platform]:
    """The platform, reached through the pooler alone once migrated."""
    port = free_port()
    made = postgres_cluster.folder / f"pgbouncer-{port}.ini"
    made.write_text(SETTINGS.format(server=postgres_cluster.port, port=port))
    made.chmod(0o644)
    as_root = ["-u", "postgres"] if os.geteuid() == 0 else []
    with Path(os.devnull).open("w") as nowhere:
        pooler = subprocess.Popen([program("pgbouncer"), *as_root, str(made)], stdout=nowhere, stderr=nowhere)
    base = platform.url.rpartition("/")[2]
    platform.url = f"postgres://dument@127.0.0.1:{port}/{base}?pgbouncer=1"
    try:
        until("le répartiteur répond", lambda: _answers(platform), 20)
        yield platform
    finally:
        platform.stop()
        pooler.kill()
        pooler.wait()


def _direct(platform: Platform) -> str:
    return platform.url.partition("?")[0]


def _answers(platform: Platform) -> bool:
    try:
        psycopg.connect(_direct(platform), connect_timeout=2).close()
    except psycopg.OperationalError:
        time.sleep(0.1)
        return False
    return True


def test_acts_and_workers_go_on_behind_the_pooler(pooled: Platform) -> None:
    workers = [pooled.start("dument.cli.main", "worker", "--poll") for _ in range(2)]
    pooled.must(pooled.act("lives", "1"))
    pooled.must(pooled.act("letters", "3"))
    until("tout est remis", lambda: '"pending"' not in pooled.must(pooled.act("messages")), 90)
    assert all(worker.poll() is None for worker in workers)
    assert {len(lines) for lines in pooled.letters().values()} == {1}
    assert pooled.breaches() == []


def test_the_wall_of_an_office_ends_with_its_transaction(pooled: Platform) -> None:
    address = _direct(pooled)
    with psycopg.connect(address, prepare_threshold=None) as mine:
        mine.execute(SET_LOCAL, (OFFICE,))
        assert _shown(mine) == OFFICE
        with psycopg.connect(address, autocommit=True, prepare_threshold=None) as other:
            assert _shown(other) == ""
        mine.commit()
        assert _shown(mine) == ""
    with psycopg.connect(address, autocommit=True, prepare_threshold=None) as other:
        assert {_shown(other) for _ in range(10)} == {""}


def test_a_setting_of_the_session_would_leak_to_others(pooled: Platform) -> None:
    """What SET LOCAL is for: through the pooler, a session belongs to nobody."""
    address = _direct(pooled)
    with psycopg.connect(address, autocommit=True, prepare_threshold=None) as mine:
        mine.execute("SELECT set_config('app.office', %s, false)", (OFFICE,))
    with psycopg.connect(address, autocommit=True, prepare_threshold=None) as other:
        assert _shown(other) == OFFICE


def _shown(opened: psycopg.Connection[tuple[object, ...]]) -> str:
    row = opened.execute(SHOWN).fetchone()
    return str(row[0]) if row else ""
