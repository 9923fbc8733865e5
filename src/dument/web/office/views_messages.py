"""The office's messages with the creditor of a case: any of its members reads and writes them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from dument.web.access import OfficeSeat, for_office
from dument.web.exchanging import exchange, joined
from dument.web.office.views_desk import theirs
from dument.web.refilling import refillable


@for_office()
@refillable
def thread(request: HttpRequest, seat: OfficeSeat, reference: str) -> HttpResponseBase:
    """Read and write."""
    return exchange(request, seat.by, theirs(seat, reference))


@for_office()
def attachment(request: HttpRequest, seat: OfficeSeat, reference: str, rank: int) -> HttpResponseBase:
    """Give the file joined to a message."""
    return joined(theirs(seat, reference), rank)
