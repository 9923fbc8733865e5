"""Platforms of real processes, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from dument.cli.drills.platform import Platform
from tests.postgres import Cluster


@pytest.fixture
def platform(postgres_cluster: Cluster, tmp_path: Path) -> Iterator[Platform]:
    """A migrated platform on PostgreSQL, its day frozen; its processes are killed at the end."""
    name = f"p{uuid4().hex[:12]}"
    postgres_cluster.create_database(name)
    made = Platform(var=tmp_path, url=postgres_cluster.url_of(name), extra={"DUMENT_DAY": "2026-10-13"})
    made.must(made.dument("migrate"))
    yield made
    made.stop()
