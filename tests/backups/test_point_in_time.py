"""Point-in-time recovery, as docs/running.md tells it: a base copy, archived WAL, back to a chosen instant."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import psycopg
import pytest

from dument.cli.drills.platform import Platform
from tests.postgres import Cluster

pytestmark = [pytest.mark.postgres, pytest.mark.long]


def test_back_to_the_instant_before_a_mistake(tmp_path: Path) -> None:
    cluster = Cluster()
    try:
        cluster.create()
        archive = cluster.folder / "archive"
        cluster.make_folder(archive)
        cluster.configure(archive_mode="on", archive_command=f"cp %p {archive}/%f", wal_level="replica")
        cluster.start()
        cluster.create_database()
        platform = Platform(var=tmp_path, url=cluster.url, extra={"DUMENT_DAY": "2026-10-13"})
        platform.must(platform.dument("migrate"))
        platform.must(platform.act("letters", "1"))
        copy = cluster.folder / "copy"
        cluster.run(
            "pg_basebackup", "-h", "127.0.0.1", "-p", str(cluster.port), "-U", "dument", "-D", str(copy)
        )
        platform.must(platform.act("lives", "1"))
        platform.must(platform.act("seal"))
        head = cases(platform)
        instant = one(cluster.url, "SELECT clock_timestamp()")
        time.sleep(0.2)
        platform.must(platform.act("letters", "1"))  # the mistake
        assert cases(platform)["cases"] == head["cases"] + 1
        one(cluster.url, "SELECT pg_switch_wal()")
        time.sleep(1)
        cluster.stop()

        shutil.rmtree(cluster.data)
        copy.rename(cluster.data)
        cluster.configure(
            restore_command=f"cp {archive}/%f %p",
            recovery_target_time=instant,
            recovery_target_action="promote",
        )
        (cluster.data / "recovery.signal").touch()
        cluster.start()
        deadline = time.monotonic() + 20
        while one(cluster.url, "SELECT pg_is_in_recovery()") != "False" and time.monotonic() < deadline:
            time.sleep(0.2)
        assert cases(platform) == head
        assert platform.breaches() == []
        platform.must(platform.act("letters", "1"))  # life goes on
    finally:
        cluster.destroy()


def one(url: str, question: str) -> str:
    with psycopg.connect(url, autocommit=True) as opened:
        row = opened.execute(question).fetchone()
    assert row
    return str(row[0])


def cases(platform: Platform) -> dict[str, int]:
    told: dict[str, int] = json.loads(platform.dument("journal", "verify", "--json").stdout)
    assert told["valid"]
    return told
