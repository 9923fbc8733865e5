"""The debtor's pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from dument.web.access import anyone


@anyone
def enter(request: HttpRequest) -> HttpResponse:
    """."""
    return HttpResponse("x")


leave = enter
