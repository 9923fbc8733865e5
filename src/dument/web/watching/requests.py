"""One log line and one measure a request: the route, never the address, which may name a case."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from prometheus_client import Histogram
from structlog.contextvars import bound_contextvars

from dument.web.watching import security

log = logging.getLogger(__name__)
SECONDS = Histogram(
    "dument_request_seconds",
    "Durée des réponses",
    ["method", "route", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10),
)
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


class Watched:
    """Measures each request, and gives it an identifier that the answer bears."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next middleware."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, measure, log."""
        since, started, identifier = time.time(), time.perf_counter(), secrets.token_hex(8)
        with bound_contextvars(request=identifier):  # what is logged meanwhile bears it too
            response = self.answer(request)
            security.look(request, response.status_code, since=since)
        seconds = time.perf_counter() - started
        match = request.resolver_match
        route = match.view_name or match.route if match else "none"
        method = request.method if request.method in METHODS else "other"
        SECONDS.labels(method, route, str(response.status_code)).observe(seconds)
        told: dict[str, object] = {
            "request": identifier,
            "method": method,
            "route": route,
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
        }
        if account := security.account_of(request):
            told["account"] = security.pseudonym(account)
        log.info("request", extra=told | {"wall": security.wall_of(request)})
        response["X-Request-Id"] = identifier
        return response
