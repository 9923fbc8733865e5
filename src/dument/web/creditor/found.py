"""A creditor's own case, and what he reads when his page is behind the case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from dument.actions._move import By, Changed
from dument.actions.claims import NotADraft
from dument.queries.cases import CaseRead, NoSuchCase
from dument.queries.clock import now
from dument.queries.creditor import my_case
from dument.web.access import CreditorSeat
from dument.web.refusals import came_from

BACK = "retour"  # in the address of a step opened from the check page, which is where it leads back

View = Callable[..., HttpResponseBase]


def mine(seat: CreditorSeat, reference: str) -> CaseRead:
    """Return the creditor's case of that reference; raise Http404 for any other."""
    try:
        return my_case(creditor_ids=seat.creditor_ids, reference=reference, at=now())
    except NoSuchCase as unknown:
        raise Http404 from unknown


def seen_by(by: By, version: int) -> By:
    """Return who acts, with the version of the case that his page showed."""
    return replace(by, seen=version)


def in_step(view: View) -> View:
    """Return the view, answering one sentence (409) when the case moved since its page was shown."""

    @wraps(view)
    def told(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (Changed, NotADraft) as moved:
            return behind(request, str(moved))

    return told


def behind(request: HttpRequest, sentence: str) -> HttpResponse:
    """Return the page that says why nothing was done."""
    return render(request, "refused.html", {"back": came_from(request), "sentence": sentence}, status=409)
