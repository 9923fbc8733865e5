"""For machines: is the site alive, is it ready, and whom to tell about a weakness."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dument.queries import clock
from dument.web.access import anyone

VALID = timedelta(days=180)


@anyone
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer as soon as the process does."""
    return HttpResponse("vivant\n", content_type="text/plain; charset=utf-8")


@anyone
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and every migration was applied; else 503 with the reason."""
    try:
        executor = MigrationExecutor(connection)
        left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return _not_ready("la base de données ne répond pas")
    if left:
        return _not_ready(f"{len(left)} migrations restent à appliquer (dument migrate)")
    return HttpResponse("prêt\n", content_type="text/plain; charset=utf-8")


def _not_ready(why: str) -> HttpResponse:
    return HttpResponse(f"pas prêt : {why}\n", status=503, content_type="text/plain; charset=utf-8")


@anyone
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Return the contact for weaknesses (RFC 9116)."""
    expires = (clock.now() + VALID).replace(microsecond=0)
    text = (
        f"Contact: {settings.DUMENT_SECURITY_CONTACT}\n"
        f"Expires: {expires.isoformat()}\n"
        "Preferred-Languages: fr, en\n"
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt\n"
    )
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
