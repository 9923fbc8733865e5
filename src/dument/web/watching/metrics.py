"""Metrics for Prometheus, shown to whoever holds the token, or outside production to this machine alone."""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from dument.ports import disk
from dument.queries import clock, running

LOCAL = {"127.0.0.1", "::1"}


class Platform(Collector):
    """What the database tells of the platform at the instant of the question."""

    def collect(self) -> Iterator[Metric]:
        """Yield the gauges."""
        at, waiting = clock.now(), running.waiting()
        messages = GaugeMetricFamily("dument_messages", "Messages de la boîte d'envoi", labels=["state"])
        for state in ("pending", "done", "failed"):
            messages.add_metric([state], waiting.counts.get(state, 0))
        yield messages
        due = max(0.0, (at - waiting.oldest).total_seconds()) if waiting.oldest else 0.0
        yield GaugeMetricFamily(
            "dument_oldest_message_seconds", "Retard du plus ancien message dû", value=due
        )
        yield from _reconcilers(at)
        apart = clock.apart().total_seconds()
        yield GaugeMetricFamily("dument_clock_drift_seconds", "Écart des horloges", value=apart)
        used = GaugeMetricFamily("dument_disk_used_ratio", "Part de disque occupée", labels=["folder"])
        for folder in settings.DUMENT_DISKS:
            used.add_metric([folder], disk.share_used(folder))
        yield used


def _reconcilers(at: datetime) -> Iterator[Metric]:
    last = GaugeMetricFamily(
        "dument_reconciler_last_run_seconds", "Dernier passage (époque)", labels=["name"]
    )
    late = GaugeMetricFamily("dument_reconciler_late", "1 : n'a pas tourné à temps", labels=["name"])
    found = GaugeMetricFamily("dument_reconciler_found", "Trouvés au dernier passage", labels=["name"])
    for one in running.runs():
        last.add_metric([one.name], one.last_run.timestamp() if one.last_run else 0)
        late.add_metric([one.name], float(one.expected_by < at))
        found.add_metric([one.name], one.found)
    yield from (last, late, found)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Return the metrics of every process of the site; 404 for whoever may not see them."""
    if not _allowed(request):
        raise Http404
    registry = CollectorRegistry()
    registry.register(Platform())
    told = generate_latest(registry)
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        processes = CollectorRegistry()
        multiprocess.MultiProcessCollector(processes)  # type: ignore[no-untyped-call]
        told += generate_latest(processes)
    else:
        told += generate_latest(REGISTRY)
    return HttpResponse(told, content_type=CONTENT_TYPE_LATEST)


def _allowed(request: HttpRequest) -> bool:
    token = settings.DUMENT_METRICS_TOKEN
    if (
        settings.SECURE_SSL_REDIRECT and not request.is_secure()
    ):  # else a token sent in clear would go unnoticed
        return False
    if token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    if settings.PRODUCTION:  # a proxy on this machine is this machine too
        return False
    return request.META.get("REMOTE_ADDR") in LOCAL and "X-Forwarded-For" not in request.headers
