"""What the whole suite shares: the two databases, the long run, and no silent skip."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.postgres import Cluster, PostgresUnavailableError, throwaway_cluster

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server", "client", "admin_client"}

# No deadline: two cores shared by several workers say nothing about one example's time.
settings.register_profile("usual", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("usual"), derandomize=True, print_blob=True)
settings.register_profile("long", settings.get_profile("usual"), max_examples=5_000)
# A seeded fault is found or not, the same way each time: no need to say by which least example.
settings.register_profile(
    "faults", settings.get_profile("ci"), max_examples=30, phases=(Phase.explicit, Phase.generate)
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of `./dev test`, and that of the mutation testing."""
    parser.addoption("--long", action="store_true", help="Ajoute ce qui prend des heures.")
    parser.addoption(
        "--on-postgres", action="store_true", help="Garde ce qui touche la base, sur DATABASE_URL."
    )
    parser.addoption(
        "--faults", action="store_true", help="Sous mutation : toujours les mêmes exemples, peu."
    )


def pytest_configure(config: pytest.Config) -> None:
    """Choose how hard hypothesis searches."""
    if config.getoption("--faults"):
        settings.load_profile("faults")
    else:
        settings.load_profile("long" if config.getoption("--long") else "ci" if _in_ci() else "usual")


def _in_ci() -> bool:
    return os.environ.get("CI", "").lower() in ("true", "1")


def _touches_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or bool(
        DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what this run is for; what is left aside belongs to another run and is not a skip."""
    long, on_postgres = config.getoption("--long"), config.getoption("--on-postgres")

    def kept(item: pytest.Item) -> bool:
        if item.get_closest_marker("long") and not long:
            return False
        wants_postgres = item.get_closest_marker("postgres") is not None
        return wants_postgres or _touches_database(item) if on_postgres else not wants_postgres

    left = [item for item in items if not kept(item)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if kept(item)]


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail") and _in_ci():
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"Rien ne se saute sous CI=true. {why}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one under continuous integration."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: Any) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a skipped module into a failed one under continuous integration."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """A cluster of one's own, for the tests that stop, kill or measure a server: one a worker, 1 s each."""
    try:
        with throwaway_cluster() as cluster:
            yield cluster
    except PostgresUnavailableError as why:
        pytest.skip(str(why))


@pytest.fixture(scope="session", autouse=True)
def second_factor_shown(pytestconfig: pytest.Config) -> Iterator[None]:
    """Let `Client.force_login` open a session as the pages do: with the second factor just shown."""
    if not pytestconfig.pluginmanager.hasplugin("django"):  # tests/dev tries this file without a site
        yield
        return
    from tests.signing_in import force_login

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("django.test.Client.force_login", force_login)
        yield
