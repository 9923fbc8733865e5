"""What the office's officers see of keeping: who read a case, what may not be erased, what was."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from dument.actions import holds
from dument.queries import office, retention
from dument.queries import readings as reading
from dument.queries.cases import NoSuchCase
from dument.queries.clock import now
from dument.web.access import OfficeSeat, for_office


@for_office("officer")
def readings(request: HttpRequest, seat: OfficeSeat, reference: str) -> HttpResponseBase:
    """Show who opened the pages and the files of a case."""
    case_id = _case_id(seat, reference)
    told = {"reference": reference, "readings": reading.of_case(case_id, named=True), "shown": reading.SHOWN}
    return render(request, "office/readings.html", told)


@for_office("officer")
@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest, seat: OfficeSeat, reference: str) -> HttpResponse:
    """Order to erase nothing of a case, or lift that order."""
    case_id, error, typed = _case_id(seat, reference), "", request.POST.get("reason", "")
    if request.method == "POST":
        try:
            if "lift" in request.POST:
                holds.lift(case_id=case_id, by=seat.by, at=now())
            else:
                holds.place(case_id=case_id, by=seat.by, at=now(), reason=typed)
        except holds.HoldRefused as refused:
            error = str(refused)
        else:
            return redirect("office:hold", reference)
    told = {"reference": reference, "standing": retention.hold_of(case_id), "error": error, "typed": typed}
    return render(request, "office/hold.html", told, status=422 if error else 200)


@for_office()
@require_safe
def keeping(request: HttpRequest, seat: OfficeSeat) -> HttpResponseBase:
    """Show the periods, the cases kept by order, and what was erased."""
    told = {
        "periods": retention.periods(now()),
        "holds": retention.holds(seat.office_id),
        "purges": retention.purges(seat.office_id),
    }
    return render(request, "office/keeping.html", told)


def _case_id(seat: OfficeSeat, reference: str) -> UUID:
    try:
        return office.case_id(office_id=seat.office_id, reference=reference)
    except NoSuchCase as unknown:
        raise Http404 from unknown
