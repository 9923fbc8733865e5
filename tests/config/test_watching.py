"""The site watched: metrics for whoever may see them, one identifier an answer, and no write on a full disk."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest
from django.test import Client

from dument.ports import disk
from dument.records.outbox.models import ReconcilerRun
from tests import fakes, stories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def local_providers(settings) -> None:  # type: ignore[no-untyped-def]
    for name, value in fakes.SETTINGS.items():
        setattr(settings, name, value)


def told(answer) -> str:  # type: ignore[no-untyped-def]
    return str(answer.content.decode())


def test_metrics_are_shown_to_this_machine_alone_without_a_token(client: Client) -> None:
    assert client.get("/metriques").status_code == 200
    assert client.get("/metriques", REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get("/metriques", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 404


def test_production_shows_its_metrics_to_nobody_without_a_token(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.PRODUCTION = True
    assert client.get("/metriques").status_code == 404, "the proxy may stand on this machine"


def test_metrics_are_shown_to_who_holds_the_token(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.DUMENT_METRICS_TOKEN = "jeton"
    assert client.get("/metriques").status_code == 404
    assert client.get("/metriques", headers={"Authorization": "Bearer autre"}).status_code == 404
    answer = client.get("/metriques", headers={"Authorization": "Bearer jeton"}, REMOTE_ADDR="192.0.2.7")
    assert answer.status_code == 200


def test_metrics_tell_messages_reconcilers_and_requests(client: Client) -> None:
    stories.case_in("prepared", stories.people())
    at = stories.instant("2026-10-26")
    ReconcilerRun.objects.create(
        name="seal", last_run=at - timedelta(hours=3), expected_by=at - timedelta(hours=2)
    )
    ReconcilerRun.objects.create(name="chains", last_run=at, expected_by=at + timedelta(days=1), found=2)
    client.get("/")
    text = told(client.get("/metriques"))
    for line in (
        'dument_messages{state="pending"} 2.0',
        'dument_reconciler_late{name="seal"} 1.0',
        'dument_reconciler_late{name="chains"} 0.0',
        'dument_reconciler_found{name="chains"} 2.0',
        "dument_disk_used_ratio",
        'route="public:home",status="200"',
    ):
        assert line in text


def test_a_late_reconciler_is_said_by_readiness(client: Client) -> None:
    at = stories.instant("2026-10-26")
    ReconcilerRun.objects.create(name="expiries", expected_by=at - timedelta(hours=2))
    answer = client.get("/sante/pret")
    assert (answer.status_code, told(answer)) == (200, "prêt\nen retard : expiries\n")


@pytest.mark.parametrize(("used", "full"), [(0.899, False), (0.9, True), (1.0, True)])
def test_the_site_only_reads_on_a_full_disk(  # type: ignore[no-untyped-def]
    client: Client, settings, monkeypatch, used: float, full: bool
) -> None:
    settings.DUMENT_DISK_LIMIT = 0.9
    monkeypatch.setattr(disk, "share_used", lambda folder: used)
    answer = client.post("/verifier/lettre", {"reference": "DU-2222-2222"})
    assert (answer.status_code == 503) is full
    assert ("lecture seule" in told(answer)) is full
    assert client.get("/").status_code == 200
    assert ("en lecture seule" in told(client.get("/sante/vivant"))) is full


def test_the_disk_is_looked_at_every_five_seconds(monkeypatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    looked: list[str] = []
    real = shutil.disk_usage

    def counted(folder: str) -> object:
        looked.append(folder)
        return real(folder)

    monkeypatch.setattr(shutil, "disk_usage", counted)
    assert 0 < disk.share_used(str(tmp_path)) <= 1
    disk.share_used(str(tmp_path))
    assert looked == [str(tmp_path)]


def test_each_answer_bears_an_identifier(client: Client) -> None:
    first, second = client.get("/"), client.get("/")
    assert first["X-Request-Id"] != second["X-Request-Id"]
