"""For machines: is the site alive, is it ready, and whom to tell about a weakness."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dument.ports import disk
from dument.queries import clock, running
from dument.web.access import anyone

VALID = timedelta(days=180)


@anyone
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer as soon as the process does, and say when it only reads."""
    nearly_full = disk.full()
    told = f"en lecture seule : le disque de {nearly_full} est presque plein\n" if nearly_full else ""
    return HttpResponse(f"vivant\n{told}", content_type="text/plain; charset=utf-8")


@anyone
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and every migration was applied; else 503 with the reason.

    A late reconciler is said and makes no page unready: taking the site down would help nobody. Its alarm is
    `dument_reconciler_late`, at /metriques.
    """
    try:
        executor = MigrationExecutor(connection)
        left = executor.migration_plan(executor.loader.graph.leaf_nodes())
        late = "" if left else ", ".join(one.name for one in running.late(clock.now()))
    except DatabaseError:
        return _not_ready("la base de données ne répond pas")
    if left:
        return _not_ready(f"{len(left)} migrations restent à appliquer (dument migrate)")
    told = f"prêt\nen retard : {late}\n" if late else "prêt\n"
    return HttpResponse(told, content_type="text/plain; charset=utf-8")


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
