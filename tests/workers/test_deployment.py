"""Production as docs/running.md deploys it: own roles and keys, several sites and workers, one killed, one added."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from uuid import uuid4

import pytest

from dument.cli.drills.platform import Platform, kill, until
from dument.cli.drills.processes import Process
from dument.config.mail import FILES
from tests.needs import program
from tests.postgres import Cluster, free_port
from tests.workers import units

pytestmark = pytest.mark.postgres
ROLES = Path(__file__).resolve().parents[2] / "deploy" / "postgres" / "roles.sql"
KEYS = {
    "DUMENT_SECRET_KEY": "s" * 48,
    "DUMENT_CODE_KEY": "c" * 48,
    "DUMENT_LETTER_KEY": "l" * 48,
    "DUMENT_FACTOR_KEY": "f" * 48,
}
PRODUCTION = KEYS | {
    "DUMENT_PRODUCTION": "1",
    "DUMENT_SCANNER": "dument.adapters.scanner.absent.NoScanner",
    "DUMENT_SITE_URL": "https://dument.example",
    "DUMENT_ALLOWED_HOSTS": "dument.example",
    "DUMENT_METRICS_TOKEN": "m" * 32,
    "DUMENT_EMAIL_BACKEND": FILES,
}
HEADERS = {"Host": "dument.example"}


@pytest.fixture
def production(postgres_cluster: Cluster, tmp_path: Path) -> Iterator[Platform]:
    name = f"p{uuid4().hex[:12]}"
    postgres_cluster.create_database(name)
    owner = postgres_cluster.url_of(name)
    made = Platform(var=tmp_path, url=owner, extra=PRODUCTION)
    made.must(made.dument("migrate", DUMENT_ROLE="maintenance"))
    applied = subprocess.run(
        [program("psql"), "-v", "ON_ERROR_STOP=1", "-q", "-f", str(ROLES), owner],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert applied.returncode == 0, applied.stderr
    made.url = postgres_cluster.url_of(name, "dument_app")
    yield made
    made.stop()


class Site:
    """A site, as its unit starts it."""

    def __init__(self, platform: Platform) -> None:
        """Start it on a free port."""
        self.port, unit = free_port(), "dument-web@.service"
        given = units.environment(unit, KEYS, platform.var / f"keys-{self.port}")
        self.process = platform.start("dument.cli.main", *units.command(unit, str(self.port)), **given)

    def get(self, path: str, proto: str = "https", **more: str) -> tuple[int, str]:
        """Return the status and the text of an answer; 0 when nobody answers."""
        asked = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            asked.request("GET", path, headers=HEADERS | {"X-Forwarded-Proto": proto} | more)
            answer = asked.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return 0, ""
        finally:
            asked.close()


def worker(platform: Platform, name: str, *more: str) -> Process:
    """Start a worker, as its unit does."""
    unit = "dument-worker@.service"
    given = units.environment(unit, KEYS, platform.var / f"keys-{name}")
    return platform.start("dument.cli.main", *units.command(unit, name), *more, **given)


def test_several_sites_and_workers_over_one_database(production: Platform) -> None:
    production.must(production.act("people"))
    sites = [Site(production) for _ in range(2)]
    workers = [worker(production, name) for name in ("1", "2")]
    for site in sites:
        until("le site est prêt", lambda s=site: s.get("/sante/pret") == (200, "prêt\n"), 120)  # type: ignore[misc]
    assert sites[0].get("/", proto="http")[0] == 301
    assert sites[0].get("/")[0] == 200
    # Machines are never led elsewhere: a probe is answered, a token sent in clear is refused.
    assert sites[0].get("/sante/pret", proto="http")[0] == 200
    assert sites[0].get("/metriques")[0] == 404
    token = {"Authorization": "Bearer " + "m" * 32}
    assert sites[0].get("/metriques", **token)[0] == 200
    assert sites[0].get("/metriques", proto="http", **token)[0] == 404

    production.must(production.act("filed", "3"))
    kill(sites[0].process)
    kill(workers[0])
    added = Site(production)
    workers.append(worker(production, "3", "--poll"))
    production.must(production.act("filed", "3"))
    until("le site ajouté est prêt", lambda: added.get("/sante/pret")[0] == 200, 120)
    assert sites[1].get("/sante/pret")[0] == 200
    until("tout est remis", lambda: "pending" not in production.must(production.act("messages")), 90)
    assert production.must(production.act("messages")).count('"done"') == 6
    assert production.breaches() == []
    assert production.dument("worker", "--late").returncode == 0


def test_production_prepares_no_letter_with_texts_not_confirmed(production: Platform) -> None:
    done = production.act("letters", "1")
    assert done.returncode != 0
    assert "non vérifié" in done.stderr
