"""Stages for drills on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dument.cli.drills.stage import Stage, stage
from tests.faults.server import durable
from tests.postgres import PostgresUnavailableError


@pytest.fixture(scope="module")
def embedded() -> Iterator[Stage]:
    """A stage on the embedded database."""
    with stage() as made:
        yield made


@pytest.fixture(scope="module")
def on_postgresql() -> Iterator[Stage]:
    """A stage on a PostgreSQL server of its own, durable as in production."""
    try:
        with durable() as server, stage(server) as made:
            yield made
    except PostgresUnavailableError as why:
        pytest.skip(str(why))
