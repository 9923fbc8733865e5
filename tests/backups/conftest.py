"""Platforms that lived, one a database: each costs seconds, so that all tests of backups share them."""

from __future__ import annotations

import pytest

from tests.backups.trial import Trial


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """On the embedded database; alone for what does not depend on it: files, keys, the manifest."""
    return Trial(tmp_path_factory.mktemp("embedded"), None)


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def trial(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Trial:
    if request.param == "sqlite":
        shared: Trial = request.getfixturevalue("embedded")
        return shared
    return Trial(tmp_path_factory.mktemp(request.param), request.getfixturevalue("postgres_cluster"))
