"""The creditor's messages with the office of his case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from dument.procedure.states import State
from dument.web.access import CreditorSeat, for_creditor
from dument.web.creditor.found import mine
from dument.web.exchanging import exchange, joined
from dument.web.refilling import refillable


@for_creditor
@refillable
def thread(request: HttpRequest, seat: CreditorSeat, reference: str) -> HttpResponseBase:
    """Read and write; a draft has nobody to write to."""
    found = mine(seat, reference)
    if found.state is State.DRAFT:
        return redirect("creditor:case", reference)
    return exchange(request, seat.by, found)


@for_creditor
def attachment(request: HttpRequest, seat: CreditorSeat, reference: str, rank: int) -> HttpResponseBase:
    """Give the file joined to a message."""
    return joined(mine(seat, reference), rank)
